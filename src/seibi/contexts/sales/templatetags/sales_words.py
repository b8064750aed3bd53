"""Words for the codes of sales in templates."""

from django import template

from seibi.contexts.sales import labels
from seibi.contexts.sales.contracts import HintKind, Lost, ProspectState, Source

register = template.Library()
TONES = {ProspectState.OPEN: "brand", ProspectState.SOLD: "done", ProspectState.LOST: "calm"}


@register.filter
def prospect_state(code: str) -> str:
    return str(labels.STATE_LABELS[ProspectState(code)])


@register.filter
def prospect_tone(code: str) -> str:
    return TONES[ProspectState(code)]


@register.filter
def source_label(code: str) -> str:
    return str(labels.SOURCE_LABELS[Source(code)])


@register.filter
def lost_label(code: str) -> str:
    return str(labels.LOST_LABELS[Lost(code)])


@register.filter
def hint_label(code: str) -> str:
    return str(labels.HINT_LABELS[HintKind(code)])
