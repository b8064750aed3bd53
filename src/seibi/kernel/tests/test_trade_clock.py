"""The trade clock: set once, followed by every process, and never thrown back by an accident."""

import datetime as dt

import pytest
from django.db import OperationalError, connection

from seibi.kernel import clock
from seibi.kernel.trade_clock.rate import run_trade_clock, stored_rate

pytestmark = pytest.mark.django_db
SOME_DAY = dt.datetime(2030, 5, 6, 7, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def followed():
    clock.follow(stored_rate)
    yield
    clock.forget_rate()


def test_without_a_row_trade_time_is_machine_time():
    assert abs(clock.now() - clock.machine_now()) < dt.timedelta(seconds=1)


def test_it_runs_from_the_day_it_was_set_to():
    run_trade_clock(trade_at=SOME_DAY, speed=60)

    assert SOME_DAY <= clock.now() < SOME_DAY + dt.timedelta(hours=1)


def test_a_moment_of_the_machine_is_shown_on_the_clock_of_the_trade():
    run_trade_clock(trade_at=SOME_DAY, speed=60)

    in_a_minute = clock.as_trade(clock.machine_now() + dt.timedelta(minutes=1))

    assert dt.timedelta(minutes=59) < in_a_minute - clock.now() < dt.timedelta(minutes=61)


def test_while_the_database_is_away_it_goes_on_as_it_did(monkeypatch):
    run_trade_clock(trade_at=SOME_DAY, speed=1)
    clock.now()

    def refused(*_args, **_kwargs):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(connection, "cursor", refused)
    clock.forget_rate()

    assert SOME_DAY <= clock.now() < SOME_DAY + dt.timedelta(hours=1)
