"""The demo's till: earlier takings are signed, so that today's are today's."""

from dataclasses import replace
from decimal import Decimal

import pytest

from seibi.config.demo.cash import end_yesterday
from seibi.config.demo.groups import JAPAN, Person
from seibi.config.demo.network import SeededSite
from seibi.contexts.booking.tests import factories as places
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Method, Purpose
from seibi.contexts.payments.models import DayEnd
from seibi.kernel.money import Money
from tests import world


@pytest.mark.django_db
def test_yesterday_is_signed_and_today_goes_on_from_its_float():
    place = places.place()
    shop = replace(JAPAN.sites[0], code="site-7", staff=(Person("kim", "Kim", "", Role.CASHIER),))
    staff = {"kim": colleague("kim", Role.CASHIER)}
    site = SeededSite(place.site_id, world.SITE, JAPAN, shop, staff)
    payments.take_at_desk(
        reference="invoice:1",
        amount=Money(Decimal(61_234), "JPY"),
        method=Method.CASH,
        node=world.SITE,
        purpose=Purpose.INVOICE,
        actor=world.carl(),
        at=world.NOON,
    )

    end_yesterday(site, world.NOON)

    done = DayEnd.objects.get()
    assert (done.expected_cash, done.counted_cash, done.stays) == (111_234, 111_234, 50_000)
    assert done.counted == {"10000": "11", "1000": "1", "coins": "234"}
    assert done.closed_by_name == "Kim"
