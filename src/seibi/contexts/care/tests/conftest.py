"""A workshop with an owner whose car is due."""

import pytest

from seibi.contexts.care.tests import factories
from seibi.kernel import clock
from tests.world import NOON


@pytest.fixture
def place(db):
    return factories.place()


@pytest.fixture
def _at_noon():
    before = clock._clock.source
    clock.follow(lambda: clock.Rate(clock.machine_now(), NOON))
    yield
    clock.follow(before)
