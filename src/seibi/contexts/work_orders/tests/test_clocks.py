"""Clocks that are put right, two cars at once, and calls for help (field notes, trap 11)."""

import datetime as dt
import threading
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import IndirectReason, LineKind, PauseReason, State
from seibi.contexts.work_orders.domain.timing import Span, shared_seconds
from seibi.contexts.work_orders.events.floor import ClockCorrected
from seibi.contexts.work_orders.models.floor import ClockEntry, HelpCall
from seibi.contexts.work_orders.queries.clocks import minutes_by_line
from seibi.contexts.work_orders.queries.helping import open_calls
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import nothing_happens
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import IDS

NOON = world.NOON
MINUTE = dt.timedelta(minutes=1)
spans = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 500), st.integers(0, 300)), min_size=1, max_size=8
)


@given(spans)
def test_the_clocks_of_one_person_add_up_to_the_time_that_passed(drawn):
    people = [uuid4() for _each in range(4)]
    found = [
        Span(uuid4(), people[who], NOON + start * MINUTE, NOON + (start + length) * MINUTE)
        for who, start, length in drawn
    ]

    counted = shared_seconds(found, NOON + 2000 * MINUTE)

    for person in people:
        minutes = {
            m
            for who, start, length in drawn
            if people[who] == person
            for m in range(start, start + length)
        }
        total = sum(counted.get(s.entry_id, 0) for s in found if s.technician_id == person)
        assert total == pytest.approx(len(minutes) * 60)


def _correct(car, entry: ClockEntry, *, actor=None, **changes) -> UUID:
    values = {
        "technician_id": entry.technician_id,
        "line_id": None,
        "started_at": entry.started_at,
        "ended_at": later(45),
        "reason": "forgot to stop",
        "at": later(600),
        **changes,
    }
    return work_orders.correct_clock(entry_id=entry.pk, actor=actor or world.lena(), **values)


@pytest.fixture
def car(place):
    return factories.working_car(place)


def _entry() -> ClockEntry:
    return ClockEntry.objects.standing().get()


def test_a_forgotten_clock_is_stopped_and_the_old_entry_stays(car):
    entry = _entry()

    made = _correct(car, entry)

    assert [e.pk for e in ClockEntry.objects.standing()] == [made]
    assert ClockEntry.objects.get(pk=entry.pk).ended_at == later(600)
    line = car.line(LineKind.LABOUR)
    assert minutes_by_line([line.pk], later(601)) == {line.pk: 30}
    assert (car.row.state, car.row.waits_for) == (State.WAITING, PauseReason.TECHNICIAN)
    assert Entry.objects.filter(name=ClockCorrected.name).count() == 1


def test_time_of_the_wrong_technician_moves_and_with_it_who_may_inspect(car):
    factories.finish(car)
    entry = _entry()
    network.grant_role(
        account_id=IDS["ken"], role=Role.TECHNICIAN, node=world.SITE, actor=SYSTEM, at=NOON
    )

    _correct(car, entry, technician_id=IDS["ken"], ended_at=entry.ended_at, reason="it was Ken")

    line = car.line(LineKind.LABOUR)
    assert line.finished_by_id == IDS["ken"]
    assert {e.technician_id for e in ClockEntry.objects.standing()} == {IDS["ken"]}


@pytest.mark.parametrize(
    ("changes", "refusal", "code"),
    [
        ({"reason": " "}, Invalid, "reason_missing"),
        ({"ended_at": later(1)}, Invalid, "bad_times"),
        ({"ended_at": later(700)}, Invalid, "bad_times"),
        ({"started_at": later(-3000)}, Invalid, "bad_times"),
        ({"technician_id": IDS["carl"]}, Invalid, "not_on_the_floor"),
        ({"actor": world.mia()}, NotAllowed, "not_allowed"),
        ({"actor": world.eve()}, NotFound, "clock_not_found"),
    ],
)
def test_what_is_refused_leaves_no_trace(car, changes, refusal, code):
    entry = _entry()

    with nothing_happens(refusal, code):
        _correct(car, entry, **changes)


def test_what_was_put_right_is_put_right_again_in_the_newer_entry(car):
    entry = _entry()
    _correct(car, entry)

    with nothing_happens(RuleBroken, "corrected_already"):
        _correct(car, entry)
    _correct(car, _entry(), ended_at=later(50))

    assert ClockEntry.objects.count() == 3
    assert ClockEntry.objects.standing().count() == 1


def test_the_database_itself_keeps_what_was_clocked(car):
    factories.finish(car)

    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        ClockEntry.objects.update(started_at=later(0))


@pytest.mark.django_db(transaction=True)
def test_two_who_put_the_same_clock_right_write_one_entry():
    factories.cast()
    car = factories.working_car(booking_factories.place())
    entry, answers, start = _entry(), [], threading.Barrier(2)

    def press():
        start.wait()
        try:
            _correct(car, entry)
            answers.append("written")
        except RuleBroken as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["corrected_already", "written"]


def test_the_page_shows_what_runs_since_before_today(car, django_assert_num_queries):
    page = work_orders.clock_page(site_id=car.row.site_id, actor=world.lena(), at=later(60 * 24))

    assert [(r.technician, r.is_from_before) for r in page.running] == [("", True)]
    assert work_orders.open_clocks(node=world.SITE, actor=world.lena(), at=later(30)) == 1
    assert work_orders.open_clocks(node=world.SITE, actor=world.mia(), at=later(30)) == 0
    with pytest.raises(NotAllowed):
        work_orders.clock_page(site_id=car.row.site_id, actor=world.mia(), at=later(30))


def test_indirect_time_is_put_right_too(car):
    site = car.row.site_id
    clock = work_orders.clock_on_indirect(
        site_id=site, reason=IndirectReason.CLEANING, actor=world.ken(), at=later(20)
    )
    entry = ClockEntry.objects.get(pk=clock.entry_id)

    _correct(car, entry, ended_at=later(35))

    found = ClockEntry.objects.standing().get(technician_id=IDS["ken"])
    assert (found.indirect, found.ended_at) == ("cleaning", later(35))


def test_a_call_for_help_is_seen_by_all_and_answered_once(car):
    call = work_orders.ask_for_help(
        work_order_id=car.id, words="bolt is stuck", actor=world.mia(), at=later(20)
    )
    again = work_orders.ask_for_help(
        work_order_id=car.id, words="", actor=world.mia(), at=later(21)
    )
    assert call == again
    assert [(c.words, c.is_mine) for c in open_calls(world.ken())] == [("bolt is stuck", False)]
    assert open_calls(world.bob()) == []

    work_orders.answer_help(work_order_id=car.id, call_id=call, actor=world.ken(), at=later(22))

    assert open_calls(world.ken()) == []
    with nothing_happens(RuleBroken, "answered_already"):
        work_orders.answer_help(
            work_order_id=car.id, call_id=call, actor=world.sora(), at=later(23)
        )
    with nothing_happens(NotAllowed):
        work_orders.ask_for_help(work_order_id=car.id, words="", actor=world.carl(), at=later(24))
    assert HelpCall.objects.get().answered_by_id == IDS["ken"]


def test_whoever_asked_may_say_that_it_is_no_longer_needed(car):
    call = work_orders.ask_for_help(work_order_id=car.id, words="", actor=world.mia(), at=later(20))

    work_orders.answer_help(work_order_id=car.id, call_id=call, actor=world.mia(), at=later(22))

    assert HelpCall.objects.get().answered_by_id is None
