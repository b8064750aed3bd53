"""What screens are shown: the right values for the right people, and nothing internal to owners."""

import dataclasses
import datetime as dt
import typing
from uuid import UUID

import pydantic_core
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Severity, State
from seibi.contexts.work_orders.contracts import visit as owner_values
from seibi.contexts.work_orders.contracts.visit import StepMark
from seibi.contexts.work_orders.queries import answers, following
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel import clock
from seibi.kernel.actor import ANONYMOUS, Actor
from seibi.kernel.errors import NotFound
from tests import world

SECRET = "the customer is difficult"
DESKS_PAGE = 33
READ_ONCE = ("line", "finding", "qualitycheck", "partrequest", "statechange")
INTERNAL = {
    "note",
    "internal",
    "technician",
    "worked",
    "clock",
    "authority",
    "grade",
    "margin",
    "cost",
}


def keys_of(value: object) -> set[str]:
    """Every key of a JSON value, however deep."""
    if isinstance(value, dict):
        return set(value) | {k for inner in value.values() for k in keys_of(inner)}
    if isinstance(value, list):
        return {k for inner in value for k in keys_of(inner)}
    return set()


def test_an_owner_sees_three_answers_and_nothing_internal(place):
    car = factories.working_car(place)
    work_orders.write_note(work_order_id=car.id, text=SECRET, actor=world.ada(), at=later(20))
    work_orders.report_finding(
        work_order_id=car.id,
        words="Oil at the gearbox",
        severity=Severity.AMBER,
        actor=world.mia(),
        at=later(21),
    )

    visit = work_orders.visit(work_order_id=car.id, actor=car.grace, at=later(22))

    text = pydantic_core.to_json(visit).decode()
    assert SECRET not in text
    assert visit.words == "It squeals when it is wet."
    assert [f.words for f in visit.findings] == ["Oil at the gearbox"]
    assert [line.title for line in visit.lines] == ["Replace front brake pads", "Brake pads, front"]
    assert visit.ready.forecast_at is not None
    assert visit.steps[3].mark is StepMark.NOW
    assert visit.estimate.agreed == visit.estimate.gross
    assert [e.kind for e in visit.evidence] == ["reception", "approval"]


def test_nobody_is_told_a_time_before_the_work_that_is_left(place):
    car = factories.working_car(place)
    told, at, promised = later(60), later(200), later(120)
    work_orders.promise(
        work_order_id=car.id, promise_at=promised, reason="", actor=world.ada(), at=later(16)
    )
    work_orders.forecast(work_order_id=car.id, forecast_at=told, actor=world.ada(), at=later(16))

    ready = work_orders.visit(work_order_id=car.id, actor=car.grace, at=at).ready
    card = work_orders.desk_card(work_order_id=car.id, actor=world.ada(), at=at)

    assert ready.forecast_at >= at
    assert card.forecast_at == ready.forecast_at
    assert ready.minutes_late == (ready.forecast_at - promised).total_seconds() // 60 >= 80


def test_no_field_of_the_owners_values_is_internal():
    fields: set[str] = set()
    for value in vars(owner_values).values():
        if dataclasses.is_dataclass(value) and isinstance(value, type):
            fields |= {f.name for f in dataclasses.fields(value)}
            assert not any("desk" in str(t) for t in typing.get_type_hints(value).values())

    assert not {name for name in fields for word in INTERNAL if word in name}


def test_the_internal_note_is_on_the_desks_page_only(place):
    car = factories.received_car(place)
    work_orders.write_note(work_order_id=car.id, text=SECRET, actor=world.ada(), at=later(4))

    page = work_orders.work_order_page(work_order_id=car.id, actor=world.mia(), at=later(5))

    assert [note.text for note in page.notes] == [SECRET]
    assert "notes" not in keys_of(
        pydantic_core.from_json(
            pydantic_core.to_json(
                work_orders.visit(work_order_id=car.id, actor=car.grace, at=later(5))
            )
        )
    )


def test_a_visit_is_seen_by_person_or_link_and_by_nobody_else(place):
    car = factories.estimated_car(place)
    link = Actor("anonymous", keys=frozenset({f"work_order:{car.id}"}))
    other = Actor("anonymous", keys=frozenset({f"work_order:{UUID(int=5)}"}))

    assert work_orders.visit(work_order_id=car.id, actor=link, at=later(6)).may_answer
    assert work_orders.visit(work_order_id=car.id, actor=car.grace, at=later(6)).may_answer
    for actor in (ANONYMOUS, other, world.eve(), world.ada()):
        with pytest.raises(NotFound):
            work_orders.visit(work_order_id=car.id, actor=actor, at=later(6))


def test_files_screens_and_links_follow_the_same_rule(place):
    car = factories.received_car(place)
    key, subject = str(car.id), car.row.subject

    assert answers.may_see_file(car.grace, subject)
    assert answers.may_see_file(world.mia(), subject)
    assert not answers.may_see_file(world.eve(), subject)
    assert not answers.may_see_internal_file(car.grace, f"work_order_check:{car.id}")
    assert answers.may_see_internal_file(world.mia(), f"work_order_check:{car.id}")
    assert not answers.may_see_file(world.mia(), "work_order:nonsense")
    assert following.may_follow_visit(car.grace, key)
    assert not following.may_follow_visit(world.bob(), key)
    assert not following.may_follow_visit(world.ada(), "nonsense")
    assert following.may_follow_site(world.ada(), str(car.row.site_id))
    assert not following.may_follow_site(world.bob(), str(car.row.site_id))
    assert following.counts(str(car.row.site_id)) == {State.CHECKED_IN: 1}
    assert answers.link_target(world.ada(), car.id) == f"/work-orders/{car.id}/"
    assert answers.link_target(car.grace, car.id) == f"/work-orders/{car.id}/visit/"
    assert answers.link_target(world.eve(), car.id) is None


def test_a_message_is_wanted_only_while_it_is_true(place):
    car = factories.estimated_car(place)
    asks = {"subject": car.row.subject, "template": "work_orders/estimate"}

    assert answers.still_wanted(**asks)
    factories.answer(car)
    assert not answers.still_wanted(**asks)
    assert not answers.still_wanted(subject=car.row.subject, template="work_orders/ready")
    assert not answers.still_wanted(subject="work_order:nonsense", template="work_orders/ready")


def test_the_desks_list_asks_the_same_number_of_questions_for_one_and_for_three(place):
    factories.estimated_car(place)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = work_orders.desk_list(actor=world.ada(), at=later(6))
        return len(asked), len(page.items)

    one, found = count()
    assert found == 1
    for number in range(2):
        customer, vehicle = booking_factories.owner(
            f"Owner{number}", f"owner{number}@example.com", f"品川 300 さ 10-0{number}"
        )
        here = dataclasses.replace(place, customer_id=customer, vehicle_id=vehicle)
        walked_in(here, world.ada())
    three, found = count()

    assert found == 3
    assert three == one


@pytest.mark.parametrize("more", [1, 3])
def test_the_desks_page_reads_each_table_once_however_long_the_visit_is(place, more):
    car = factories.working_car(place)
    at = later(90)
    for number in range(more):
        factories.add_labour(car)
        factories.make_estimate(car, minutes=31 + number)
        work_orders.write_note(work_order_id=car.id, text="Note", actor=world.ada(), at=at)
        work_orders.report_finding(
            work_order_id=car.id,
            words="Oil",
            severity=Severity.AMBER,
            actor=world.mia(),
            at=at,
        )

    clock.now()  # the trade clock's rate is known
    with CaptureQueriesContext(connection) as asked:
        page = work_orders.work_order_page(work_order_id=car.id, actor=world.ada(), at=at)

    assert (len(page.lines), len(page.versions)) == (2 + more, 1 + more)
    assert len(asked) <= DESKS_PAGE
    texts = [query["sql"] for query in asked]
    assert {text for text in texts if texts.count(text) > 1} == set()
    for table in READ_ONCE:
        assert sum(f'FROM "work_orders_{table}"' in text for text in texts) == 1, table


def walked_in(place, actor):
    from seibi.contexts.booking import facade as booking
    from seibi.contexts.booking.contracts import Wishes
    from seibi.kernel import clock

    arrival = booking.walk_in(
        site_id=place.site_id,
        customer_id=place.customer_id,
        vehicle_id=place.vehicle_id,
        operation_codes=["OIL"],
        wishes=Wishes("please"),
        starts_at=None,
        language="en",
        actor=actor,
        machine_at=clock.machine_now(),
        at=later(0),
    )
    return work_orders.open_from_arrival(arrival_id=arrival.id, actor=actor, at=later(0))


def test_somebody_who_walks_in_has_a_visit_and_a_card(place):
    from seibi.contexts.workshop import facade as workshop

    factories.cast()
    work_order_id = walked_in(place, world.ada())

    card = work_orders.desk_card(work_order_id=work_order_id, actor=world.ada(), at=later(1))
    assert card.state is State.ARRIVED
    assert workshop.job_of(f"work_order:{work_order_id}", later(1)) is not None


def test_my_day_shows_the_running_job_first(place):
    car = factories.working_car(place)

    day = work_orders.my_day(actor=world.mia(), at=later(30))
    job = work_orders.my_job(work_order_id=car.id, actor=world.mia(), at=later(30))

    assert [j.work_order_id for j in day.jobs] == [car.id]
    assert day.clocks[0].chargeable is True
    assert job.clock_since == later(15)
    assert [line.worked_minutes for line in job.lines] == [15, 0]
    assert not hasattr(job, "customer_name")
    assert [
        j.work_order_id for j in work_orders.floor_list(actor=world.ken(), node="/", at=later(30))
    ] == [car.id]


def test_a_bill_has_only_what_was_agreed_and_done(place):
    car = factories.ready_car(place)

    lines = work_orders.billable_lines(work_order_id=car.id, actor=world.carl())

    assert [(str(x.kind), x.gross.amount) for x in lines] == [("labour", 13_200), ("part", 8_800)]
    assert {str(x.authority) for x in lines} == {"customer_approval"}


def test_a_persons_own_copy_and_erasure(place):
    from seibi.contexts.work_orders import privacy
    from seibi.contexts.work_orders.models.reception import Reception

    car = factories.estimated_car(place)

    copy = privacy.export(place.customer_id)
    assert copy["visits"][0]["words"] == ["It squeals when it is wet."]
    assert privacy.erase(place.customer_id, dt.datetime.now(dt.UTC)) > 0
    assert Reception.objects.get().words == ""
    assert car.row.wishes == ""


def test_screens_that_follow_a_visit_are_shown_where_it_stands(place):
    from seibi.contexts.work_orders import readers

    car = factories.estimated_car(place)

    text = readers.visit(str(car.id), "en")
    assert "We need your answer" in text
    assert "Cause" in text
    assert "Estimate waits for an answer" in readers.jobs(str(car.row.site_id), "en")
    assert readers.visit("nonsense", "en") == ""


def test_everyone_who_waits_hears_of_what_happened(place, read_all):
    from seibi.kernel.journal.models import Entry
    from seibi.kernel.live.topics import touched_by

    car = factories.approved_car(place)
    read_all()

    told = Entry.objects.filter(name="work_orders.estimate_answered.v1").get()
    topics = {str(watched) for watched in touched_by(told)}
    assert topics >= {f"visit:{car.id}", f"jobs:{car.row.site_id}"}
