"""What a workshop may set in a rule."""

from django.utils.translation import gettext as _

from seibi.contexts.care.contracts import RuleChange
from seibi.kernel.errors import Invalid

BOUNDS = {
    "after_days": (-365, 2000),
    "window_days": (1, 3650),
    "cap_days": (0, 1000),
    "priority": (1, 20),
    "per_day": (0, 500),
}


def check(change: RuleChange) -> None:
    """Raises Invalid ("out_of_range")."""
    errors = {}
    for name, (low, high) in BOUNDS.items():
        if not low <= getattr(change, name) <= high:
            sentence = _("Choose a number from %(low)s to %(high)s.")
            errors[name] = sentence % {"low": low, "high": high}
    if errors:
        raise Invalid("out_of_range", " ".join(errors.values()), errors=errors)
