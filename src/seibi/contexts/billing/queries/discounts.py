"""Discounts as the desk and whoever decides see them."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import get_language

from seibi.contexts.billing.contracts.discounts import (
    DECIDE_DISCOUNT,
    DiscountInfo,
    DiscountState,
)
from seibi.contexts.billing.models.discounts import Discount, DiscountQuerySet
from seibi.contexts.billing.permissions import can_ask_for_discount, can_decide_discount
from seibi.contexts.customers import facade as customers
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.money import Money
from seibi.kernel.rows import under
from seibi.kernel.text import translated


def discounts_of(*, actor: Actor, work_order_id: UUID, at: dt.datetime) -> list[DiscountInfo]:
    """All of a visit, the newest first."""
    rows = Discount.objects.visible_to(actor).filter(work_order_id=work_order_id)
    return _infos(rows.order_by("-asked_at", "-pk"), actor, at)


def discount(*, actor: Actor, discount_id: UUID, at: dt.datetime) -> DiscountInfo:
    """One discount. Raises NotFound for those who may not know of it."""
    found = _infos(Discount.objects.visible_to(actor).filter(pk=discount_id), actor, at)
    if not found:
        raise NotFound("discount_not_found")
    return found[0]


def waiting_at(*, actor: Actor, node: str, at: dt.datetime) -> list[DiscountInfo]:
    """What a site waits for, the oldest first."""
    return _infos(_waiting(actor, at).filter(under(node)), actor, at)


def approvals(*, actor: Actor, at: dt.datetime) -> list[DiscountInfo]:
    """What waits for this person's yes or no, wherever they may decide, the oldest first."""
    nodes = actor.nodes(DECIDE_DISCOUNT)
    return _infos(_waiting(actor, at).filter(under(*nodes)), actor, at)


def decided(*, actor: Actor, at: dt.datetime, limit: int = 10) -> list[DiscountInfo]:
    """What was decided last where this person may decide, the newest first."""
    rows = Discount.objects.visible_to(actor).filter(under(*actor.nodes(DECIDE_DISCOUNT)))
    answered = rows.filter(expires_at__isnull=False).exclude(state=DiscountState.ASKED)
    return _infos(answered.order_by("-asked_at", "-pk")[:limit], actor, at)


def _waiting(actor: Actor, at: dt.datetime) -> DiscountQuerySet:
    rows = Discount.objects.visible_to(actor)
    return rows.filter(state=DiscountState.ASKED, expires_at__gt=at).order_by("asked_at", "pk")


def _infos(rows: DiscountQuerySet, actor: Actor, at: dt.datetime) -> list[DiscountInfo]:
    """In three SQL queries, however many."""
    found: Sequence[Discount] = list(rows.select_related("work_order", "work_order_line"))
    cars = vehicles.summaries({row.work_order.vehicle_id for row in found}) if found else {}
    people = customers.summaries({row.work_order.customer_id for row in found}) if found else {}
    language = get_language() or "en"
    infos = []
    for row in found:
        state = DiscountState(row.state)
        if state is DiscountState.ASKED and row.expires_at and row.expires_at <= at:
            state = DiscountState.EXPIRED
        waits = state is DiscountState.ASKED
        line = row.work_order_line
        car = cars[row.work_order.vehicle_id]
        may_ask = bool(can_ask_for_discount(actor, row.owner_node))
        infos.append(
            DiscountInfo(
                id=row.pk,
                work_order_id=row.work_order_id,
                work_order=row.work_order.number,
                car=f"{car.title} · {car.plate}".strip(" ·"),
                customer=people[row.work_order.customer_id].name,
                line_id=row.work_order_line_id,
                line=translated(line.title, language) if line else "",
                percent=row.percent,
                amount=Money(row.amount, row.currency),
                base=Money(row.base, row.currency),
                share=row.share,
                reason=row.reason,
                state=state,
                asked_by=row.asked_by_name,
                asked_at=row.asked_at,
                expires_at=row.expires_at,
                decided_by=row.decided_by_name,
                decided_at=row.decided_at,
                decided_reason=row.decided_reason,
                may_decide=waits and bool(can_decide_discount(actor, row.owner_node, row.share)),
                may_withdraw=may_ask and state in (DiscountState.ASKED, DiscountState.APPROVED),
            )
        )
    return infos
