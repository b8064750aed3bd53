"""Words, tones and small sums for the pages of a visit."""

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.parts.contracts import Origin
from seibi.contexts.work_orders import labels
from seibi.contexts.work_orders.contracts import LineState, Severity, State
from seibi.contexts.work_orders.contracts.visit import Visit
from seibi.contexts.work_orders.domain import estimate

register = template.Library()

STATE_TONES = {
    State.WAITING: "attention",
    State.ESTIMATE: "attention",
    State.READY: "done",
    State.DELIVERED: "done",
    State.FOLLOWED_UP: "done",
    State.CANCELLED: "calm",
}
LINE_TONES = {
    LineState.OPEN: "attention",
    LineState.APPROVED: "brand",
    LineState.DONE: "done",
}
SEVERITY_TONES = {Severity.RED: "late", Severity.AMBER: "attention", Severity.GREEN: "done"}
WORDS = {
    "state": labels.STATE_LABELS,
    "stepper": {**labels.STATE_LABELS, **labels.STEPPER_LABELS},
    "action": labels.ACTION_LABELS,
    "line_state": labels.LINE_STATE_LABELS,
    "line_kind": labels.LINE_KIND_LABELS,
    "payer": labels.PAYER_LABELS,
    "payer_desk": labels.PAYER_DESK_LABELS,
    "severity": labels.SEVERITY_LABELS,
    "authority": labels.AUTHORITY_LABELS,
    "channel": labels.CHANNEL_LABELS,
    "pause": labels.PAUSE_REASON_LABELS,
    "indirect": labels.INDIRECT_REASON_LABELS,
    "pin": labels.PIN_KIND_LABELS,
    "grade": labels.GRADE_LABELS,
    "symbol": labels.SYMBOL_LABELS,
    "repair_level": labels.REPAIR_LEVEL_LABELS,
    "release": labels.RELEASE_KIND_LABELS,
    "party": labels.PARTY_ROLE_LABELS,
    "evidence": labels.EVIDENCE_KIND_LABELS,
    "rung": labels.RUNG_LABELS,
    "rung_ahead": labels.RUNG_AHEAD_LABELS,
    "call_outcome": labels.CALL_OUTCOME_LABELS,
}


@register.filter
def word(code: Any, kind: str) -> str:
    """``{{ card.state|word:"state" }}``: what people call a code."""
    found = dict(WORDS[kind])  # type: ignore[call-overload]  # one table of many enums
    return str(found.get(code, code or ""))


@register.filter
def state_tone(state: State) -> str:
    """The tone of a visit's state."""
    return STATE_TONES.get(state, "calm")


@register.filter
def line_tone(state: LineState) -> str:
    """The tone of a line's state."""
    return LINE_TONES.get(state, "calm")


@register.filter
def severity_tone(severity: Severity | None) -> str:
    """The tone of how soon something is needed."""
    return SEVERITY_TONES.get(severity, "calm") if severity else "calm"


@register.filter
def origin_word(origin: str) -> str:
    """Where a part comes from, in words."""
    return str(labels.ORIGIN_LABELS[Origin(origin)]) if origin else ""


@register.filter
def of(mapping: Any, key: Any) -> Any:
    """``{{ chosen|of:line.id }}``: what a mapping holds under a key."""
    return mapping.get(str(key), "") if mapping else ""


@register.filter
def headline(visit: Visit) -> str:
    """The one sentence about where the visit stands."""
    if visit.awaits_answer:
        return _("We need your answer")
    if visit.waits_for:
        return str(labels.PAUSE_REASON_LABELS[visit.waits_for])
    return str(labels.STATE_LABELS[visit.state])


@register.filter
def track(visit: Visit) -> list[dict[str, Any]]:
    """The dots of the stepper, as the stepper component takes them."""
    return [
        {"label": str(labels.STEPPER_LABELS[step.state]), "state": str(step.mark)}
        for step in visit.steps
    ]


@register.filter
def fallback(typed: Any, otherwise: Any) -> Any:
    """What was typed before, else what is known."""
    return otherwise if typed is None else typed


@register.filter
def plain(number: Decimal) -> str:
    """A quantity without an exponent and without zeros that say nothing."""
    return estimate.plain(number)


@register.filter
def through(url: str, token: str) -> str:
    """A picture's address as the holder of a link reaches it; unchanged for who is signed in."""
    file_id = url.rstrip("/").rpartition("/")[2]
    return reverse("work_orders:visit_file", args=[token, file_id]) if token else url


@register.filter
def for_input(at: dt.datetime | None, tz: str) -> str:
    """A moment as a field of the browser takes it, by the clock of the site."""
    return at.astimezone(ZoneInfo(tz)).strftime("%Y-%m-%dT%H:%M") if at else ""
