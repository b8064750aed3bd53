"""A visit at the cash desk before it has its invoice: what it will say, and what is held for it."""

import datetime as dt
from uuid import UUID

from django.utils.translation import get_language

from seibi.contexts.billing.contracts import SEE
from seibi.contexts.billing.contracts.desk import Bill, BillLine
from seibi.contexts.billing.domain.lines import is_outside_tax
from seibi.contexts.billing.models.invoices import InvoiceLine
from seibi.contexts.billing.queries import discounts
from seibi.contexts.billing.queries.reductions import of_lines, shown
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.payments import facade as payments
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import BillableLine, Payer, State, TaxRule
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.money import Money, total
from seibi.kernel.text import translated

BILLABLE = (State.READY, State.DELIVERED, State.FOLLOWED_UP)


def bill(*, actor: Actor, work_order_id: UUID, at: dt.datetime) -> Bill:
    """What stands on no paper yet. Raises NotFound for those who may not know."""
    visit = work_orders.info(work_order_id=work_order_id, actor=actor)
    if not actor.may(SEE, at_node=visit.owner_node):
        raise NotFound("work_order_not_found")
    site = network.site(visit.site_id)
    car = vehicles.summaries({visit.vehicle_id})[visit.vehicle_id]
    customer = customers.summaries({visit.payer_id})[visit.payer_id]
    lines = _lines(work_order_id, visit.tax_rule, actor)
    asked = [line for line in lines if line.payer == Payer.CUSTOMER]
    return Bill(
        work_order_id=work_order_id,
        number=visit.number,
        site_code=site.code,
        owner_node=visit.owner_node,
        car=f"{car.title} · {car.plate}".strip(" ·"),
        customer=customer.name,
        currency=visit.currency,
        tax_included=visit.tax_rule is TaxRule.PER_RATE_OF_GROSS,
        may_be_issued=visit.state in BILLABLE and bool(lines),
        lines=tuple(lines),
        discounts=tuple(discounts.discounts_of(actor=actor, work_order_id=work_order_id, at=at)),
        deposits=tuple(payments.payments_for(reference=f"work_order:{work_order_id}", actor=actor)),
        expected=total((line.after for line in asked), visit.currency),
    )


def _lines(work_order_id: UUID, rule: TaxRule, actor: Actor) -> list[BillLine]:
    agreed = work_orders.billable_lines(work_order_id=work_order_id, actor=actor)
    billed = set(
        InvoiceLine.objects.filter(
            invoice__work_order_id=work_order_id, taken_back=False
        ).values_list("work_order_line_id", flat=True)
    )
    left = [line for line in agreed if line.line_id not in billed]
    own = [line for line in left if line.payer == Payer.CUSTOMER]
    off: dict[UUID, Money] = {}
    if own:
        shares = of_lines(lines=own, work_order_id=work_order_id, rule=rule, payer=Payer.CUSTOMER)
        off = {line.line_id: share for line, share in zip(own, shares, strict=True)}
    return [_line(line, rule, off) for line in left]


def _line(line: BillableLine, rule: TaxRule, off: dict[UUID, Money]) -> BillLine:
    amount = shown(line, rule)
    return BillLine(
        line_id=line.line_id,
        description=translated(line.names, get_language() or "en"),
        quantity=line.quantity,
        payer=line.payer,
        amount=amount,
        off=off.get(line.line_id, amount - amount),
        statutory=is_outside_tax(line),
    )
