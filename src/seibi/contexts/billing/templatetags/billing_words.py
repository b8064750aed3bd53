"""Words and tones of invoices for templates."""

from decimal import Decimal

from django import template

from seibi.contexts.billing.contracts import Cost, InvoiceInfo, InvoiceState
from seibi.contexts.billing.contracts.discounts import DiscountState
from seibi.contexts.billing.labels import (
    COST_LABELS,
    DISCOUNT_LABELS,
    PAYER_LABELS,
    STATE_LABELS,
)
from seibi.contexts.billing.queries.paper import title_of
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel.money import Money
from seibi.ui import formats

register = template.Library()

TONES = {
    InvoiceState.ISSUED: "attention",
    InvoiceState.PART_PAID: "attention",
    InvoiceState.PAID: "done",
}
DISCOUNT_TONES = {
    DiscountState.ASKED: "attention",
    DiscountState.APPROVED: "done",
    DiscountState.USED: "done",
    DiscountState.DECLINED: "late",
    DiscountState.EXPIRED: "late",
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


@register.filter
def discount_state(state: DiscountState) -> str:
    """``{{ discount.state|discount_state }}``: the state in words."""
    return str(DISCOUNT_LABELS[state])


@register.filter
def discount_tone(state: DiscountState) -> str:
    """``{{ discount.state|discount_tone }}``: the tone of a state."""
    return DISCOUNT_TONES.get(state, "calm")


@register.filter
def per_cent(share: Decimal) -> str:
    """``{{ discount.share|per_cent }}``: 12.500 as 12.5 %."""
    return f"{share.normalize():f} %"


@register.filter
def difference_tone(amount: Money) -> str:
    """``{{ record.difference|difference_tone }}``: a drawer is right, or it is not."""
    return "late" if amount else "done"


@register.filter
def money_or_dash(amount: Money) -> str:
    """``{{ tender.corrected|money_or_dash }}``: nought is a dash, so the rest is found."""
    return formats.money(amount) if amount else "–"
