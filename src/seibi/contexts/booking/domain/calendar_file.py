"""The appointment as an iCalendar file (RFC 5545): it says when and where, and nothing personal."""

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

PRODUCT = "-//Seibi//Booking//EN"


def calendar_file(
    *,
    appointment_id: UUID,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    tz: str,
    sequence: int,
    cancelled: bool,
    title: str,
    place: str,
    link: str,
    changed_at: dt.datetime,
) -> bytes:
    """The same UID for life, a higher SEQUENCE with every change, local times with their zone."""
    zone = ZoneInfo(tz)
    event = Event()
    event.add("uid", f"{appointment_id}@seibi")
    event.add("dtstamp", changed_at.astimezone(dt.UTC))
    event.add("dtstart", starts_at.astimezone(zone))
    event.add("dtend", ends_at.astimezone(zone))
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("summary", title)
    event.add("location", place)
    if link:
        event.add("url", link)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
