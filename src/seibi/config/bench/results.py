"""What a benchmark says: a value, the limit of the same run, and how they compare."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """`ratio` is value over limit; `budget` is what was promised, `kept` whether it was so."""

    name: str
    value: float
    unit: str
    limit: float
    limit_is: str
    budget: str
    kept: bool
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        return self.value / self.limit if self.limit else 0.0

    def as_dict(self) -> dict[str, Any]:
        """What `--json` prints: one object a line, the benchmark's own figures beside the rest."""
        values = asdict(self)
        figures = values.pop("figures")
        rounded = {"value": round(self.value, 4), "limit": round(self.limit, 4)}
        return {**values, **rounded, "ratio": round(self.ratio, 4), **figures}

    def __str__(self) -> str:
        kept = "kept" if self.kept else "MISSED"
        return (
            f"{self.name:<12}{self.value:>10.3f} {self.unit:<12} limit {self.limit:.3f}"
            f" ({self.limit_is}), ratio {self.ratio:.3f}; {kept}: {self.budget}"
        )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all values do not exceed. Raises ValueError for none."""
    if not values:
        raise ValueError("nothing was measured")
    return sorted(values)[max(math.ceil(len(values) * share) - 1, 0)]
