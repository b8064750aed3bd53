"""Words and tones of invoices for templates."""

from decimal import Decimal

from django import template

from seibi.contexts.billing.contracts import Cost, InvoiceInfo, InvoiceState
from seibi.contexts.billing.labels import COST_LABELS, PAYER_LABELS, STATE_LABELS
from seibi.contexts.billing.queries.paper import title_of
from seibi.contexts.work_orders.contracts import Payer

register = template.Library()

TONES = {
    InvoiceState.ISSUED: "attention",
    InvoiceState.PART_PAID: "attention",
    InvoiceState.PAID: "done",
}


@register.filter
def invoice_state(state: InvoiceState) -> str:
    """``{{ invoice.state|invoice_state }}``: the state in words."""
    return str(STATE_LABELS[state])


@register.filter
def invoice_tone(state: InvoiceState) -> str:
    """``{{ invoice.state|invoice_tone }}``: the tone of a state."""
    return TONES.get(state, "calm")


@register.filter
def invoice_title(invoice: InvoiceInfo) -> str:
    """``{{ invoice|invoice_title }}``: what the paper is called."""
    return title_of(invoice)


@register.filter
def payer(code: str) -> str:
    """``{{ invoice.payer|payer }}``: who pays, in words."""
    return str(PAYER_LABELS[Payer(code)])


@register.filter
def cost(code: Cost) -> str:
    """``{{ line.cost|cost }}``: the kind of cost in words."""
    return str(COST_LABELS[code])


@register.filter
def percent(rate: Decimal) -> str:
    """``{{ tax.rate|percent }}``: 0.10 as 10 %."""
    return f"{(rate * 100).normalize():f} %"
