"""Words and tones of payments for templates."""

from django import template

from seibi.contexts.payments.contracts import Method, PaymentState
from seibi.contexts.payments.labels import METHOD_LABELS, STATE_LABELS

register = template.Library()

TONES = {
    PaymentState.CONFIRMED: "done",
    PaymentState.PREAUTH: "attention",
    PaymentState.REJECTED: "late",
    PaymentState.ERROR: "late",
}


@register.filter
def payment_state(state: PaymentState) -> str:
    """``{{ page.state|payment_state }}``: the state in words."""
    return str(STATE_LABELS[state])


@register.filter
def payment_tone(state: PaymentState) -> str:
    """``{{ page.state|payment_tone }}``: the tone of a state."""
    return TONES.get(state, "calm")


@register.filter
def payment_method(method: Method | str) -> str:
    """``{{ till.method|payment_method }}``: the method in words."""
    return str(METHOD_LABELS[Method(method)])
