"""Read and set how trade time runs. Only a demo or a rehearsal sets it."""

import datetime as dt

from django.db import Error, InterfaceError, OperationalError

from seibi.kernel import clock
from seibi.kernel.clock import REAL, Rate
from seibi.kernel.trade_clock.models import TradeClock


def stored_rate() -> Rate | None:
    """The rate in the database; real time when there is no row (or no table yet).

    None while the database does not answer: the clock goes on as it did.
    """
    try:
        row = TradeClock.objects.filter(pk=1).first()
    except (OperationalError, InterfaceError):
        return None
    except (Error, RuntimeError):  # no table yet, or a test that may not ask
        return REAL
    return Rate(row.machine_at, row.trade_at, row.speed) if row else REAL


def run_trade_clock(*, trade_at: dt.datetime, speed: float) -> None:
    """Let trade time be ``trade_at`` now and run at ``speed`` from here."""
    TradeClock.objects.update_or_create(
        pk=1,
        defaults={"machine_at": clock.machine_now(), "trade_at": trade_at, "speed": speed},
    )
    clock.forget_rate()
