"""What a workshop may set in a rule."""

from seibi.contexts.care.contracts import RuleChange

BOUNDS = {
    "after_days": (-365, 2000),
    "window_days": (1, 3650),
    "cap_days": (0, 1000),
    "priority": (1, 20),
    "per_day": (0, 500),
}


def out_of_bounds(change: RuleChange) -> dict[str, tuple[int, int]]:
    """The numbers that are too low or too high, each with its bounds."""
    return {
        name: (low, high)
        for name, (low, high) in BOUNDS.items()
        if not low <= getattr(change, name) <= high
    }
