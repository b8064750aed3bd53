"""What people read about due dates, and with how many questions to the database."""

import datetime as dt

import pytest
from django.utils import translation

from seibi.contexts.diagnosis import facade, queries
from seibi.contexts.diagnosis.contracts import DueBasis
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotFound
from tests.world import NOON, SITE

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _schedules():
    vehicles.load_schedules(actor=SYSTEM, at=NOON)


def car(**facts):
    """A Prius of 2023 with a year of readings."""
    made = vehicles.register_vehicle(
        **{
            "make": "Toyota",
            "model": "Prius",
            "model_year": 2023,
            "country": "JP",
            "powertrain": "hybrid",
            "owner_node": SITE,
            "first_registered_on": dt.date(2024, 3, 1),
            "delivered_on": dt.date(2024, 3, 1),
            "inspection_expires_on": dt.date(2027, 2, 28),
            "actor": SYSTEM,
            "at": NOON,
            **facts,
        }
    )
    for days, km in ((360, 15_000), (180, 22_400), (0, 30_100)):
        vehicles.record_odometer(
            vehicle_id=made, value=km, read_at=NOON - days * DAY, actor=SYSTEM, at=NOON
        )
    return made


@pytest.mark.parametrize("number", [1, 3])
def test_many_cars_cost_no_more_questions_than_one(number, django_assert_num_queries):
    ids = [car() for _one in range(number)]

    with django_assert_num_queries(5):
        found = facade.due_items(ids, NOON)
    with django_assert_num_queries(5):
        facade.paces(ids, NOON)
    assert set(found) == set(ids)


def test_the_reason_can_be_checked_by_the_owner():
    made = car()

    due = {item.operation_code: item for item in facade.due_items([made], NOON)[made]}

    tyres = due["TYRE-ROTATE"]
    assert tyres.basis is DueBasis.DISTANCE
    assert tyres.why.startswith("At your pace of 1,2")
    assert "km a month you reach 40,000 km around" in tyres.why
    assert tyres.due_p10 <= tyres.due_p50 <= tyres.due_p90
    assert due["SHAKEN-24"].why == "The law asks for it by Feb. 28, 2027."
    assert due["SHAKEN-24"].due_p50 == dt.date(2027, 2, 28)


def test_an_american_reads_miles():
    made = car(country="US", make="Honda", model="Accord")

    tyres = {item.operation_code: item for item in facade.due_items([made], NOON)[made]}

    assert "miles a month" in queries.due_page(made, actor=SYSTEM, at=NOON).pace_sentence
    assert all(" km" not in item.why for item in tyres.values())


def test_oil_that_was_changed_last_week_is_not_due():
    made = car()
    vehicles.write_service_record(
        vehicle_id=made, work={"OIL-FILTER": "Oil and filter"}, done_on=(NOON - 7 * DAY).date(), km=29_900,
        subject="work_order:1", owner_node=SITE, actor=SYSTEM, at=NOON,
    )  # fmt: skip

    due = {item.operation_code: item for item in facade.due_items([made], NOON)[made]}

    assert due["OIL-FILTER"].due_p10 > NOON.date() + 150 * DAY
    assert not due["OIL-FILTER"].overdue


def test_the_cars_own_word_is_given_as_the_reason():
    made = car()
    vehicles.hear_signal(
        vehicle_id=made, operation_code="OIL", remaining_km=600, actor=SYSTEM, at=NOON
    )

    due = {item.operation_code: item for item in facade.due_items([made], NOON)[made]}

    assert due["OIL"].basis is DueBasis.CAR_SIGNAL
    assert due["OIL"].why.startswith("The car itself said on March 29, 2026: 600 km left.")


def test_a_typing_error_moves_no_forecast():
    made = car()
    before = facade.due_items([made], NOON)[made]

    vehicles.record_odometer(vehicle_id=made, value=1_999_105, actor=SYSTEM, at=NOON)

    assert facade.due_items([made], NOON)[made] == before


def test_a_page_is_for_those_who_may_know_of_the_car(ada, eve):
    made = car()

    assert queries.due_page(made, actor=ada, at=NOON).title == "Toyota Prius (2023)"
    with pytest.raises(NotFound):
        queries.due_page(made, actor=eve, at=NOON)


@pytest.mark.parametrize("language", ["ja", "zh-hans"])
def test_titles_come_in_the_readers_language(language):
    made = car()

    with translation.override(language):
        titles = {item.operation_code: item.title for item in facade.due_items([made], NOON)[made]}

    assert titles["SHAKEN-24"] in ("車検", "日本车检")
