"""Files on their way in: killed, stopped, pressed twice, taken back."""

import threading

import pytest
from django.db import connection

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.partners import facade as partners
from seibi.contexts.partners.contracts import Kind, RunState, WhyItStays
from seibi.contexts.partners.jobs import go_on
from seibi.contexts.partners.models import ImportRun, StagedRow
from seibi.contexts.partners.operations import applying, checking, undoing
from seibi.contexts.partners.queries import imports as queries
from seibi.contexts.partners.tests import files
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.models.ledgers import OdometerReading, ServiceRecord
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import RuleBroken
from seibi.kernel.journal.models import Entry
from tests.world import NOON, sora

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_site")]


def test_the_same_file_again_is_the_same_import():
    first = files.applied()
    assert files.start() == first


def test_a_file_that_was_taken_back_may_come_again():
    first = files.applied()
    files.undo(first)
    assert files.start() != first


def test_undoing_takes_everything_back_that_nobody_touched_and_says_what_stays():
    people = files.applied()
    cars = files.applied(files.CARS, Kind.VEHICLES)
    taro = Customer.objects.get(family_name="山田")
    customers.note_read(customer_id=taro.pk, page="desk", actor=sora(), at=NOON)

    first = files.undo(people)

    assert (first.state, first.taken_back, first.stays) == (RunState.UNDONE, 0, 2)
    assert {one.stays for one in queries.page(people, sora()).staying} == {WhyItStays.IN_USE}

    files.undo(cars)
    assert Vehicle.objects.count() == 0
    assert not vehicles.find("プリウス", SYSTEM)


def test_undoing_leaves_what_was_worked_with_since():
    people = files.applied()
    hana = Customer.objects.get(family_name="佐藤")
    customers.require_purchase_order(customer_id=hana.pk, required=True, actor=sora(), at=NOON)

    done = files.undo(people)

    assert (done.taken_back, done.stays) == (1, 1)
    assert [c.family_name for c in Customer.objects.all()] == ["佐藤"]
    assert queries.page(people, sora()).staying[0].stays is WhyItStays.TOUCHED
    assert Entry.objects.filter(name="customers.customer_taken_back.v1").count() == 1


def test_readings_and_past_work_go_again_without_a_trace_in_the_ledger():
    files.applied()
    files.applied(files.CARS, Kind.VEHICLES)
    for content, kind in ((files.READINGS, Kind.READINGS), (files.SERVICE, Kind.SERVICE)):
        assert files.undo(files.applied(content, kind)).stays == 0
    assert (OdometerReading.objects.count(), ServiceRecord.objects.count()) == (0, 0)


class Killed(BaseException):
    """What a process that is killed would never have said."""


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_killed_in_between_every_row_is_written_exactly_once(monkeypatch, steps):
    monkeypatch.setattr(applying, "ROWS_AT_ONCE", 3)
    run_id = files.checked(files.many(10))
    partners.apply_import(run_id=run_id, actor=sora(), at=NOON)
    write, written = applying._write, []

    def dying(row, run, outcome):
        write(row, run, outcome)
        written.append(row)
        if len(written) == 3 * steps + 2:
            raise Killed

    monkeypatch.setattr(applying, "_write", dying)
    with pytest.raises(Killed):
        files.work(run_id)
    assert Customer.objects.count() == 3 * steps
    monkeypatch.setattr(applying, "_write", write)

    last = files.work(run_id)

    assert (last.state, last.new) == (RunState.DONE, 10)
    assert Customer.objects.count() == 10


def test_a_check_killed_in_between_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(checking, "ROWS_AT_ONCE", 3)
    run_id = files.start(files.many(10))
    guessed = {int(k): v for k, v in ImportRun.objects.get(pk=run_id).columns.items()}
    partners.name_columns(run_id=run_id, chosen=guessed, actor=sora(), at=NOON)
    steps = partners.go_on(run_id=run_id, at=NOON)
    next(steps), next(steps)
    steps.close()

    assert files.work(run_id).state is RunState.CHECKED
    assert StagedRow.objects.filter(run_id=run_id).count() == 10


def test_stopped_it_writes_no_more_and_goes_on_or_back(monkeypatch):
    monkeypatch.setattr(applying, "ROWS_AT_ONCE", 3)
    run_id = files.checked(files.many(10))
    partners.apply_import(run_id=run_id, actor=sora(), at=NOON)
    steps = partners.go_on(run_id=run_id, at=NOON)
    next(steps)
    partners.stop_import(run_id=run_id, actor=sora(), at=NOON)
    list(steps)
    assert Customer.objects.count() == 3

    files.apply(run_id)
    assert Customer.objects.count() == 10

    monkeypatch.setattr(undoing, "ROWS_AT_ONCE", 4)
    assert files.undo(run_id).taken_back == 10
    assert Customer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_people_press_at_once_and_it_is_written_once():
    run_id = files.checked(files.many(5))
    refusals = []

    def press():
        try:
            partners.apply_import(run_id=run_id, actor=sora(), at=NOON)
        except RuleBroken as refusal:
            refusals.append(refusal.code)
        go_on(str(run_id))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert refusals == ["wrong_state", "wrong_state"]
    assert Customer.objects.count() == 5
