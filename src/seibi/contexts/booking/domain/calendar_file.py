"""Visits as iCalendar (RFC 5545, 7986): when and where, and nothing personal."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

PRODUCT = "-//Seibi//Booking//EN"
ASK_AGAIN = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the calendar of a telephone is told about a visit."""

    appointment_id: UUID
    starts_at: dt.datetime
    ends_at: dt.datetime
    tz: str
    sequence: int
    cancelled: bool
    title: str
    place: str
    link: str
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class AllDay:
    """Something that will be due about a day; it takes no time out of anybody's calendar."""

    key: str
    on: dt.date
    title: str
    why: str
    link: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar that somebody subscribes to: its name and everything in it."""

    name: str
    visits: tuple[Entry, ...]
    due: tuple[AllDay, ...] = ()

    @property
    def tag(self) -> str:
        """The same for the same content, whenever it is asked."""
        epoch = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
        timeless = replace(self, visits=tuple(replace(v, changed_at=epoch) for v in self.visits))
        return hashlib.sha256(repr(timeless).encode()).hexdigest()[:32]


def calendar_file(entry: Entry) -> bytes:
    """The same UID for life, a higher SEQUENCE with every change, local times with their zone."""
    return _written(_calendar("CANCEL" if entry.cancelled else "PUBLISH"), [_visit(entry)])


def feed_file(feed: Feed, *, at: dt.datetime) -> bytes:
    """All of it, with how often to ask again; what was cancelled stays, as cancelled."""
    calendar = _calendar("PUBLISH")
    calendar.add("name", feed.name)
    calendar.add("x-wr-calname", feed.name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return _written(calendar, [*map(_visit, feed.visits), *(_due(one, at) for one in feed.due)])


def _visit(entry: Entry) -> Event:
    zone = ZoneInfo(entry.tz)
    event = Event()
    event.add("uid", f"{entry.appointment_id}@seibi")
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", entry.title)
    event.add("location", entry.place)
    event.add("url", entry.link)
    return event


def _due(one: AllDay, at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"due-{one.key}@seibi")
    event.add("dtstamp", at.astimezone(dt.UTC))
    event.add("dtstart", one.on)
    event.add("dtend", one.on + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", one.title)
    event.add("description", one.why)
    event.add("url", one.link)
    return event


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _written(calendar: Calendar, events: Iterable[Event]) -> bytes:
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
