"""Presses on the floor: the same one twice, two people at once, one that waited for its person."""

import threading

import pytest
from django.db import connection

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders.contracts import LineKind, State
from seibi.contexts.work_orders.events import WorkOrderMoved
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import IDS


def _start(browser, car, **more):
    values = {"line": str(car.line(LineKind.LABOUR).pk), **more}
    return browser.post(f"/work-orders/floor/{car.id}/start/", values)


def test_the_same_start_twice_is_one_clock(place, signed_in):
    car = factories.approved_car(place)
    mia = signed_in("mia", Role.TECHNICIAN)

    answers = [_start(mia, car, idempotency_key="glove-bounced").status_code for _each in range(2)]

    assert answers == [302, 302]
    assert ClockEntry.objects.count() == 1
    assert Entry.objects.filter(name="work_orders.clock_started.v1").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_start_one_line_at_the_same_moment_have_a_clock_each_and_the_car_moves_once():
    factories.cast()
    car = factories.approved_car(booking_factories.place())
    line, refusals, begin = car.line(LineKind.LABOUR), [], threading.Barrier(2)

    def press(actor):
        begin.wait()
        try:
            factories.clock_on(car, actor=actor, line=line)
        except Exception as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(who,)) for who in (world.mia(), world.ken())]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == []
    running = ClockEntry.objects.running().values_list("technician_id", "line_id")
    assert sorted(running) == sorted([(IDS["mia"], line.pk), (IDS["ken"], line.pk)])
    moved = Entry.objects.filter(name=WorkOrderMoved.name, payload__action="start")
    assert (car.row.state, moved.count()) == (State.IN_WORK, 1)


@pytest.mark.parametrize("verb", ["start", "indirect"])
def test_a_press_that_waited_counts_for_nobody_else(place, signed_in, verb):
    car = factories.approved_car(place)
    ken = signed_in("ken", Role.TECHNICIAN)
    told = Entry.objects.count()

    if verb == "start":
        answer = _start(ken, car, pressed_by=str(IDS["mia"]))
    else:
        values = {"reason": "cleaning", "pressed_by": str(IDS["mia"])}
        answer = ken.post("/work-orders/floor/indirect/", values)

    assert answer.status_code == 403
    assert "Somebody else pressed this" in answer.content.decode()
    assert not ClockEntry.objects.exists()
    assert Entry.objects.count() == told
    assert _start(ken, car, pressed_by=str(IDS["ken"])).status_code == 302
