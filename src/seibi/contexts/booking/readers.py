"""What booking does when something has happened, here or elsewhere, and what screens follow."""

import datetime as dt
import json
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
)
from seibi.contexts.booking.operations import messages
from seibi.contexts.booking.queries import wanted
from seibi.contexts.network import facade as network
from seibi.kernel import clock, ports
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.readers import reads
from seibi.kernel.live.topics import live_topic


@reads(AppointmentBooked, by="booking")
def confirm_by_mail(event: AppointmentBooked, entry: Entry) -> None:
    """Who booked has it in writing, with a calendar file."""
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


def _may_see_day(actor: Actor, key: str) -> bool:
    try:
        return actor.may(SEE, at_node=network.site(UUID(key)).node)
    except ValueError:
        return False


def _site_of(_event: object, entry: Entry) -> str | None:
    return str(network.site_by_node(entry.owner_node).id)


@live_topic(
    "booking_day",
    hears=(
        AppointmentBooked,
        AppointmentMoved,
        AppointmentCancelled,
        AppointmentMissed,
        CarArrived,
        CarLeft,
        CarPlaced,
    ),
    may_see=_may_see_day,
    key_of=_site_of,
)
def render_day(key: str, language: str) -> str:
    """Only that something changed: the page asks for its own list, with its own rights."""
    return json.dumps({"site": key, "language": language})


def still_wanted(subject: str, template: str, at: dt.datetime) -> bool:
    """Whether a queued message about a visit still says the truth, by the trade clock."""
    return wanted.still_wanted(subject=subject, template=template, at=clock.now())


ports.still_wanted.register("appointment", still_wanted)
