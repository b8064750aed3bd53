"""What the tests of booking share."""

import pytest

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.tests import factories
from seibi.contexts.booking.tests.factories import WEDNESDAY_10, booked, fill_the_morning
from seibi.contexts.booking.tests.waiting import MORNING, Full, work
from seibi.kernel import clock
from tests import world
from tests.world import NOON


@pytest.fixture
def place(db):
    """Site 7 with one express bay, one lift, one technician; Grace and her Corolla."""
    return factories.place()


@pytest.fixture
def _stopped_clock():
    """Trade time stands at NOON, the evening before, whatever the machine says."""
    before = clock._clock.source
    clock.follow(lambda: clock.Rate(clock.machine_now(), NOON))
    yield
    clock.follow(before)


@pytest.fixture
def full(place):
    """Tuesday morning is full; Grace has Wednesday at ten and would come earlier."""
    return Full(place, fill_the_morning(place), booked(place, WEDNESDAY_10))


@pytest.fixture
def free(full, read_all):
    """The neighbour's last visit is cancelled, everything is read, the worker has worked."""

    def run(at=NOON):
        booking.cancel(appointment_id=full.last.pk, actor=world.ada(), at=at)
        read_all()
        return work(max(at, MORNING))

    return run
