"""Small charts as points in a fixed box; the browser only draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 100.0, 32.0
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spark:
    """What an SVG needs: a polyline, its dots as a path, a polygon, the height of the target."""

    points: str
    dots: str = ""
    band: str = ""
    target_y: float | None = None


def spark(
    values: Sequence[float | None],
    target: float | None = None,
    *,
    ranges: Sequence[Range | None] = (),
    axis: Range | None = None,
) -> Spark:
    """Each value at its place, oldest first; a place without a value stays empty.

    ``ranges`` become a band around the line. ``axis`` is the lowest and the highest value of the
    box; without one it holds all values, ranges and the target.
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if not known:
        return Spark("")
    around = [(place, found) for place, found in enumerate(ranges) if found is not None]
    reach = [value for _, value in known] + [edge for _, found in around for edge in found]
    low, high = axis or _edges([*reach, target] if target is not None else reach)

    def x(place: int) -> float:
        return round(place * WIDTH / (len(values) - 1), 2) if len(values) > 1 else WIDTH / 2

    def y(value: float) -> float:
        return round(HEIGHT - (value - low) / (high - low) * HEIGHT, 2)

    lows = [f"{x(place)},{y(found[0])}" for place, found in around]
    highs = [f"{x(place)},{y(found[1])}" for place, found in around]
    return Spark(
        points=" ".join(f"{x(place)},{y(value)}" for place, value in known),
        dots=" ".join(f"M{x(place)} {y(value)}h0" for place, value in known),
        band=" ".join([*highs, *reversed(lows)]) if len(around) > 1 else "",
        target_y=y(target) if target is not None else None,
    )


def _edges(values: Sequence[float]) -> Range:
    low, high = min(values), max(values)
    return (low, high) if low < high else (low - 0.5, high + 0.5)
