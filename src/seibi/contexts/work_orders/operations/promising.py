"""The promise we stand for and the forecast we expect: two times, two words, never one field."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import State
from seibi.contexts.work_orders.contracts.reception import NamedParty, WalkAround
from seibi.contexts.work_orders.domain.lifecycle import CAR_IS_HERE
from seibi.contexts.work_orders.events import ForecastChanged, PromiseChanged, PromiseGiven
from seibi.contexts.work_orders.operations import board, messages
from seibi.contexts.work_orders.operations.loading import locked_work_order, said
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.operations.reception import name_party, receive_car
from seibi.contexts.work_orders.operations.taking_up import take_up_earlier
from seibi.contexts.work_orders.permissions import can_pause, can_promise
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken, require


@transaction.atomic
def promise(
    *, work_order_id: UUID, promise_at: dt.datetime, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """The first promise is kept for ever; every later one is told to the owner with its reason.

    Raises NotFound, NotAllowed, Invalid ("promise_in_the_past", "reason_missing"), RuleBroken
    ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_promise(actor, work_order))
    _check_open(work_order.state)
    if promise_at <= at:
        sentence = _("A promise lies in the future.")
        raise Invalid("promise_in_the_past", sentence, errors={"promise_at": sentence})
    before = work_order.promise_at
    if before == promise_at:
        return
    if before is not None:
        reason = said(reason, "reason", _("Say why the promise changes; the owner is told."))
    work_order.promise_at = promise_at
    work_order.first_promise_at = work_order.first_promise_at or promise_at
    work_order.save(update_fields=["promise_at", "first_promise_at"])
    board.show(work_order, actor=actor, at=at)
    if before is None:
        tell_about(work_order, PromiseGiven(work_order.pk, promise_at), actor=actor, at=at)
        return
    messages.promise_changed(work_order, reason, actor=actor, at=at)
    event = PromiseChanged(work_order.pk, before, promise_at)
    tell_about(work_order, event, actor=actor, at=at)


@transaction.atomic
def receive_and_promise(
    *,
    work_order_id: UUID,
    walk_around: WalkAround,
    promise_at: dt.datetime | None,
    actor: Actor,
    at: dt.datetime,
    parties: Sequence[NamedParty] = (),
    take_up: Sequence[UUID] = (),
) -> str:
    """The car is received, its people named, earlier work taken up and the first promise given in
    one step, or none of it.

    Raises what ``receive_car``, ``name_party``, ``take_up_earlier`` and ``promise`` raise.
    """
    for party in parties:
        name_party(
            work_order_id=work_order_id,
            role=party.role,
            customer_id=None,
            name=party.name,
            phone=party.phone,
            limit=party.limit,
            purchase_order="",
            actor=actor,
            at=at,
        )
    sentence = receive_car(work_order_id=work_order_id, walk_around=walk_around, actor=actor, at=at)
    if take_up:
        take_up_earlier(work_order_id=work_order_id, line_ids=take_up, actor=actor, at=at)
    if promise_at is not None:
        promise(work_order_id=work_order_id, promise_at=promise_at, reason="", actor=actor, at=at)
    return sentence


@transaction.atomic
def forecast(
    *, work_order_id: UUID, forecast_at: dt.datetime, actor: Actor, at: dt.datetime
) -> None:
    """What we expect may change as often as we learn; the promise does not move with it.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_pause(actor, work_order))
    _check_open(work_order.state)
    work_order.forecast_at = forecast_at
    work_order.save(update_fields=["forecast_at"])
    board.show(work_order, actor=actor, at=at)
    tell_about(work_order, ForecastChanged(work_order.pk, forecast_at), actor=actor, at=at)


def _check_open(state: str) -> None:
    if State(state) not in CAR_IS_HERE:
        raise RuleBroken("wrong_state", _("A time is promised while the car is here."))
