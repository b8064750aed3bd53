"""What booking does when something has happened, here or elsewhere, and what screens follow."""

import datetime as dt
from typing import Any
from uuid import UUID

from seibi.contexts.booking.contracts import SEE
from seibi.contexts.booking.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMissed,
    AppointmentMoved,
    CarArrived,
    CarLeft,
    CarPlaced,
    FreedTimeOffered,
    FreedTimeReturned,
    FreedTimeTaken,
    HoldReleased,
    MoveAsked,
    MoveEnded,
    PreCheckedIn,
    VisitLinkReplaced,
    WaitingEnded,
    WaitingJoined,
)
from seibi.contexts.booking.operations import messages, offering, tomorrow, wait_messages
from seibi.contexts.booking.queries import before, following, found, wanted
from seibi.contexts.network import facade as network
from seibi.kernel import clock, ports
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.readers import reads
from seibi.kernel.live.topics import nudge_topic, rights_change


@reads(AppointmentBooked, by="booking")
def confirm_by_mail(event: AppointmentBooked, entry: Entry) -> None:
    """Who booked has it in writing, with a calendar file."""
    messages.inform_owner(
        appointment_id=event.appointment_id,
        template="booking/confirmed",
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(VisitLinkReplaced, by="booking")
def mail_new_link(event: VisitLinkReplaced, entry: Entry) -> None:
    """Whoever may have the new link is sent it."""
    messages.inform_owner(
        appointment_id=event.appointment_id,
        template="booking/confirmed",
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(AppointmentMoved, by="booking")
def tell_new_time(event: AppointmentMoved, entry: Entry) -> None:
    """The new time replaces the old one in the owner's calendar."""
    messages.inform_owner(
        appointment_id=event.appointment_id,
        template="booking/moved",
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(AppointmentCancelled, by="booking")
def tell_cancellation(event: AppointmentCancelled, entry: Entry) -> None:
    """A cancelled visit disappears from the owner's calendar too."""
    messages.inform_owner(
        appointment_id=event.appointment_id,
        template="booking/cancelled",
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(AppointmentBooked, AppointmentMoved, AppointmentCancelled, CarArrived, by="tomorrow")
def look_ahead(event: Any, entry: Entry) -> None:
    """A visit that is booked, moved or given up after the check of tomorrow is looked at, too."""
    site = network.site_by_node(entry.owner_node)
    tomorrow.check_late_booking(site_id=site.id, actor=SYSTEM, at=entry.occurred_at)


@reads(AppointmentCancelled, AppointmentMissed, by="wait_list")
def offer_what_was_given_up(event: AppointmentCancelled | AppointmentMissed, entry: Entry) -> None:
    """What is left of the time is for those who wait; whoever had it does not wait any more."""
    offering.give_up(
        appointment_id=event.appointment_id,
        actor=SYSTEM,
        machine_at=clock.machine_now(),
        at=entry.occurred_at,
    )


@reads(AppointmentMoved, by="wait_list")
def offer_what_was_left(event: AppointmentMoved, entry: Entry) -> None:
    """The old time of a moved visit is for those who wait."""
    offering.note_freed(
        site_id=event.site_id,
        starts_at=event.from_starts_at,
        ends_at=event.from_starts_at + (event.ends_at - event.starts_at),
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(HoldReleased, by="wait_list")
def offer_what_was_let_go(event: HoldReleased, entry: Entry) -> None:
    """A kept time that did not become a visit is for those who wait."""
    offering.note_let_go(hold_id=event.hold_id, actor=SYSTEM, at=entry.occurred_at)


@reads(FreedTimeReturned, by="wait_list")
def ask_the_next(event: FreedTimeReturned, entry: Entry) -> None:
    """An offer that was not taken goes along the line at once."""
    offering.ask_again(freed_id=event.freed_id)


@reads(WaitingJoined, by="wait_list")
def confirm_waiting(event: WaitingJoined, entry: Entry) -> None:
    """Who waits has it in writing, with the link at which they change their mind."""
    wait_messages.mail_joined(waiting_id=event.waiting_id, actor=SYSTEM, at=entry.occurred_at)


@reads(CarArrived, by="wait_list")
def stop_waiting_on_arrival(event: CarArrived, entry: Entry) -> None:
    """Who is here needs no earlier time."""
    if event.appointment_id:
        offering.visit_is_over(
            appointment_id=event.appointment_id,
            actor=SYSTEM,
            machine_at=clock.machine_now(),
            at=entry.occurred_at,
        )


def _may_see_day(actor: Actor, key: str) -> bool:
    try:
        return actor.may(SEE, at_node=network.site(UUID(key)).node)
    except ValueError:
        return False


def _site_of(_event: object, entry: Entry) -> str | None:
    return str(network.site_by_node(entry.owner_node).id)


def _visit_of(event: Any, _entry: Entry) -> str | None:
    """The visit, also of somebody who waits for an earlier time."""
    waiting_id = getattr(event, "waiting_id", None)
    if waiting_id is not None:
        return following.visit_of_waiting(waiting_id)
    return str(event.appointment_id) if event.appointment_id else None


def _waiting_of(event: Any, _entry: Entry) -> str:
    return str(event.waiting_id)


VISIT_EVENTS = (
    AppointmentMoved,
    AppointmentCancelled,
    AppointmentMissed,
    CarArrived,
    PreCheckedIn,
)
WAIT_EVENTS = (
    WaitingJoined,
    WaitingEnded,
    FreedTimeOffered,
    FreedTimeTaken,
    FreedTimeReturned,
)


def still_wanted(subject: str, template: str, at: dt.datetime) -> bool:
    """Whether a queued message about a visit still says the truth, by the trade clock."""
    return wanted.still_wanted(subject=subject, template=template, at=clock.now())


def offer_still_open(subject: str, template: str, at: dt.datetime) -> bool:
    """Nobody is offered a time that has gone to somebody else meanwhile."""
    return wanted.offer_is_open(subject=subject, machine_at=clock.machine_now())


def still_waits(subject: str, template: str, at: dt.datetime) -> bool:
    """Whether somebody is on the list when the mail that says so leaves."""
    return wanted.waits(subject=subject)


nudge_topic(
    "booking_day",
    hears=(
        AppointmentBooked,
        AppointmentMoved,
        AppointmentCancelled,
        AppointmentMissed,
        CarArrived,
        CarLeft,
        CarPlaced,
        PreCheckedIn,
        MoveAsked,
        MoveEnded,
    ),
    may_see=_may_see_day,
    key_of=_site_of,
)
nudge_topic("wait_list", hears=WAIT_EVENTS, may_see=_may_see_day, key_of=_site_of)
nudge_topic(
    "appointment",
    hears=(*VISIT_EVENTS, *WAIT_EVENTS),
    may_see=following.may_follow_visit,
    key_of=_visit_of,
)
nudge_topic("waiting", hears=WAIT_EVENTS, may_see=following.may_follow_waiting, key_of=_waiting_of)
rights_change(VisitLinkReplaced)
ports.still_wanted.register("appointment", still_wanted)
ports.still_wanted.register("wait_offer", offer_still_open)
ports.still_wanted.register("waiting", still_waits)
ports.open_matters.register("booking", found.open_matters)
ports.may_see_file.register(before.KIND, before.may_see_photo)
