"""What the tests of visits share."""

import pytest

from seibi.contexts.booking.tests import factories as booking_factories


@pytest.fixture
def place(db):
    """Site 7 with bays, technicians and advisors; Grace and her Corolla."""
    return booking_factories.place()
