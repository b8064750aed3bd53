"""Whether a message about a visit still says the truth when it is about to leave."""

import datetime as dt
from uuid import UUID

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.contracts.waiting import WaitOfferState
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.models.waiting import IN_LINE, Waiting, WaitOffer

UPCOMING_ONLY = frozenset({"booking/confirmed", "booking/moved", "booking/reminder"})


def still_wanted(*, subject: str, template: str, at: dt.datetime) -> bool:
    """Nobody is reminded of a visit that was cancelled, and nobody is told off one that is on."""
    row = _row(subject)
    if row is None:
        return False
    if template == "booking/cancelled":
        return row.state == AppointmentState.CANCELLED
    if template in UPCOMING_ONLY:
        return row.state == AppointmentState.BOOKED and row.starts_at > at
    return True


def offer_is_open(*, subject: str, machine_at: dt.datetime) -> bool:
    """Whether an offered time is still kept for whoever the mail is for."""
    rows = WaitOffer.objects.filter(state=WaitOfferState.OPEN, expires_at__gt=machine_at)
    offer_id = _id(subject)
    return offer_id is not None and rows.filter(pk=offer_id).exists()


def waits(*, subject: str) -> bool:
    """Whether somebody is on the wait-list."""
    waiting_id = _id(subject)
    rows = Waiting.objects.filter(state__in=IN_LINE)
    return waiting_id is not None and rows.filter(pk=waiting_id).exists()


def _row(subject: str) -> Appointment | None:
    appointment_id = _id(subject)
    return Appointment.objects.filter(pk=appointment_id).first() if appointment_id else None


def _id(subject: str) -> UUID | None:
    try:
        return UUID(subject.partition(":")[2])
    except ValueError:
        return None
