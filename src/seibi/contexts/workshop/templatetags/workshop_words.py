"""Words for codes of the workshop in its own templates."""

from django import template
from django.utils.dates import WEEKDAYS

from seibi.contexts.workshop.contracts import AbsenceReason
from seibi.contexts.workshop.labels import ABSENCE_REASONS

register = template.Library()


@register.filter
def absence_word(reason: AbsenceReason) -> str:
    """Why somebody is away."""
    return str(ABSENCE_REASONS[reason])


@register.filter
def weekday_word(weekday: int) -> str:
    """The name of a weekday; 0 is Monday."""
    return str(WEEKDAYS[weekday])
