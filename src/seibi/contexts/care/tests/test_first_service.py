"""The first service of a car that sales handed over is on the list when it is near."""

import datetime as dt

import pytest

from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import RuleKind
from seibi.contexts.care.tests.factories import computed, listed
from seibi.contexts.network.contracts import Role
from seibi.contexts.sales import facade as sales
from seibi.contexts.sales.tests.conftest import staff
from seibi.contexts.sales.tests.test_prospects import given, note
from tests.world import NOON

pytestmark = pytest.mark.django_db


def first_services(place, at):
    return [
        one
        for row in listed(place, at).to_call
        for one in row.reasons
        if one.kind is RuleKind.FIRST_SERVICE
    ]


@pytest.mark.parametrize(("days", "listed_then"), [(155, False), (165, True), (240, True)])
def test_the_owner_is_called_from_three_weeks_before(place, days, listed_then):
    sam = staff("sam", Role.SALES)
    car = given(note(place, sam), sam)
    at = NOON + dt.timedelta(days=days)
    computed(place, at)

    found = first_services(place, at)

    assert [one.vehicle_id for one in found] == ([car] if listed_then else [])
    wishes = {wish.vehicle_id: wish.operation_codes for wish in care.wishes_of(found)}
    assert wishes == ({car: ("CHECK-6",)} if listed_then else {})
    assert sales.first_services(node="/", first=NOON.date(), before=at.date()) == [] or days > 182
