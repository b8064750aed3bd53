"""Visits as the desk and other contexts see them: one, a list, the facts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import (
    BillableLine,
    LineState,
    NotChargeable,
    OldParts,
    PauseReason,
    Payer,
    State,
    TaxRule,
    WorkOrderInfo,
)
from seibi.contexts.work_orders.contracts.desk import DeskCard
from seibi.contexts.work_orders.domain.lifecycle import TERMINAL
from seibi.contexts.work_orders.domain.timing import minutes_late
from seibi.contexts.work_orders.models.quality import Delivery
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.permissions import offered_actions
from seibi.contexts.work_orders.queries import lines
from seibi.contexts.work_orders.queries.names import Names, names_for
from seibi.contexts.work_orders.queries.times import forecasts
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.money import Money
from seibi.kernel.paging import Page, paginate
from seibi.kernel.rows import under

COSTING = Q(lines__removed_at=None, lines__payer=Payer.CUSTOMER) & ~Q(
    lines__state__in=[LineState.DECLINED, LineState.DEFERRED]
)
OPEN = Q(
    lines__removed_at=None,
    lines__state=LineState.OPEN,
    lines__payer=Payer.CUSTOMER,
    lines__included_in=None,
)


def work_order_row(work_order_id: UUID, actor: Actor) -> WorkOrder:
    """The row for people of the site. Raises NotFound ("work_order_not_found")."""
    row = WorkOrder.objects.visible_to(actor).filter(pk=work_order_id).first()
    if row is None:
        raise NotFound(
            "work_order_not_found", _("This visit does not exist, or is not yours to see.")
        )
    return row


def info(*, work_order_id: UUID, actor: Actor) -> WorkOrderInfo:
    """The facts of a visit. Raises NotFound ("work_order_not_found")."""
    return _infos([work_order_row(work_order_id, actor)])[0]


def info_of_appointment(*, appointment_id: UUID, actor: Actor) -> WorkOrderInfo | None:
    """The visit of an appointment, once it has one."""
    rows = WorkOrder.objects.visible_to(actor).filter(appointment_id=appointment_id)
    found = _infos(list(rows.exclude(state=State.CANCELLED)))
    return found[0] if found else None


def info_of_arrival(*, arrival_id: UUID, actor: Actor) -> WorkOrderInfo | None:
    """The visit of a car at the door, once it has one."""
    rows = WorkOrder.objects.visible_to(actor).filter(arrival_id=arrival_id)
    found = _infos(list(rows.exclude(state=State.CANCELLED)))
    return found[0] if found else None


def infos(*, work_order_ids: Iterable[UUID], actor: Actor) -> dict[UUID, WorkOrderInfo]:
    """The facts of many visits; those the actor may not see are left out. Two queries."""
    rows = WorkOrder.objects.visible_to(actor).filter(pk__in=set(work_order_ids))
    return {found.id: found for found in _infos(list(rows))}


def billable_lines(*, work_order_id: UUID, actor: Actor) -> list[BillableLine]:
    """What may be charged for a visit. Raises NotFound ("work_order_not_found")."""
    return lines.billable_lines(work_order_row(work_order_id, actor))


def not_chargeable(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> list[NotChargeable]:
    """Time spent on what nobody agreed to. Raises NotFound ("work_order_not_found")."""
    return lines.not_chargeable(work_order_row(work_order_id, actor), at)


def desk_card(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> DeskCard:
    """One visit as one line of the desk. Raises NotFound ("work_order_not_found")."""
    return cards([work_order_row(work_order_id, actor)], actor, at)[0]


def desk_list(
    *,
    actor: Actor,
    at: dt.datetime,
    node: str = "/",
    state: State | None = None,
    with_closed: bool = False,
    vehicle_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[DeskCard]:
    """The visits at and below a node, oldest first; the SQL does not grow with the page."""
    rows = WorkOrder.objects.visible_to(actor).filter(under(node))
    if state is not None:
        rows = rows.filter(state=state)
    elif not with_closed:
        rows = rows.exclude(state__in=TERMINAL)
    if vehicle_id is not None:
        rows = rows.filter(vehicle_id=vehicle_id)
    return paginate(
        rows,
        cursor=cursor,
        limit=limit,
        key=("opened_at", "id"),
        to_value=lambda found: cards(found, actor, at),
    )


def cards(rows: Sequence[WorkOrder], actor: Actor, at: dt.datetime) -> list[DeskCard]:
    """Rows as cards, in a bounded number of queries."""
    return named_cards(rows, names_for(rows), actor, at)


def named_cards(
    rows: Sequence[WorkOrder], names: Names, actor: Actor, at: dt.datetime
) -> list[DeskCard]:
    """Rows as cards, where their names are known already."""
    sums, expected = _sums(rows), forecasts(rows, at)
    return [_card(row, names, sums, expected[row.pk], actor, at) for row in rows]


def _sums(rows: Sequence[WorkOrder]) -> dict[UUID, tuple[Decimal, int]]:
    found = (
        WorkOrder.objects.filter(pk__in=[row.pk for row in rows])
        .annotate(total=Sum("lines__gross", filter=COSTING), open_lines=Count("lines", filter=OPEN))
        .values_list("pk", "total", "open_lines")
    )
    return {pk: (total or Decimal(0), open_lines) for pk, total, open_lines in found}


def _card(
    row: WorkOrder,
    names: Names,
    sums: dict[UUID, tuple[Decimal, int]],
    forecast_at: dt.datetime | None,
    actor: Actor,
    at: dt.datetime,
) -> DeskCard:
    total, open_lines = sums.get(row.pk, (Decimal(0), 0))
    return DeskCard(
        id=row.pk,
        number=row.number,
        state=State(row.state),
        waits_for=PauseReason(row.waits_for) if row.waits_for else None,
        owner_node=row.owner_node,
        site_id=row.site_id,
        tz=names.sites[row.site_id].tz,
        plate=names.plate(row.vehicle_id),
        vehicle_id=row.vehicle_id,
        vehicle_title=names.car_title(row.vehicle_id),
        customer_id=row.customer_id,
        customer_name=names.person(row.customer_id),
        customer_waits=row.customer_waits,
        ticket=row.ticket,
        key_tag=row.key_tag,
        parking_place=row.parking_place,
        advisor_name=names.colleague(row.advisor_id),
        first_promise_at=row.first_promise_at,
        promise_at=row.promise_at,
        forecast_at=forecast_at,
        minutes_late=minutes_late(row.promise_at, row.ready_at, at, forecast_at),
        total=Money(total, row.currency),
        open_lines=open_lines,
        is_released=row.released_at is not None,
        actions=offered_actions(actor, row),
    )


def _infos(rows: Sequence[WorkOrder]) -> list[WorkOrderInfo]:
    delivered = Delivery.objects.filter(work_order__in=list(rows), undone_at=None)
    old = {row.work_order_id: OldParts(row.old_parts) for row in delivered}
    po = _purchase_orders(rows)
    return [
        WorkOrderInfo(
            id=row.pk,
            number=row.number,
            state=State(row.state),
            owner_node=row.owner_node,
            site_id=row.site_id,
            appointment_id=row.appointment_id,
            customer_id=row.customer_id,
            payer_id=row.customer_id,
            vehicle_id=row.vehicle_id,
            currency=row.currency,
            odometer_in_km=row.odometer_in_km,
            odometer_out_km=row.odometer_out_km,
            purchase_order=po.get(row.pk, ""),
            arrived_at=row.arrived_at,
            checked_in_at=row.checked_in_at,
            ready_at=row.ready_at,
            delivered_at=row.delivered_at,
            first_promise_at=row.first_promise_at,
            promise_at=row.promise_at,
            forecast_at=row.forecast_at,
            is_released=row.released_at is not None,
            old_parts=old.get(row.pk),
            advisor_id=row.advisor_id,
            tax_rule=TaxRule(row.tax_rule),
        )
        for row in rows
    ]


def _purchase_orders(rows: Sequence[WorkOrder]) -> dict[UUID, str]:
    from_parties = WorkOrder.objects.filter(pk__in=[row.pk for row in rows]).exclude(
        parties__purchase_order=""
    )
    return dict(from_parties.values_list("pk", "parties__purchase_order"))


def reasons_of(work_order_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Why these visits were cancelled, or their cars left unpaid, in the words that were said.

    The caller has asked whether the reader may. One query.
    """
    rows = WorkOrder.objects.filter(pk__in=set(work_order_ids))
    told = rows.values_list("pk", "cancel_reason", "release_reason")
    return {pk: cancelled or released for pk, cancelled, released in told}
