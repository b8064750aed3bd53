"""Words of messages for templates."""

from django import template

from seibi.contexts.messaging.contracts import MessageState, Reason
from seibi.contexts.messaging.labels import REASON_LABELS, STATE_LABELS

register = template.Library()


@register.filter
def message_state(state: MessageState) -> str:
    """``{{ message.state|message_state }}``: the state in words."""
    return str(STATE_LABELS[state])


@register.filter
def message_reason(reason: Reason) -> str:
    """``{{ message.reason|message_reason }}``: why it did not arrive."""
    return str(REASON_LABELS[reason])
