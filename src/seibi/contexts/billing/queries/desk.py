"""The cash desk of a site: what to bill, what to settle, what the day has brought."""

import datetime as dt

from seibi.contexts.billing.contracts import CashDesk, InvoiceKind, InvoiceState, Till, ToBill
from seibi.contexts.billing.models import Invoice, InvoiceLine
from seibi.contexts.billing.permissions import can_see_desk
from seibi.contexts.billing.queries.invoices import row_of
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.payments import facade as payments
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Payer, State
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound

AT_MOST = 100  # of each list; a desk that has more open has another problem
OPEN = (InvoiceState.ISSUED, InvoiceState.PART_PAID)


def cash_desk(*, actor: Actor, site_code: str, at: dt.datetime) -> CashDesk:
    """What stands at the cash desk now. Raises NotFound for those who may not know."""
    site = network.site_by_code(site_code)
    if not can_see_desk(actor, site.node):
        raise NotFound("site_not_found")
    day = clock.local_day(at, site.tz)
    from_at, to_at = clock.day_bounds(day, site.tz)
    rows = Invoice.objects.visible_to(actor).filter(
        owner_node=site.node, kind=InvoiceKind.INVOICE, payer=Payer.CUSTOMER
    )
    closed = rows.exclude(state__in=OPEN).filter(issued_at__gte=from_at, issued_at__lt=to_at)
    tills = payments.reconciliation(node=site.node, from_at=from_at, to_at=to_at, actor=actor)
    return CashDesk(
        site_code=site.code,
        site_name=site.name,
        day=day,
        to_bill=_to_bill(site, actor, at),
        open=tuple(row_of(row) for row in rows.filter(state__in=OPEN).order_by("pk")[:AT_MOST]),
        settled_today=tuple(row_of(row) for row in closed.order_by("-pk")[:AT_MOST]),
        tills=tuple(Till(t.method, t.count, t.taken, t.given_back) for t in tills),
    )


def _to_bill(site: SiteInfo, actor: Actor, at: dt.datetime) -> tuple[ToBill, ...]:
    """Cars that are ready and have nothing on an invoice yet."""
    page = work_orders.desk_list(
        actor=actor, at=at, node=site.node, state=State.READY, limit=AT_MOST
    )
    waiting = [card for card in page.items if not card.is_released]
    lines = InvoiceLine.objects.filter(
        invoice__work_order_id__in=[card.id for card in waiting], taken_back=False
    )
    billed = set(lines.values_list("invoice__work_order_id", flat=True))
    return tuple(
        ToBill(
            work_order_id=card.id,
            number=card.number,
            car=f"{card.vehicle_title} · {card.plate}".strip(" ·"),
            customer=card.customer_name,
        )
        for card in waiting
        if card.id not in billed
    )
