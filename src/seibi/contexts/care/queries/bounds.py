"""A rule keeps within its bounds, whoever asks: the workshop that sets it, or its preview."""

from django.utils.translation import gettext as _

from seibi.contexts.care.contracts import RuleChange
from seibi.contexts.care.domain.changes import out_of_bounds
from seibi.kernel.errors import Invalid


def check(change: RuleChange) -> None:
    """Raises Invalid ("out_of_range") with a sentence for each number."""
    sentence = _("Choose a number from %(low)s to %(high)s.")
    errors = {
        name: sentence % {"low": low, "high": high}
        for name, (low, high) in out_of_bounds(change).items()
    }
    if errors:
        raise Invalid("out_of_range", " ".join(errors.values()), errors=errors)
