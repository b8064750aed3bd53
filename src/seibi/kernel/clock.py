"""The only place that asks what time it is. Two clocks: the trade's and the machine's.

Trade time is for promises, dues and the board; a demo may run it at another speed. Machine time
is for holds, codes, sessions and retries, and never stands still or jumps.
"""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Rate:
    """It was ``trade`` when the machine said ``machine``; since then ``speed`` times as fast."""

    machine: dt.datetime
    trade: dt.datetime
    speed: float = 1.0

    def at(self, machine: dt.datetime) -> dt.datetime:
        """The trade time at a moment of machine time."""
        return self.trade + (machine - self.machine) * self.speed


_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
REAL = Rate(_EPOCH, _EPOCH)
_REFRESH_SECONDS = 2.0


class _TradeClock:
    """Remembers the rate for a moment, so that asking the time costs no query."""

    def __init__(self) -> None:
        self.source: Callable[[], Rate | None] = lambda: REAL
        self.rate = REAL
        self.known_until = 0.0

    def current(self) -> Rate:
        if time.monotonic() >= self.known_until:
            self.rate = self.source() or self.rate
            self.known_until = time.monotonic() + _REFRESH_SECONDS
        return self.rate


_clock = _TradeClock()


def follow(source: Callable[[], Rate | None]) -> None:
    """Take the rate of the trade clock from ``source`` from now on (``trade_clock`` does this).

    Where the source does not know (None), the clock goes on as before.
    """
    _clock.source = source
    _clock.known_until = 0.0


def forget_rate() -> None:
    """Ask for the rate again at the next look at the clock."""
    _clock.known_until = 0.0


def rate() -> Rate:
    """How trade time runs at present."""
    return _clock.current()


def now() -> dt.datetime:
    """Trade time. The entry point asks once and passes ``at``."""
    return _clock.current().at(machine_now())


def as_trade(machine_at: dt.datetime) -> dt.datetime:
    """What the clock of the trade shows when the machine's shows this."""
    return rate().at(machine_at)


def machine_now() -> dt.datetime:
    """Machine time: holds, codes, sessions, retries. Never shown as when something happened."""
    return dt.datetime.now(dt.UTC)


def local_day(at: dt.datetime, tz: str) -> dt.date:
    """The calendar day in a zone, which is what people there mean by "today"."""
    return at.astimezone(ZoneInfo(tz)).date()


def day_bounds(day: dt.date, tz: str) -> tuple[dt.datetime, dt.datetime]:
    """[start, end) of a local day as UTC datetimes; 23 or 25 hours long across DST."""
    return local_moment(day, dt.time.min, tz), local_moment(
        day + dt.timedelta(days=1), dt.time.min, tz
    )


def local_moment(day: dt.date, time_of_day: dt.time, tz: str) -> dt.datetime:
    """A wall-clock time at a place as UTC; a time that DST skips moves on by the skipped hour."""
    return dt.datetime.combine(day, time_of_day, tzinfo=ZoneInfo(tz)).astimezone(dt.UTC)
