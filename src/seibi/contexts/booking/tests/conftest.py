"""What the tests of booking share."""

import pytest

from seibi.contexts.booking.tests import factories


@pytest.fixture
def place(db):
    """Site 7 with one express bay, one lift, one technician; Grace and her Corolla."""
    return factories.place()
