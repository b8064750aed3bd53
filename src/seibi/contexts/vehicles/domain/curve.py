"""The odometer as a line: where each reading lies in a drawing of a fixed size."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from seibi.contexts.vehicles.contracts import Reading, ReadingFlag

WIDTH, HEIGHT, EDGE = 320, 96, 6
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dot:
    """One reading in the drawing; odd ones stand beside the line."""

    x: float
    y: float
    odd: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """The line through the believed readings, and a dot for each reading that fits on the page."""

    points: str
    dots: tuple[Dot, ...]
    first_km: int
    last_km: int


def curve(readings: Sequence[Reading]) -> Curve | None:
    """None for fewer than two believed readings: one point is no line."""
    fine = sorted((r for r in readings if r.flag is ReadingFlag.FINE), key=lambda r: r.read_at)
    if len(fine) < 2 or fine[0].read_at == fine[-1].read_at:
        return None
    start, days = fine[0].read_at, (fine[-1].read_at - fine[0].read_at) / ONE_DAY
    low, span = fine[0].km, max(fine[-1].km - fine[0].km, 1)

    def at(reading: Reading) -> tuple[float, float]:
        x = EDGE + (WIDTH - 2 * EDGE) * ((reading.read_at - start) / ONE_DAY) / days
        y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (reading.km - low) / span
        return round(x, 1), round(min(max(y, EDGE), HEIGHT - EDGE), 1)

    inside = [r for r in readings if start <= r.read_at <= fine[-1].read_at]
    return Curve(
        points=" ".join(f"{x},{y}" for x, y in map(at, fine)),
        dots=tuple(Dot(*at(r), odd=r.flag is not ReadingFlag.FINE) for r in inside),
        first_km=fine[0].km,
        last_km=fine[-1].km,
    )
