"""A car that was handed back."""

import pytest

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.work_orders.tests import factories as work_order_factories


@pytest.fixture
def place(db):
    """Site 7 with bays, technicians and advisors; Grace and her Corolla."""
    return booking_factories.place()


@pytest.fixture
def delivered(place):
    """The visit is over; nobody has read the journal yet."""
    return work_order_factories.delivered_car(place)
