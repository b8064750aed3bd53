"""The appointment as an iCalendar file (RFC 5545): it says when and where, and nothing personal."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

PRODUCT = "-//Seibi//Booking//EN"


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


def calendar_file(entry: Entry) -> bytes:
    """The same UID for life, a higher SEQUENCE with every change, local times with their zone."""
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
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.cancelled else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
