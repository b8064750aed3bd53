"""The words of care for templates."""

from django import template

from seibi.contexts.care import labels
from seibi.contexts.care.contracts import Outcome, Refusal, RollReason, RuleKind, Silence

register = template.Library()
OUTCOME_ICONS = {
    Outcome.REACHED: "circle-check",
    Outcome.NO_ANSWER: "phone-missed",
    Outcome.VOICEMAIL: "voicemail",
    Outcome.CALL_BACK: "phone-outgoing",
    Outcome.REFUSED: "thumbs-down",
    Outcome.NOT_NOW: "clock",
    Outcome.ELSEWHERE: "wrench",
    Outcome.SOLD: "car-front",
    Outcome.WRONG_NUMBER: "phone-off",
    Outcome.BOOKED: "calendar-check",
    Outcome.OVER: "circle",
}


@register.filter
def rule_label(kind: str) -> str:
    return str(labels.RULE_LABELS[RuleKind(kind)])


@register.filter
def rule_meaning(kind: str) -> str:
    return str(labels.RULE_MEANINGS[RuleKind(kind)])


@register.filter
def outcome_label(outcome: str) -> str:
    return str(labels.OUTCOME_LABELS[Outcome(outcome)])


@register.filter
def outcome_icon(outcome: str) -> str:
    return OUTCOME_ICONS[Outcome(outcome)]


@register.filter
def roll_label(reason: str) -> str:
    return str(labels.ROLL_LABELS[RollReason(reason)])


@register.filter
def refusal_label(reason: str) -> str:
    return str(labels.REFUSAL_LABELS[Refusal(reason)])


@register.filter
def silence_label(silence: str) -> str:
    return str(labels.SILENCE_LABELS[Silence(silence)])
