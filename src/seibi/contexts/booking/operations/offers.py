"""Answers to an offered time: taken, declined, not answered; it is never lost on the way."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import Door, Party, Stay, Wishes
from seibi.contexts.booking.contracts.waiting import WaitAction, WaitOfferState, WaitState
from seibi.contexts.booking.domain.waiting import WAIT_LIFECYCLE
from seibi.contexts.booking.events import FreedTimeReturned, FreedTimeTaken
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.models.waiting import Waiting, WaitOffer
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.operations.changing import take_earlier
from seibi.contexts.booking.operations.confirming import confirm
from seibi.contexts.booking.operations.numbers import lock_wait_list
from seibi.contexts.booking.permissions import can_wait
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def take_offer(*, offer_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime) -> UUID:
    """The offered time is theirs: a visit that was booked moves there, else one is booked.

    All of it or nothing: when the time has gone, the old visit stays as it was. Taking twice gives
    the same visit. Raises NotFound, NotAllowed, Expired ("offer_over"), RuleBroken ("wrong_state",
    "slot_taken").
    """
    offer = _locked(offer_id, actor)
    waiting = offer.waiting

    require(can_wait(actor, offer.owner_node, waiting))

    if offer.state == WaitOfferState.TAKEN and offer.appointment_id:
        return offer.appointment_id
    if offer.state != WaitOfferState.OPEN or offer.expires_at <= machine_at:
        raise refusals.offer_over()
    state = WAIT_LIFECYCLE.after(WaitState(waiting.state), WaitAction.TAKE)
    appointment_id = _give(offer, actor, machine_at, at)

    offer.state, offer.appointment_id = WaitOfferState.TAKEN, appointment_id
    offer.save(update_fields=["state", "appointment"])
    waiting.state, waiting.ended_at = state, at
    waiting.save(update_fields=["state", "ended_at"])

    tell(
        FreedTimeTaken(
            waiting_id=waiting.pk,
            offer_id=offer.pk,
            site_id=waiting.site_id,
            appointment_id=appointment_id,
        ),
        actor=actor,
        at=at,
        subject=waiting.subject,
        owner_node=waiting.owner_node,
    )
    return appointment_id


@transaction.atomic
def decline_offer(
    *, offer_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> None:
    """The time goes to the next; whoever declines keeps their place. Declining twice is once.

    Raises NotFound, NotAllowed, Expired ("offer_over").
    """
    offer = _locked(offer_id, actor)

    require(can_wait(actor, offer.owner_node, offer.waiting))

    if offer.state == WaitOfferState.DECLINED:
        return
    if offer.state != WaitOfferState.OPEN:
        raise refusals.offer_over()
    _back_in_line(offer.waiting, WaitAction.DECLINE)
    return_offer(offer=offer, to=WaitOfferState.DECLINED, actor=actor, machine_at=machine_at, at=at)


@transaction.atomic
def let_lapse(*, offer_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime) -> bool:
    """Nobody answered in time: the next is asked. Whether there was anything to do.

    Raises NotFound.
    """
    offer = _locked(offer_id, actor)
    if offer.state != WaitOfferState.OPEN or offer.expires_at > machine_at:
        return False
    _back_in_line(offer.waiting, WaitAction.LAPSE)
    return_offer(offer=offer, to=WaitOfferState.LAPSED, actor=actor, machine_at=machine_at, at=at)
    return True


def return_offer(
    *,
    offer: WaitOffer,
    to: WaitOfferState,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> None:
    """Bay and people are free for the next in the line; the caller holds the line."""
    _let_go(offer, machine_at, actor, at)
    offer.state = to
    offer.save(update_fields=["state"])
    tell(
        FreedTimeReturned(
            waiting_id=offer.waiting_id,
            offer_id=offer.pk,
            freed_id=offer.freed_id,
            site_id=offer.waiting.site_id,
            why=str(to),
        ),
        actor=actor,
        at=at,
        subject=offer.waiting.subject,
        owner_node=offer.owner_node,
    )


def _back_in_line(waiting: Waiting, action: WaitAction) -> None:
    waiting.state = WAIT_LIFECYCLE.after(WaitState(waiting.state), action)
    waiting.save(update_fields=["state"])


def _give(offer: WaitOffer, actor: Actor, machine_at: dt.datetime, at: dt.datetime) -> UUID:
    """Under the locks of the workshop, so that nobody comes between letting go and taking."""
    waiting, helper = offer.waiting, replace(SYSTEM, on_behalf_of=actor.account_id)
    if waiting.appointment_id:
        Appointment.objects.locked().get(pk=waiting.appointment_id)  # before bay and people
        _let_go(offer, machine_at, helper, at)
        take_earlier(
            appointment_id=waiting.appointment_id, starts_at=offer.starts_at, actor=helper, at=at
        )
        return waiting.appointment_id
    if offer.hold_id is None:
        raise refusals.offer_over()
    return confirm(
        hold_id=offer.hold_id,
        vehicle_id=waiting.vehicle_id,
        party=Party(owner_id=waiting.customer_id),
        wishes=Wishes(waiting.wishes, Stay(waiting.stay), waiting.courtesy_car),
        door=Door(waiting.door),
        language=waiting.language,
        actor=helper,
        machine_at=machine_at,
        at=at,
    )


def _let_go(offer: WaitOffer, machine_at: dt.datetime, actor: Actor, at: dt.datetime) -> None:
    hold = offer.hold
    if hold is None or hold.released_at:
        return
    workshop.release(subject=f"appointment:{hold.pk}", actor=actor, at=at)
    hold.released_at = machine_at
    hold.save(update_fields=["released_at"])


def _locked(offer_id: UUID, actor: Actor) -> WaitOffer:
    """The offer and its entry, with the line of the site joined first. Raises NotFound."""
    rows = WaitOffer.objects.filter(
        pk=offer_id, waiting__in=Waiting.objects.visible_to(actor).values("pk")
    )
    node = rows.values_list("owner_node", flat=True).first()
    if node is None:
        raise refusals.no_offer()
    lock_wait_list(node)
    return rows.select_related("waiting", "hold").locked().get()
