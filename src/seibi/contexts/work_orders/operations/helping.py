"""Asking a colleague to come to a car, and coming."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.domain.lifecycle import WORK_IS_POSSIBLE
from seibi.contexts.work_orders.events.floor import HelpAnswered, HelpAsked
from seibi.contexts.work_orders.models.floor import HelpCall
from seibi.contexts.work_orders.operations.loading import account_of, locked_work_order
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.permissions import can_work
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require


@transaction.atomic
def ask_for_help(*, work_order_id: UUID, words: str, actor: Actor, at: dt.datetime) -> UUID:
    """Everybody on the floor sees who needs a hand; asking twice is asking once.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    if work_order.state not in WORK_IS_POSSIBLE:
        raise RuleBroken("wrong_state", _("Nobody works on this car now."), state=work_order.state)
    who = account_of(actor)
    known = HelpCall.objects.filter(
        work_order=work_order, asked_by_id=who, answered_at=None
    ).first()
    if known is not None:
        return known.pk
    call = HelpCall.objects.create(
        work_order=work_order, words=words.strip()[:200], asked_by_id=who, asked_at=at
    )
    tell_about(work_order, HelpAsked(work_order.pk, call.pk), actor=actor, at=at)
    return call.pk


@transaction.atomic
def answer_help(*, work_order_id: UUID, call_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Somebody comes; whoever asked may also say that it is no longer needed.

    Raises NotFound ("call_not_found"), NotAllowed, RuleBroken ("answered_already").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    who = account_of(actor)
    call = HelpCall.objects.filter(work_order=work_order, pk=call_id).first()
    if call is None:
        raise NotFound("call_not_found", _("Nobody asks for help here any more."))
    if call.answered_at is not None:
        raise RuleBroken("answered_already", _("A colleague is on the way already."))
    call.answered_at = at
    call.answered_by_id = None if call.asked_by_id == who else who
    call.save(update_fields=["answered_at", "answered_by"])
    tell_about(work_order, HelpAnswered(work_order.pk, call.pk), actor=actor, at=at)
