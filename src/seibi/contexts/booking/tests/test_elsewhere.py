"""The three honest answers at the counter, each bookable by one press."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import WalkInAnswer, Wishes
from seibi.contexts.booking.domain.distance import minutes_by_road, road_kilometres
from seibi.contexts.booking.models import Appointment, Arrival
from seibi.contexts.booking.tests import factories
from seibi.contexts.booking.tests.factories import MONDAY_9
from seibi.contexts.catalogue.contracts import BayKind
from seibi.contexts.catalogue.tests.factories import shop
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.workshop.contracts import ResourceKind
from seibi.kernel import clock
from seibi.kernel.errors import NotAllowed, RuleBroken
from tests import world
from tests.world import OTHER_SITE, SITE

latitudes, longitudes = st.floats(-80, 80), st.floats(-179, 179)


@given(latitudes, longitudes, latitudes, longitudes)
def test_there_is_as_far_as_back_and_never_nearer_than_the_crow(lat1, lon1, lat2, lon2):
    there = road_kilometres((lat1, lon1), (lat2, lon2))
    back = road_kilometres((lat2, lon2), (lat1, lon1))

    assert there == back
    assert 0 <= there <= 30_000
    assert minutes_by_road(there) >= 5
    assert road_kilometres((None, None), (lat2, lon2)) is None


def test_a_car_that_walked_in_is_expected_elsewhere_by_one_press(place):
    other = _shop(OTHER_SITE)

    visit = _elsewhere(place, other)

    row = Appointment.objects.get(pk=visit)
    assert (row.site_id, row.owner_node, row.door) == (other, OTHER_SITE, "walk_in")
    assert not Arrival.objects.exists()


def test_elsewhere_is_another_site_of_the_same_group_and_booked_by_the_reception(place):
    stranger = _shop("/jp/kansai/midori/site-3/")
    for other, actor, refusal in (
        (stranger, world.ada(), RuleBroken),
        (place.site_id, world.ada(), RuleBroken),
        (place.site_id, world.mia(), NotAllowed),
    ):
        with pytest.raises(refusal):
            _elsewhere(place, other, actor)
    assert not Appointment.objects.exists()


@pytest.mark.usefixtures("_stopped_clock")
def test_the_page_offers_to_leave_the_car_and_the_press_gives_a_ticket(place):
    browser = Client()
    browser.force_login(get_user_model().objects.get(pk=colleague("ada", Role.ADVISOR, SITE)))
    path = "/booking/site-7/desk/walk-in/"
    who = {"customer": place.customer_id, "vehicle": place.vehicle_id, "codes": ["OIL"]}
    choices = booking.walk_in_choices(
        site_id=place.site_id, operation_codes=["OIL"], at=clock.now()
    )
    leave = next(one for one in choices if one.answer is WalkInAnswer.LEAVE_IT)
    page = browser.get(path, who).content.decode()
    assert f"drop_off|{leave.slot.starts_at.isoformat()[:16]}" in page

    answer = browser.post(path, {**who, "choice": f"drop_off|{leave.slot.starts_at.isoformat()}"})

    arrived = Arrival.objects.get()
    assert answer.headers["Location"].endswith(f"/desk/cars/{arrived.pk}/ticket/")
    ticket = browser.get(answer.headers["Location"]).content.decode()
    assert "queue-number" in ticket


def _shop(node):
    """Another workshop like this one."""
    site_id = shop(node, "Asia/Tokyo")
    for kind, name, more in (
        (ResourceKind.BAY, "E0", {"bay_kind": BayKind.EXPRESS}),
        (ResourceKind.BAY, "L0", {"bay_kind": BayKind.LIFT}),
        (ResourceKind.TECHNICIAN, "T0", {"skills": factories.SKILLS}),
        (ResourceKind.ADVISOR, "A0", {}),
    ):
        factories._resource(site_id, kind, name, **more)
    return site_id


def _elsewhere(place, other, actor=None):
    return booking.book_elsewhere(
        from_site_id=place.site_id,
        site_id=other,
        customer_id=place.customer_id,
        vehicle_id=place.vehicle_id,
        operation_codes=["OIL"],
        wishes=Wishes("Squeaks"),
        starts_at=MONDAY_9 + dt.timedelta(hours=1),
        language="ja",
        actor=actor or world.ada(),
        machine_at=clock.machine_now(),
        at=MONDAY_9,
    )
