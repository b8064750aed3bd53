"""The rules of the wait-list: who is asked first, and which times suit whom."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from seibi.contexts.booking.contracts import FreeSlot
from seibi.contexts.booking.contracts.waiting import WaitAction as Do
from seibi.contexts.booking.contracts.waiting import WaitState as Is
from seibi.contexts.booking.contracts.waiting import WaitWish
from seibi.kernel.clock import local_moment
from seibi.kernel.lifecycle import Lifecycle

WAIT_LIFECYCLE: Lifecycle[Is, Do] = Lifecycle(
    {
        (Is.WAITING, Do.OFFER): Is.OFFERED,
        (Is.WAITING, Do.LEAVE): Is.LEFT,
        (Is.WAITING, Do.END): Is.OVER,
        (Is.OFFERED, Do.TAKE): Is.SERVED,
        (Is.OFFERED, Do.DECLINE): Is.WAITING,
        (Is.OFFERED, Do.LAPSE): Is.WAITING,
        (Is.OFFERED, Do.LEAVE): Is.LEFT,
        (Is.OFFERED, Do.END): Is.OVER,
    }
)

Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True)
class Line:
    """What one person in the line can be offered: their wish, and the visit it has to beat."""

    wish: WaitWish
    tz: str
    earlier_than: dt.datetime | None = None
    offered_before: tuple[Span, ...] = ()

    def window(self, *, at: dt.datetime, answer: dt.timedelta) -> Span | None:
        """The first and the last moment at which a visit may begin; None when it is over.

        Nobody is offered a time that would begin before they had time to answer.
        """
        notice = max(dt.timedelta(hours=self.wish.notice_hours), answer)
        opens = max(at + notice, local_moment(self.wish.from_day, dt.time.min, self.tz))
        next_day = self.wish.until_day + dt.timedelta(days=1)
        closes = local_moment(next_day, dt.time.min, self.tz) - dt.timedelta(seconds=1)
        if self.earlier_than is not None:
            closes = min(closes, self.earlier_than - dt.timedelta(seconds=1))
        return (opens, closes) if opens <= closes else None

    def suits(self, slot: FreeSlot) -> bool:
        """Whether a time is on one of their days, within their hours, and new to them."""
        begins = slot.starts_at.astimezone(ZoneInfo(self.tz))
        return (
            self.wish.from_day <= begins.date() <= self.wish.until_day
            and begins.weekday() in self.wish.weekdays
            and (self.wish.from_time is None or begins.time() >= self.wish.from_time)
            and (self.wish.until_time is None or begins.time() <= self.wish.until_time)
            and (self.earlier_than is None or slot.starts_at < self.earlier_than)
            and not any(overlap((slot.starts_at, slot.ends_at), old) for old in self.offered_before)
        )

    def best(self, slots: Iterable[FreeSlot], *, freed: Span) -> list[FreeSlot]:
        """The times that suit and lie in what was freed, soonest first."""
        found = [s for s in slots if self.suits(s) and overlap((s.starts_at, s.ends_at), freed)]
        return sorted(found, key=lambda slot: (slot.starts_at, slot.ends_at))


def overlap(one: Span, other: Span) -> bool:
    """Half-open: what ends when the other begins does not touch it."""
    return one[0] < other[1] and other[0] < one[1]


def is_over(wish: WaitWish, *, tz: str, at: dt.datetime) -> bool:
    """The last of the days has passed where the site is."""
    return at.astimezone(ZoneInfo(tz)).date() > wish.until_day


def may_speak(at: dt.datetime, open_today: Sequence[Span]) -> bool:
    """Between opening and closing, the lunch break included: nobody is woken by an offer."""
    return bool(open_today) and open_today[0][0] <= at < open_today[-1][1]
