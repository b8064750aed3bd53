"""The cash desk of a site: what to bill, what to settle, what the day has brought."""

import datetime as dt
from uuid import UUID

from seibi.contexts.billing.contracts import InvoiceKind, InvoiceState, ToBill
from seibi.contexts.billing.contracts.desk import CashDesk, HeldDeposit, SilentPayment, Till
from seibi.contexts.billing.models.invoices import Invoice, InvoiceLine
from seibi.contexts.billing.permissions import can_see_desk
from seibi.contexts.billing.queries.discounts import waiting_at
from seibi.contexts.billing.queries.invoices import row_of
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Purpose, TenderDay
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Payer, State
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound

AT_MOST = 100  # of each list; a desk that has more open has another problem
OPEN = (InvoiceState.ISSUED, InvoiceState.PART_PAID)
ENDED = (State.CANCELLED, State.DELIVERED, State.FOLLOWED_UP)
LONG_ENOUGH = dt.timedelta(minutes=15)  # within it somebody may still be typing a card number


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
    till = (
        payments.till_now(actor=actor, node=site.node, today=day, currency=site.currency)
        if actor.may("payments.see", at_node=site.node)
        else None
    )
    return CashDesk(
        site_code=site.code,
        site_name=site.name,
        day=day,
        to_bill=_to_bill(site, actor, at),
        open=tuple(row_of(row) for row in rows.filter(state__in=OPEN).order_by("pk")[:AT_MOST]),
        settled_today=tuple(row_of(row) for row in closed.order_by("-pk")[:AT_MOST]),
        tills=tuple(_till(each) for each in till.tenders) if till else (),
        deposits=_deposits(site, actor),
        silent=_silent(site, actor, at),
        questions=tuple(waiting_at(actor=actor, node=site.node, at=at)),
        day_is_closed=till is not None and till.is_closed,
    )


def _till(each: TenderDay) -> Till:
    return Till(each.method, each.count, each.taken + each.corrected, each.given_back)


def _deposits(site: SiteInfo, actor: Actor) -> tuple[HeldDeposit, ...]:
    """Money that waits for its bill, with the visits it was taken for."""
    held = payments.held(actor=actor, node=site.node, purpose=Purpose.DEPOSIT)
    by_visit = {each.id: UUID(each.reference.partition(":")[2]) for each in held}
    if not held:
        return ()
    visits = work_orders.infos(work_order_ids=by_visit.values(), actor=actor)
    cars = vehicles.summaries({visit.vehicle_id for visit in visits.values()})
    people = customers.summaries({visit.customer_id for visit in visits.values()})
    found = []
    for each in held:
        visit = visits.get(by_visit[each.id])
        if visit is None:
            continue
        car = cars[visit.vehicle_id]
        found.append(
            HeldDeposit(
                payment_id=each.id,
                work_order_id=visit.id,
                work_order=visit.number,
                car=f"{car.title} · {car.plate}".strip(" ·"),
                customer=people[visit.customer_id].name,
                amount=each.captured,
                taken_at=each.opened_at,
                visit_ended=visit.state in ENDED,
            )
        )
    return tuple(found)


def _silent(site: SiteInfo, actor: Actor, at: dt.datetime) -> tuple[SilentPayment, ...]:
    """Attempts whose end nobody knows, with their invoices."""
    open_ends = payments.unsettled(actor=actor, node=site.node, older_than=at - LONG_ENOUGH)
    by_reference = {each.reference: each for each in open_ends if "invoice:" in each.reference}
    ids = [UUID(reference.partition(":")[2]) for reference in by_reference]
    rows = Invoice.objects.visible_to(actor).filter(pk__in=ids).order_by("pk") if ids else ()
    return tuple(
        SilentPayment(
            payment_id=by_reference[row.subject].id,
            invoice_id=row.pk,
            number=row.number,
            amount=by_reference[row.subject].amount,
            begun_at=by_reference[row.subject].opened_at,
        )
        for row in rows
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
