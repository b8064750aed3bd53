"""What the tests of the wait-list share: a full morning, and what the worker and people do."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts.waiting import (
    WaitOfferState,
)
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.models.waiting import WaitOffer
from seibi.contexts.booking.operations import offering
from seibi.contexts.booking.tests.factories import (
    MONDAY_9,
    Place,
    owner,
    wait_earlier,
    wait_for_any,
)
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry
from tests.world import NOON

MORNING = MONDAY_9 + dt.timedelta(minutes=5)  # in Tokyo: the site has just opened
HALF_HOUR = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Full:
    place: Place
    others: list
    visit: UUID

    @property
    def last(self):
        """The latest of the neighbour's visits that morning."""
        return Appointment.objects.get(pk=self.others[-1])


def work(at=MORNING, machine_at=None):
    """What the worker does, at a moment of the trade; the offer that is open afterwards."""
    machine_at = machine_at or clock.machine_now()
    offering.go_on(actor=SYSTEM, machine_at=machine_at, at=at)
    return WaitOffer.objects.filter(state=WaitOfferState.OPEN).first()


def take(offer, actor, machine_at=None, at=MORNING):
    return booking.take_offer(
        offer_id=offer.pk, actor=actor, machine_at=machine_at or clock.machine_now(), at=at
    )


def line_of_two(full):
    """Grace, and after her somebody without a visit who wants the same morning."""
    first = wait_earlier(full.place, full.visit)
    customer_id, vehicle_id = owner("Lovelace", "ada@example.com", "品川 300 さ 11-11")
    second = Place(full.place.site_id, customer_id, vehicle_id)
    return first, wait_for_any(second, at=NOON + HALF_HOUR), second


def told(name):
    return Entry.objects.filter(name=name).count()


def free_times(place):
    page = booking.slots(site_id=place.site_id, operation_codes=["OIL"], at=NOON, days=4)
    return {slot.starts_at for day in page.days for slot in day.slots}
