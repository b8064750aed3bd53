"""Whether a message about a visit still says the truth when it is about to leave."""

import datetime as dt
from uuid import UUID

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.models import Appointment

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


def _row(subject: str) -> Appointment | None:
    try:
        return Appointment.objects.filter(pk=UUID(subject.partition(":")[2])).first()
    except ValueError:
        return None
