"""How far another workshop is, for somebody who decides at the counter."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
ROADS_ARE_LONGER = 1.35
TOWN_KMH = 28.0

Point = tuple[float | None, float | None]


def road_kilometres(here: Point, there: Point) -> float | None:
    """About how far it is by road; None where a place is not known."""
    if None in here or None in there:
        return None
    lat1, lon1, lat2, lon2 = (radians(float(x or 0)) for x in (*here, *there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_KM * asin(min(1.0, sqrt(half))) * ROADS_ARE_LONGER, 1)


def minutes_by_road(kilometres: float) -> int:
    """How long it takes about, in steps of five minutes, never none."""
    return max(5, 5 * round(kilometres / TOWN_KMH * 60 / 5))
