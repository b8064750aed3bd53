"""Words and tones of threads and cases."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.support import labels
from seibi.contexts.support.contracts import DisputeOutcome, DisputeState
from seibi.contexts.support.contracts.pages import Case, Logged
from seibi.contexts.work_orders.contracts.case import CaseFile
from seibi.ui import formats

register = template.Library()

STATE_TONES = {
    DisputeState.OPEN: "attention",
    DisputeState.IN_HAND: "brand",
    DisputeState.WITH_OWNER: "attention",
    DisputeState.DECIDED: "done",
}
OUTCOME_TONES = {
    DisputeOutcome.UPHELD: "done",
    DisputeOutcome.PARTLY: "brand",
    DisputeOutcome.REFUSED: "calm",
}
WORDS: dict[str, Any] = {
    "topic": labels.TOPIC_LABELS,
    "dispute": labels.STATE_LABELS,
    "dispute_action": labels.ACTION_LABELS,
    "level": labels.LEVEL_LABELS,
    "happened": labels.HAPPENED_LABELS,
    "outcome": labels.OUTCOME_LABELS,
    "effect": labels.EFFECT_LABELS,
    "via": labels.VIA_LABELS,
    "weight": labels.CLASS_LABELS,
    "cause": labels.CAUSE_LABELS,
    "route": labels.ROUTE_LABELS,
}


@register.filter
def told(code: Any, kind: str) -> str:
    """``{{ case.topic|told:"topic" }}``: what people call a code."""
    return str(WORDS[kind].get(code, code or ""))


@register.filter
def dispute_tone(state: DisputeState) -> str:
    """The tone of a case's state."""
    return STATE_TONES.get(state, "calm")


@register.filter
def outcome_tone(outcome: DisputeOutcome) -> str:
    """The tone of what came of a case."""
    return OUTCOME_TONES.get(outcome, "calm")


@register.filter
def language_name(code: str) -> str:
    """The name of a language, in the reader's."""
    return {"ja": _("Japanese"), "zh-hans": _("Chinese")}.get(code, _("English"))


@register.filter
def story(log: tuple[Logged, ...]) -> list[dict[str, Any]]:
    """The log of a case, as the timeline component takes it."""
    return [
        {
            "at": one.at,
            "title": str(labels.HAPPENED_LABELS[one.happened]),
            "text": one.words,
            "who": " · ".join(
                part for part in (one.who, str(labels.LEVEL_LABELS[one.level])) if part
            ),
        }
        for one in log
    ]


@register.filter
def evidence_story(file: CaseFile, tz: str) -> list[dict[str, Any]]:
    """What was shown, answered and promised, in the order of time."""
    found = [
        {
            "at": one.made_at,
            "title": _("Estimate version %(number)s: %(amount)s")
            % {"number": one.number, "amount": formats.money(one.gross)},
            "text": " ".join(one.changes),
        }
        for one in file.versions
    ]
    found += [
        {
            "at": one.at,
            "title": _("%(line)s: %(answer)s")
            % {"line": one.title, "answer": _answer(str(one.answer))},
            "text": "",
        }
        for one in file.answers
    ]
    found += [
        {
            "at": one.told_at,
            "title": _("Promised: ready by %(time)s")
            % {"time": formats.local_datetime(one.promise_at, tz)},
            "text": "",
        }
        for one in file.promises
    ]
    return sorted(found, key=lambda one: one["at"])


@register.filter
def file_url(file_id: Any, key: str) -> str:
    """Where a file of a case is served, within the link of whoever looks."""
    if key:
        return reverse("support:case_file", args=[key, file_id])
    return reverse("file", args=[file_id])


@register.filter
def may(case: Case, action: str) -> bool:
    """``{% if case|may:"decide" %}``: whether this is offered now."""
    return action in case.actions


def _answer(code: str) -> str:
    return {"approve": _("agreed"), "decline": _("not now"), "defer": _("later")}.get(code, code)
