"""The days on which clocks change: 23 and 25 hours long, and no visit an hour off."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.tests import factories
from seibi.contexts.booking.tests.factories import confirmed
from seibi.kernel import clock
from tests import world

pytestmark = pytest.mark.django_db
ZONE = "America/Los_Angeles"
SPRING = dt.date(2026, 3, 7)  # Saturday; clocks go forward in the night to Sunday
AUTUMN = dt.date(2026, 10, 31)  # Saturday; clocks go back in the night to Sunday


@pytest.fixture
def place(db):
    return factories.place(tz=ZONE)


def at_nine(day):
    return dt.datetime.combine(day, dt.time(9), ZoneInfo(ZONE))


@pytest.mark.parametrize("friday", [SPRING - dt.timedelta(days=1), AUTUMN - dt.timedelta(days=1)])
def test_the_site_opens_at_nine_on_both_sides_of_the_change(place, friday):
    page = booking.slots(site_id=place.site_id, operation_codes=["OIL"], at=at_nine(friday), days=5)

    firsts = {
        day.day: day.slots[0].starts_at.astimezone(ZoneInfo(ZONE)).time()
        for day in page.days
        if day.slots
    }
    saturday, monday = friday + dt.timedelta(days=1), friday + dt.timedelta(days=3)
    assert firsts[saturday] == firsts[monday] == dt.time(9)
    assert friday + dt.timedelta(days=2) not in firsts
    assert [day.day for day in page.days] == [friday + dt.timedelta(days=n) for n in range(5)]


def test_moving_across_the_change_keeps_the_wall_clock(place):
    friday = SPRING - dt.timedelta(days=1)
    monday = at_nine(friday + dt.timedelta(days=3))
    kept = booking.hold(
        site_id=place.site_id,
        operation_codes=["OIL"],
        starts_at=at_nine(SPRING),
        actor=world.ada(),
        machine_at=clock.machine_now(),
        at=at_nine(friday),
    )
    visit = confirmed(place, kept.id, actor=world.ada(), at=at_nine(friday))

    booking.move(appointment_id=visit, starts_at=monday, actor=world.ada(), at=at_nine(friday))

    info = booking.appointment(appointment_id=visit, actor=world.ada())
    assert info.starts_at == monday.astimezone(dt.UTC)
    assert monday.utcoffset() - at_nine(SPRING).utcoffset() == dt.timedelta(hours=1)
    content = booking.calendar_file(appointment_id=visit, actor=world.ada(), at=at_nine(friday))
    start = icalendar.Calendar.from_ical(content).walk("VEVENT")[0]["DTSTART"]
    assert start.dt.isoformat() == "2026-03-09T09:00:00-07:00"
    assert start.params["TZID"] == ZONE


def test_the_list_of_a_long_day_has_all_of_it(place):
    assert (
        booking.day_list(
            site_id=place.site_id,
            day=AUTUMN + dt.timedelta(days=1),
            actor=world.ada(),
            at=at_nine(AUTUMN),
        )
        == []
    )
