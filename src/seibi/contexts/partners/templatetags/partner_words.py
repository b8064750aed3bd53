"""How imports are written on a page: the words for codes, and their tones."""

from typing import Any

from django import template
from django.urls import reverse

from seibi.contexts.partners import labels
from seibi.contexts.partners.contracts import (
    Field,
    Kind,
    RowInfo,
    RunState,
    Verdict,
    WhyItStays,
)

register = template.Library()

WORDS: dict[type, Any] = {
    Kind: labels.KIND_LABELS,
    RunState: labels.STATE_LABELS,
    Verdict: labels.VERDICT_LABELS,
    Field: labels.FIELD_LABELS,
    WhyItStays: labels.STAYS_LABELS,
}
TONES = {
    RunState.COLUMNS: "attention",
    RunState.CHECKING: "brand",
    RunState.CHECKED: "attention",
    RunState.APPLYING: "brand",
    RunState.STOPPED: "attention",
    RunState.DONE: "done",
    RunState.UNDOING: "brand",
    RunState.UNDONE: "calm",
    RunState.REFUSED: "late",
}
PAGES = {"customer": "customers:page", "vehicle": "vehicles:page"}


@register.filter
def partner_word(code: Any) -> str:
    """``{{ run.state|partner_word }}``: the word people see for a code."""
    return str(WORDS.get(type(code), {}).get(code, code))


@register.filter
def partner_tone(state: RunState) -> str:
    """The tone of where a file stands."""
    return TONES[state]


@register.filter
def row_page(row: RowInfo) -> str:
    """Where a row went: the page of the customer or car; nothing for lines and rehearsals."""
    kind, _colon, key = row.subject.partition(":")
    return reverse(PAGES[kind], args=[key]) if kind in PAGES else ""
