"""Courtesy cars: lent with a visit, overdue while it runs, back with one press."""

import datetime as dt

import pytest

from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import ResourceKind
from seibi.contexts.workshop.models import Reservation
from seibi.contexts.workshop.tests.deeds import HOUR, MINUTE, reserve, told
from seibi.contexts.workshop.tests.factories import NINE, OIL
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world

pytestmark = pytest.mark.django_db
SUBJECT = "appointment:7"
RETURNED = "workshop.courtesy_car_returned.v1"


@pytest.fixture
def lent(at_shop):
    """The only courtesy car is out with a visit of an hour, which has begun."""
    reserve(at_shop, "appointment:other", NINE + 30 * HOUR)
    reserve(at_shop, SUBJECT, NINE, OIL, courtesy_car=True)
    return Reservation.objects.get(subject=SUBJECT, resource__kind=ResourceKind.COURTESY_CAR)


def give_back(row, *, actor=SYSTEM, at):
    workshop.take_back_courtesy_car(reservation_id=row.pk, actor=actor, at=at)


def seen(at_shop, at):
    cars = workshop.courtesy_cars(site_id=at_shop.site_id, begin=NINE, end=NINE + 24 * HOUR, at=at)
    return [car.reservation_id for car in cars]


def test_a_car_that_is_back_is_missed_no_more_and_its_time_stays_known(at_shop, lent):
    end = lent.during.upper
    assert seen(at_shop, end) == [lent.pk]

    give_back(lent, at=end + 20 * MINUTE)
    give_back(lent, at=end + 25 * MINUTE)

    assert seen(at_shop, end + 30 * MINUTE) == []
    lent.refresh_from_db()
    assert (lent.during.upper, lent.returned_at) == (end, end + 20 * MINUTE)
    (entry,) = Entry.objects.filter(name=RETURNED)
    assert entry.payload["minutes_late"] == 20


def test_a_car_that_is_back_early_is_free_at_once(at_shop, lent):
    give_back(lent, at=NINE + 7 * MINUTE)

    lent.refresh_from_db()
    assert lent.during.upper - lent.during.lower <= dt.timedelta(minutes=15)


@pytest.mark.parametrize(
    ("_case", "actor", "minutes", "refusal"),
    [
        ("mechanic without the right", world.mia, 60, NotAllowed),
        ("colleague of another workshop", world.bob, 60, NotFound),
        ("stranger", world.eve, 60, NotFound),
        ("before it went out", lambda: SYSTEM, -60, RuleBroken),
    ],
)
def test_what_is_refused_leaves_the_car_out(at_shop, lent, _case, actor, minutes, refusal):
    before = told()

    with pytest.raises(refusal):
        give_back(lent, actor=actor(), at=NINE + minutes * MINUTE)

    lent.refresh_from_db()
    assert lent.returned_at is None
    assert told() == before


def test_only_courtesy_cars_come_back(at_shop, lent):
    bay = Reservation.objects.filter(subject=SUBJECT).exclude(pk=lent.pk).first()

    with pytest.raises(NotFound):
        give_back(bay, at=NINE + HOUR)
