"""How due dates are written on a page."""

import datetime as dt

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from seibi.contexts.diagnosis.contracts import DueItem
from seibi.contexts.diagnosis.labels import BASIS_LABELS

register = template.Library()
CERTAIN = dt.timedelta(days=7)


@register.filter
def basis_word(item: DueItem) -> str:
    """By which clock it is due."""
    return str(BASIS_LABELS[item.basis])


@register.filter
def due_when(item: DueItem) -> str:
    """A day when we are sure to a week; otherwise the days between which it will be."""
    if item.due_p90 - item.due_p10 <= CERTAIN:
        return date_format(item.due_p50)
    span = {"first": date_format(item.due_p10), "last": date_format(item.due_p90)}
    return _("between %(first)s and %(last)s") % span
