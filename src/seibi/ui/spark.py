"""Small charts as points in a fixed box; the browser only draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 100.0, 32.0


@dataclass(frozen=True, slots=True)
class Spark:
    """Points for an SVG polyline and the height of the target line, if there is one."""

    points: str
    target_y: float | None


def spark(values: Sequence[float], target: float | None = None) -> Spark:
    """Scaled so that all values and the target are inside the box; one value is a flat line."""
    if not values:
        return Spark("", None)
    reach = [*values, target] if target is not None else list(values)
    low, high = min(reach), max(reach)
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return round(HEIGHT - (value - low) / span * HEIGHT, 2)

    spread = list(values) if len(values) > 1 else [values[0], values[0]]
    step = WIDTH / (len(spread) - 1)
    points = " ".join(f"{round(i * step, 2)},{y(value)}" for i, value in enumerate(spread))
    return Spark(points, y(target) if target is not None else None)
