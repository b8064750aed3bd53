"""What people see of cars, and with how many questions to the database."""

import datetime as dt
from importlib import import_module

import pytest
from django.db import connection

from seibi.contexts.vehicles import facade
from seibi.contexts.vehicles.contracts import (
    CampaignStatus,
    CoverageKind,
    HolderRole,
    IdentifierKind,
)
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.queries import campaigns as campaign_queries
from seibi.contexts.vehicles.queries import cars as car_queries
from seibi.contexts.vehicles.queries import ledgers, schedules
from seibi.contexts.vehicles.tests import factories
from seibi.contexts.vehicles.tests.deeds import campaign, read
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.search.models import SearchKey
from tests import world
from tests.world import NOON, actor

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MIGRATION = import_module("seibi.contexts.vehicles.migrations.0002_plates_by_their_digits")


@pytest.mark.parametrize("number", [1, 3])
def test_many_cars_cost_no_more_questions_than_one(number, django_assert_num_queries):
    ids = [factories.car(plate=f"7ABC{n:03}") for n in range(number)]
    owner = factories.customer()
    facade.load_schedules(actor=SYSTEM, at=NOON)

    with django_assert_num_queries(1):
        assert len(facade.summaries(ids)) == number
    with django_assert_num_queries(1):
        facade.open_campaigns(ids)
    with django_assert_num_queries(1):
        facade.owners_of(ids, NOON)
    with django_assert_num_queries(1):
        facade.latest_km(ids)
    with django_assert_num_queries(5):
        assert len(facade.forecast_facts(ids)) == number
    with django_assert_num_queries(1):
        facade.vehicles_of([owner], NOON)


def test_who_may_know_of_a_car():
    owner = factories.customer()
    made = factories.car(owner_id=owner)

    def sees(who):
        return Vehicle.objects.visible_to(who).filter(pk=made).exists()

    assert [sees(who) for who in (world.ada(), world.mia(), world.bob(), SYSTEM)] == [True] * 4
    assert sees(world.grace(owner))
    assert sees(Actor("link", keys=frozenset({f"vehicle:{made}"})))
    assert not sees(world.eve())
    assert not sees(world.NOBODY)
    assert not sees(world.grace(made))
    assert not sees(factories.stranger_at_work())
    assert not sees(factories.administrator())


def test_a_car_is_found_by_whatever_people_have(ada):
    made = factories.car(vin=factories.CIVIC, plate="7ABC123", plate_country="US-CA")
    factories.car(make="Kia", model="EV6")

    for query in ("7abc-123", factories.CIVIC, factories.CIVIC.lower(), "4352", "C123", "accord"):
        assert [one.id for one in car_queries.find(query, ada)] == [made], query
    for query in ("", "x", "zzzz", "\x00", "%"):
        assert car_queries.find(query, ada) == []
    assert car_queries.find("7ABC123", world.eve()) == []
    assert car_queries.find("7ABC123", factories.stranger_at_work()) == []


def test_a_plate_is_found_by_its_digits_alone_where_there_are_no_letters_to_type(ada):
    made = factories.car(plate="沪BD8584H", plate_country="CN")

    for query in ("8584", "858"):
        assert [one.id for one in car_queries.find(query, ada)] == [made], query


def test_plates_that_were_in_the_books_before_are_found_by_their_digits_too(ada):
    made = factories.car(plate="沪BD8584H", plate_country="CN")
    SearchKey.objects.filter(subject_id=made, key="8584").delete()
    assert car_queries.find("8584", ada) == []

    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.BY_DIGITS)

    assert [one.id for one in car_queries.find("8584", ada)] == [made]


def test_two_digits_of_a_parking_place_are_not_looked_for_in_plates(ada):
    made = factories.car(plate="1808ABC", plate_country="US-CA")

    assert car_queries.find("P18", ada) == []
    assert [one.id for one in car_queries.find("1808", ada)] == [made]


def test_a_page_that_is_not_theirs_does_not_exist():
    made = factories.car()

    with pytest.raises(NotFound):
        car_queries.page(made, world.eve())


def test_a_new_owner_sees_the_car_and_nothing_of_the_one_before(ada):
    seller, buyer = factories.customer("Sam"), factories.customer("Bea")
    made = factories.car(owner_id=seller, plate="OLD1234")
    facade.transfer(vehicle_id=made, to_customer_id=buyer, actor=SYSTEM, at=NOON + DAY)
    facade.add_identifier(
        vehicle_id=made, kind=IdentifierKind.PLATE, value="NEW1234", actor=SYSTEM, at=NOON + 2 * DAY
    )

    theirs, staff = car_queries.page(made, world.grace(buyer)), car_queries.page(made, ada)

    assert {one.customer_id for one in theirs.holders} == {buyer}
    assert [one.value for one in theirs.identifiers] == ["NEW1234"]
    assert theirs.may_change is False
    assert {one.customer_id for one in staff.holders} == {seller, buyer}
    assert [one.value for one in staff.identifiers] == ["NEW1234", "OLD1234"]
    assert staff.may_change is True


def test_a_signed_link_opens_one_car_and_changes_nothing():
    made = factories.car()
    link = Actor("link", keys=frozenset({f"vehicle:{made}"}))

    assert car_queries.page(made, link).may_change is False


def test_recalls_are_those_of_the_make_model_and_year_exactly():
    made = factories.car()
    campaign("24V001", "ACCORD", 2024)
    campaign("24V002", "ACCORD HYBRID", 2024)
    campaign("24V003", "ACCORD", 2023)
    campaign("24V004", "ACCORD", None)

    found = facade.open_campaigns([made])[made]

    assert [(one.number, one.matched_by) for one in found] == [("24V001", "model")]


def test_a_recall_of_one_country_says_nothing_about_cars_of_another():
    japanese = factories.car(country="JP", frame_number="CV3-1234567")
    campaign("24V001", "ACCORD", 2024)

    assert facade.open_campaigns([japanese]) == {}


def test_the_component_is_named_in_the_readers_language():
    made, recall = factories.car(), campaign()
    type(recall).objects.update(component="Air bags")

    [found] = facade.open_campaigns([made])[made]

    assert (found.title, found.component) == ("Air bags", "Air bags")
    assert campaign_queries.component_word("POWER TRAIN") == "POWER TRAIN"


def test_a_makers_list_says_exactly_which_cars_are_meant():
    listed, other = factories.car(vin=factories.ACCORD), factories.car()
    campaign("24V001")
    facade.list_campaign_vins(
        authority="NHTSA", number="24V001", vins=[factories.ACCORD], actor=SYSTEM, at=NOON
    )

    found = facade.open_campaigns([listed, other])

    assert [(one.number, one.matched_by) for one in found[listed]] == [("24V001", "vin_list")]
    assert other not in found


@pytest.mark.parametrize(
    ("status", "still_open"),
    [
        (CampaignStatus.OPEN, True),
        (CampaignStatus.REPAIRED, False),
        (CampaignStatus.NOT_AFFECTED, False),
    ],
)
def test_a_recall_that_was_done_is_open_no_more(status, still_open):
    made, recall = factories.car(), campaign()
    facade.set_campaign_status(
        vehicle_id=made, campaign_id=recall.pk, status=status, actor=SYSTEM, at=NOON
    )

    assert (made in facade.open_campaigns([made])) is still_open
    assert [one.status for one in campaign_queries.of_car(made)] == [status]


def test_who_pays_is_answered_with_the_reason():
    made = factories.car()

    def ask(on, km, what="DIAG"):
        return facade.coverage_today(made, on, km, what)

    assert ask(NOON, 10).reason == "No warranty or contract is on record for this car."
    facade.add_coverage(
        vehicle_id=made,
        kind=CoverageKind.FACTORY_WARRANTY,
        title={"en": "Factory warranty", "ja": "新車保証"},
        starts_on=dt.date(2024, 1, 1),
        ends_on=dt.date(2027, 1, 1),
        ends_km=60_000,
        covers=["*", "-OIL"],
        actor=SYSTEM,
        at=NOON,
    )

    paid = ask(NOON, 59_000)
    assert (paid.covered, paid.kind) == (True, CoverageKind.FACTORY_WARRANTY)
    assert paid.reason == "Factory warranty pays for this: it runs until Jan. 1, 2027 or 60,000 km."
    assert ask(NOON, 61_000).reason == "Factory warranty ended at 60,000 km; the car has 61,000 km."
    assert ask(NOON, 10, "OIL").reason == "Factory warranty does not include this work."
    assert ask(NOON + 400 * DAY, 10).reason == "Factory warranty ended on Jan. 1, 2027."
    assert not ask(NOON + 400 * DAY, 10).covered


def test_the_schedule_is_that_of_country_maker_and_drive():
    facade.load_schedules(actor=SYSTEM, at=NOON)
    honda = factories.car(powertrain="petrol")
    electric = factories.car(make="Tesla", model="Model 3", powertrain="battery")
    japanese = factories.car(country="JP", powertrain="hybrid")

    oil = {line.operation_code: line for line in facade.schedule_of(honda)}["OIL"]
    assert (oil.months, "Honda" in oil.source) == (12, True)
    assert "OIL" not in {line.operation_code for line in facade.schedule_of(electric)}
    assert {"SHAKEN-24", "CHECK-12"} <= {
        line.operation_code for line in facade.schedule_of(japanese)
    }


def test_facts_for_a_forecast_leave_odd_readings_and_older_work_out():
    made = factories.car()
    read(made, 10_000)
    read(made, 1_999_105, day=1)
    for day, km in ((0, 10_000), (100, 15_000)):
        facade.write_service_record(
            vehicle_id=made, work={"OIL": "Oil"}, done_on=NOON.date() + day * DAY, km=km,
            subject=f"work_order:{day}", owner_node=world.SITE, actor=SYSTEM, at=NOON,
        )  # fmt: skip

    facts = schedules.forecast_facts([made])[made]

    assert [km for _at, km in facts.readings] == [10_000]
    assert facts.last_done["OIL"] == (NOON.date() + 100 * DAY, 15_000)
    assert facts.in_service_on == dt.date(2024, 7, 1)
    assert ledgers.latest_km([made])[made].km == 10_000
    assert ledgers.history(made)[0].done_on == NOON.date() + 100 * DAY


def test_everyone_who_has_a_car_is_one_question(django_assert_num_queries):
    owner, driver = factories.customer(), factories.customer("Dan")
    made = factories.car(owner_id=owner)
    facade.add_holder(
        vehicle_id=made, customer_id=driver, role=HolderRole.DRIVER, actor=SYSTEM, at=NOON
    )

    with django_assert_num_queries(1):
        found = facade.holders_of([made], NOON)
    assert {(one.customer_id, one.role) for one in found} == {
        (owner, HolderRole.OWNER),
        (driver, HolderRole.DRIVER),
    }
    assert {one.id for one in facade.vehicles_of([driver], NOON)} == {made}


def test_somebody_who_leads_a_region_sees_the_cars_below(ada):
    made = factories.car()

    assert car_queries.visible_ids([made], actor("sora", world.Role.LOCAL_LEADER, "/jp/")) == {made}
    assert car_queries.visible_ids([made], ada) == {made}
