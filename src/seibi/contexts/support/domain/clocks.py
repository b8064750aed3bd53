"""Until when somebody must have spoken and decided: worked out from a dispute's own log.

Only open hours count. Nothing is stored: the same log and the same calendar give the same answer,
also after an hour was moved or a pause was noted late (field notes t11, t12).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seibi.contexts.support.contracts import Clocks, Happened, Level

Interval = tuple[dt.datetime, dt.datetime]
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Open minutes until a person has spoken, and until it is decided, at one level."""

    human: int
    decision: int


CAR_ON_SITE = Limits(human=15, decision=120)
CAR_AWAY = Limits(human=240, decision=480)
CAR_AWAY_ABOVE = Limits(human=240, decision=1440)
SILENCE_WARNS, SILENCE_IS_LONG = 120, 240  # open minutes without an answer in a thread

OPENS_A_LEVEL = (Happened.OPENED, Happened.HANDED_ON, Happened.SILENT, Happened.RAISED_AGAIN)
OF_A_PERSON = (Happened.TAKEN, Happened.ASKED_OWNER, Happened.DECIDED)
ENDS = (Happened.DECIDED, Happened.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log as the clocks read it."""

    happened: Happened
    at: dt.datetime


def limits_for(level: Level, *, car_on_site: bool) -> Limits:
    """While the car stands here everything is quick; above the group a decision may take days."""
    if car_on_site:
        return CAR_ON_SITE
    return CAR_AWAY if level in (Level.SITE, Level.LOCAL) else CAR_AWAY_ABOVE


def open_minutes(start: dt.datetime, end: dt.datetime, hours: Iterable[Interval]) -> int:
    """How many whole open minutes lie between two moments."""
    spent = dt.timedelta()
    for opens, closes in hours:
        overlap = min(end, closes) - max(start, opens)
        spent += max(overlap, dt.timedelta())
    return int(spent / MINUTE)


def after_open_minutes(
    start: dt.datetime, minutes: int, hours: Iterable[Interval]
) -> dt.datetime | None:
    """The moment at which so many open minutes have passed; None beyond the known calendar."""
    left = minutes * MINUTE
    for opens, closes in hours:
        begin = max(start, opens)
        if begin >= closes:
            continue
        if closes - begin >= left:
            return begin + left
        left -= closes - begin
    return None


def clocks(
    log: Sequence[Logged],
    *,
    level: Level,
    car_on_site: bool,
    hours: Sequence[Interval],
    at: dt.datetime,
) -> Clocks:
    """Where the clocks of the present level stand; they rest while the owner has the ball.

    A new level begins anew. Once a person has spoken only the decision is awaited.
    """
    since, spoken, ended, paused_at, asked = _read(log)
    limits = limits_for(level, car_on_site=car_on_site)
    paused = paused_at is not None
    open_hours = _without(hours, asked if not paused_at else [*asked, (paused_at, at)])
    human = None if spoken or ended else after_open_minutes(since, limits.human, open_hours)
    decide = None if ended else after_open_minutes(since, limits.decision, open_hours)
    late = any(due is not None and at > due for due in (human, decide))
    return Clocks(since, human, decide, paused and not ended, late and not paused and not ended)


def _read(
    log: Sequence[Logged],
) -> tuple[dt.datetime, bool, bool, dt.datetime | None, list[Interval]]:
    """Since when this level has it, whether a person spoke, whether it ended, pauses."""
    since, spoken, ended = log[0].at, False, False
    paused_at: dt.datetime | None = None
    asked: list[Interval] = []
    for entry in log:
        if entry.happened in OPENS_A_LEVEL:
            since, spoken, ended, paused_at, asked = entry.at, False, False, None, []
        if entry.happened in OF_A_PERSON:
            spoken = True
        if entry.happened is Happened.ASKED_OWNER and paused_at is None:
            paused_at = entry.at
        if entry.happened is Happened.OWNER_SPOKE and paused_at is not None:
            asked.append((paused_at, entry.at))
            paused_at = None
        ended = ended or entry.happened in ENDS
    return since, spoken, ended, paused_at, asked


def _without(hours: Sequence[Interval], pauses: Sequence[Interval]) -> list[Interval]:
    """The open hours with the pauses cut out."""
    found = list(hours)
    for begins, ends in pauses:
        found = [
            piece
            for opens, closes in found
            for piece in ((opens, min(closes, begins)), (max(opens, ends), closes))
            if piece[0] < piece[1]
        ]
    return sorted(found)
