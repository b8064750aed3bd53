"""A car that is ready and not yet billed: 12,000 yen of work and one part, agreed to by Grace."""

import pytest

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.work_orders.tests import factories as work_order_factories


@pytest.fixture
def place(db):
    """Site 7 with bays, technicians and advisors; Grace and her Corolla."""
    return booking_factories.place()


@pytest.fixture
def ready(place):
    """The work is done and checked; nobody has paid."""
    return work_order_factories.ready_car(place)
