"""What after-sales tells sales, and only where the owner agreed to offers."""

import datetime as dt
from uuid import UUID

import pytest

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ConsentSource, ContactKind, ContactPurpose
from seibi.contexts.network.contracts import Role
from seibi.contexts.sales import facade as sales
from seibi.contexts.sales.contracts import HintKind, Source
from seibi.contexts.sales.domain import hints as rules
from seibi.contexts.sales.models import Hint, Prospect
from seibi.contexts.sales.tests.conftest import agree, elsewhere
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests.world import NOON

TODAY = NOON.date()


def tell(place, actor, kind=HintKind.REPAIR):
    return sales.tell_sales(
        site_id=place.site_id,
        vehicle_id=place.vehicle_id,
        kind=kind,
        words="The gearbox is gone.",
        actor=actor,
        at=NOON,
    )


def page(place, actor):
    return sales.sales_page(site_id=place.site_id, actor=actor, at=NOON)


def test_the_third_inspection_is_seven_years_after_the_first_day_on_the_road():
    assert rules.third_inspection(dt.date(2020, 2, 29), "JP") == dt.date(2027, 2, 28)
    assert rules.third_inspection(dt.date(2020, 2, 29), "US") is None
    assert rules.third_inspection(None, "JP") is None


@pytest.mark.parametrize(("days", "speaks"), [(181, False), (180, True), (-30, True), (-31, False)])
def test_a_hint_speaks_from_half_a_year_before_until_a_month_after(days, speaks):
    assert rules.is_near(TODAY + dt.timedelta(days=days), TODAY) is speaks


def test_sales_is_told_where_the_owner_agreed_and_follows_it(place, sam, ann):
    agree(place.customer_id)
    made = tell(place, ann)

    [hint] = page(place, sam).hints
    assert (hint.id, hint.kind, hint.words) == (made, HintKind.REPAIR, "The gearbox is gone.")
    assert hint.told_by == "ann"
    prospect = sales.take_hint(hint_id=made, actor=sam, at=NOON)

    row = Prospect.objects.get(pk=prospect)
    assert (row.source, row.customer_id) == (Source.AFTER_SALES, place.customer_id)
    assert page(place, sam).hints == ()
    with pytest.raises(NotFound):
        sales.take_hint(hint_id=made, actor=sam, at=NOON)


def test_without_a_yes_to_offers_nothing_is_told(place, ann):
    before = Entry.objects.count()
    with pytest.raises(RuleBroken) as refusal:
        tell(place, ann)
    assert refusal.value.code == "no_consent"
    assert not Hint.objects.exists()
    assert Entry.objects.count() == before


def test_whoever_takes_the_yes_back_is_out_of_sight_and_counted(place, sam, ann):
    agree(place.customer_id)
    made = tell(place, ann)
    customers.withdraw_consent(
        customer_id=place.customer_id,
        purpose=ContactPurpose.OFFERS,
        channel=ContactKind.EMAIL,
        source=ConsentSource.LINK,
        actor=SYSTEM,
        at=NOON,
    )

    shown = page(place, sam)
    assert (shown.hints, shown.kept_back) == ((), 1)
    with pytest.raises(RuleBroken):
        sales.take_hint(hint_id=made, actor=sam, at=NOON)
    assert not Prospect.objects.exists()


def test_the_same_is_told_once(place, ann):
    agree(place.customer_id)
    tell(place, ann)
    with pytest.raises(RuleBroken) as refusal:
        tell(place, ann)
    assert refusal.value.code == "hint_open"
    assert Hint.objects.count() == 1


def test_sellers_do_not_tell_themselves_and_strangers_know_nothing(place, sam):
    agree(place.customer_id)
    for actor in (sam, elsewhere("olly", Role.ADVISOR)):
        with pytest.raises(NotAllowed):
            tell(place, actor)
    assert not Hint.objects.exists()


def test_the_third_inspection_of_my_customer_speaks_by_itself(place, sam):
    agree(place.customer_id)
    Vehicle.objects.filter(pk=place.vehicle_id).update(
        first_registered_on=dt.date(TODAY.year - 7, TODAY.month, 15),
        delivered_on=dt.date(TODAY.year - 7, TODAY.month, 15),
        country="JP",
    )
    assert page(place, sam).hints == ()

    customers.assign_sales(
        customer_id=place.customer_id, account_id=UUID(sam.account_id), actor=SYSTEM, at=NOON
    )
    [hint] = page(place, sam).hints
    assert (hint.kind, hint.on) == (HintKind.INSPECTION, dt.date(TODAY.year, TODAY.month, 15))
