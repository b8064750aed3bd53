"""What the tests of booking share."""

import pytest

from seibi.contexts.booking.tests import factories
from seibi.kernel import clock
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
