"""Many people want the last slot at the same moment: one gets it, nobody waits for ever."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.models import Reservation
from seibi.contexts.workshop.tests.factories import AT, HIGH_VOLTAGE, NINE, OIL, booked_job, shop
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import RuleBroken

THREADS = 64
pytestmark = pytest.mark.django_db(transaction=True)


class RolledBackError(Exception):
    """The first booker's request dies after it has reserved."""


def together(calls):
    """All calls at once, each in a thread with its own connection; what each returned or raised."""
    gate = threading.Barrier(len(calls))

    def run(call):
        try:
            gate.wait(30)
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def book(at_shop, number, *steps, start=NINE, dies=False):
    def call():
        with transaction.atomic():
            ids = workshop.reserve(
                query=at_shop.query(*steps),
                start=start,
                subject=f"appointment:{number}",
                hold_until=clock.machine_now() + dt.timedelta(minutes=5),
                actor=SYSTEM,
                at=AT,
            )
            if dies:
                raise RolledBackError
            return ids

    return call


@pytest.mark.parametrize("first_dies", [False, True])
def test_the_last_slot_has_one_winner_and_the_others_see_what_is_free(first_dies):
    at_shop = shop()
    calls = [book(at_shop, n, HIGH_VOLTAGE, dies=first_dies and n < 3) for n in range(THREADS)]

    results = together(calls)

    won = [r for r in results if isinstance(r, tuple)]
    lost = [r for r in results if isinstance(r, RuleBroken)]
    died = [r for r in results if isinstance(r, RolledBackError)]
    assert len(won) == 1, [r for r in results if not isinstance(r, RuleBroken)]
    assert len(lost) + len(died) == THREADS - 1, set(map(repr, results))
    assert {error.code for error in lost} == {"slot_taken"}
    assert all(error.extra["free"] for error in lost)
    assert Reservation.objects.values("subject").distinct().count() == 1


def test_different_visits_at_different_times_do_not_hurt_each_other():
    at_shop = shop()
    hour = dt.timedelta(hours=1)
    calls = [book(at_shop, n, OIL, start=NINE + (n % 3) * hour) for n in range(24)]

    results = together(calls)

    won = [r for r in results if isinstance(r, tuple)]
    assert len(won) == 6  # two lifts, three times
    assert all(isinstance(r, tuple | RuleBroken) for r in results)


def test_taking_moving_and_giving_back_at_once_never_deadlocks_nor_overlaps():
    at_shop = shop()
    hour = dt.timedelta(hours=1)
    for n in range(4):
        booked_job(at_shop, f"appointment:{n}", start=NINE + n // 2 * hour)

    def move(n):
        return lambda: workshop.move(
            subject=f"appointment:{n}",
            query=at_shop.query(),
            start=NINE + ((n // 2 + 1) % 2) * hour,
            actor=SYSTEM,
            at=AT,
        )

    def cancel(n):
        return lambda: workshop.cancel_job(subject=f"appointment:{n}", actor=SYSTEM, at=AT)

    calls = [move(0), move(2), move(1), cancel(3), cancel(1)]
    calls += [book(at_shop, 10 + n, OIL, start=NINE + n % 2 * hour) for n in range(11)]

    results = together(calls)

    assert not [r for r in results if isinstance(r, Exception) and not isinstance(r, RuleBroken)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM workshop_reservation a JOIN workshop_reservation b"
            " ON a.resource_id = b.resource_id AND a.id < b.id AND a.during && b.during"
        )
        assert cursor.fetchone() == (0,)
