"""Which columns of booking are about a person, and what erasing does to each."""

import datetime as dt
from typing import Any
from uuid import UUID

from seibi.contexts.booking.contracts.waiting import WaitState
from seibi.contexts.booking.models import (
    Appointment,
    AppointmentItem,
    Arrival,
    ContactProof,
    Counter,
    Hold,
    RuleSet,
)
from seibi.contexts.booking.models.door import Movement, PreCheckIn, ValetJob, Yard
from seibi.contexts.booking.models.feeds import CalendarFeed
from seibi.contexts.booking.models.waiting import IN_LINE, FreedTime, Waiting, WaitOffer
from seibi.kernel import ports
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type, dict[str, Erase]] = {
    Appointment: {
        "bringer_name": Erase.BLANK,
        "wishes": Erase.BLANK,
        "cancel_reason": Erase.BLANK,
        "purchase_order": Erase.KEEP_FOR_TAX,
    },
    AppointmentItem: {},
    Arrival: {"wishes": Erase.BLANK},
    ContactProof: {"email": Erase.DELETE_ROW},
    Counter: {},
    Hold: {"holder": Erase.BLANK},
    RuleSet: {},
    CalendarFeed: {},
    FreedTime: {},
    Waiting: {"wishes": Erase.BLANK},
    WaitOffer: {},
    PreCheckIn: {},
    Movement: {},
    ValetJob: {},
    Yard: {},
}


def erase(person_id: UUID, at: dt.datetime) -> int:
    """Blank what a person told us about their visits; the visits themselves stay countable."""
    blanked = Appointment.objects.filter(customer_id=person_id).update(
        bringer_name="", wishes="", cancel_reason=""
    )
    brought = Appointment.objects.filter(bringer_id=person_id).update(bringer_name="")
    arrived = Arrival.objects.filter(customer_id=person_id).update(wishes="")
    waited = Waiting.objects.filter(customer_id=person_id)
    waited.filter(state__in=IN_LINE).update(state=WaitState.LEFT, ended_at=at)
    return blanked + brought + arrived + waited.update(wishes="")


def export(person_id: UUID) -> dict[str, Any]:
    """The person's own copy: when they came or meant to come, and what they asked for."""
    rows = Appointment.objects.filter(customer_id=person_id).order_by("starts_at")
    return {
        "appointments": [
            {
                "number": row.number,
                "state": row.state,
                "starts_at": row.starts_at.isoformat(),
                "wishes": row.wishes,
            }
            for row in rows
        ],
        "wait_list": [
            {
                "state": row.state,
                "joined_at": row.joined_at.isoformat(),
                "from_day": row.from_day.isoformat(),
                "until_day": row.until_day.isoformat(),
                "wishes": row.wishes,
            }
            for row in Waiting.objects.filter(customer_id=person_id).order_by("joined_at")
        ],
    }


def register() -> None:
    """Answer the house's questions about persons."""
    ports.erase.register("booking", erase)
    ports.export.register("booking", export)
