"""Deadlines, offers, calendar files, codes and names: rules without a database."""

import datetime as dt
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.booking import contracts, labels
from seibi.contexts.booking.contracts import (
    AppointmentAction,
    AppointmentState,
    BookingRules,
    CancelledBy,
    FreeSlot,
    OfferKind,
)
from seibi.contexts.booking.domain import codes, fairness
from seibi.contexts.booking.domain.calendar_file import Entry, calendar_file
from seibi.contexts.booking.domain.lifecycle import LIFECYCLE
from seibi.contexts.booking.domain.names import split_name
from seibi.contexts.booking.domain.offers import best_offers, by_day
from seibi.contexts.booking.domain.yard import first_free_tag
from seibi.kernel.errors import RuleBroken

NOON = dt.datetime(2026, 3, 29, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
PROOF = UUID(int=7)
FIRST, LAST = dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31)  # noqa: DTZ001 - zone below
moments = st.datetimes(FIRST, LAST, timezones=st.just(dt.UTC))


def slot(start, minutes=30):
    return FreeSlot(start, start + dt.timedelta(minutes=minutes))


@pytest.mark.parametrize("state", list(AppointmentState))
@pytest.mark.parametrize("action", list(AppointmentAction))
def test_only_what_is_booked_can_change_and_an_arrival_be_taken_back(state, action):
    takes_back = action is AppointmentAction.UNDO_ARRIVE
    if state is (AppointmentState.ARRIVED if takes_back else AppointmentState.BOOKED):
        assert LIFECYCLE.after(state, action) in AppointmentState
    else:
        with pytest.raises(RuleBroken):
            LIFECYCLE.after(state, action)


@given(starts_at=moments, booked_at=moments, hours=st.integers(0, 168))
def test_the_deadline_is_never_after_the_visit_nor_before_an_hour_to_think(
    starts_at, booked_at, hours
):
    until = fairness.change_until(
        starts_at=starts_at, booked_at=booked_at, rules=BookingRules(change_hours=hours)
    )

    assert until <= starts_at
    assert until >= min(starts_at, booked_at + HOUR)


@pytest.mark.parametrize(
    ("_case", "by", "hours_before", "gives_up", "owed"),
    [
        ("an owner cancels", CancelledBy.OWNER, 30, True, False),
        ("an owner moves", CancelledBy.OWNER, 30, False, False),
        ("a site cancels in time", CancelledBy.SITE, 30, True, True),
        ("a site moves in time", CancelledBy.SITE, 30, False, False),
        ("a site moves late", CancelledBy.SITE, 2, False, True),
    ],
)
def test_a_site_owes_a_remedy_where_an_owner_would_have_lost(
    _case, by, hours_before, gives_up, owed
):
    until = NOON - 24 * HOUR

    assert (
        fairness.owes_remedy(by=by, at=NOON - hours_before * HOUR, until=until, gives_up=gives_up)
        is owed
    )


def test_early_is_not_late():
    assert fairness.minutes_late(starts_at=NOON, at=NOON - HOUR) == 0
    assert fairness.minutes_late(starts_at=NOON, at=NOON + dt.timedelta(seconds=119)) == 1


def test_the_soonest_time_is_always_the_first_offer():
    slots = [slot(NOON + n * 7 * HOUR) for n in range(40)]

    offers = best_offers(slots, tz="Asia/Tokyo")

    assert offers[0].kind is OfferKind.SOONEST
    assert offers[0].slot == slots[0]
    assert len({offer.slot for offer in offers}) == len(offers) == 3


def test_no_free_time_means_no_offer():
    assert best_offers([], tz="Asia/Tokyo") == ()


@given(
    starts=st.lists(moments, max_size=30).map(sorted),
    tz=st.sampled_from(["Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin", "Asia/Shanghai"]),
)
def test_every_time_lies_on_its_own_local_day(starts, tz):
    days = by_day([slot(s) for s in starts], first=dt.date(2025, 12, 31), days=367, tz=tz)

    assert sum(len(day.slots) for day in days) == len(starts)
    assert all(
        s.starts_at.astimezone(ZoneInfo(tz)).date() == day.day for day in days for s in day.slots
    )


def entry(**changes):
    values = {
        "appointment_id": PROOF,
        "starts_at": dt.datetime(2026, 3, 29, 8, tzinfo=dt.UTC),
        "ends_at": dt.datetime(2026, 3, 29, 9, tzinfo=dt.UTC),
        "tz": "Europe/Berlin",
        "sequence": 0,
        "cancelled": False,
        "title": "Car at Aoba",
        "place": "Aoba, Shibuya 2-1-1",
        "link": "https://seibi.example/booking/visit/x/",
        "changed_at": NOON,
    }
    return Entry(**(values | changes))


def event_of(content):
    return icalendar.Calendar.from_ical(content).walk("VEVENT")[0]


def test_the_calendar_file_says_the_local_time_with_its_zone():
    content = calendar_file(entry())

    event = event_of(content)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["DTSTART"].dt.isoformat() == "2026-03-29T10:00:00+02:00"
    assert b"BEGIN:VTIMEZONE" in content
    assert content.count(b"\r\n") == content.count(b"\n")


def test_a_changed_visit_keeps_its_uid_and_raises_its_sequence():
    first, second = event_of(calendar_file(entry())), event_of(calendar_file(entry(sequence=1)))

    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert (first["STATUS"], second["STATUS"]) == ("CONFIRMED", "CONFIRMED")


def test_a_cancelled_visit_disappears_from_calendars():
    content = calendar_file(entry(cancelled=True, sequence=2))

    assert b"METHOD:CANCEL" in content
    assert event_of(content)["STATUS"] == "CANCELLED"


def test_a_code_is_six_digits_and_spaces_do_not_matter():
    code = codes.new_code()
    known = codes.hash_of(code, PROOF, "secret")

    assert len(code) == 6
    assert code.isdigit()
    assert codes.same(f" {code[:3]} {code[3:]} ", PROOF, "secret", known)
    assert not codes.same(code, UUID(int=8), "secret", known)


@pytest.mark.parametrize(
    ("name", "language", "halves"),
    [
        ("山田 太郎", "ja", ("山田", "太郎")),
        ("王晓丽", "zh-hans", ("王", "晓丽")),
        ("Grace Brewster Hopper", "en", ("Hopper", "Grace Brewster")),
        ("Grace Hopper", "ja", ("Hopper", "Grace")),
        ("山田", "ja", ("山田", "")),
    ],
)
def test_a_name_is_split_as_people_write_it(name, language, halves):
    assert split_name(name, language) == halves


def test_keys_hang_under_the_lowest_free_number():
    assert first_free_tag(frozenset()) == "1"
    assert first_free_tag({"1", "2", "4", "A7"}) == "3"


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (contracts.AppointmentState, labels.STATE_LABELS),
        (contracts.AppointmentAction, labels.ACTION_LABELS),
        (contracts.Door, labels.DOOR_LABELS),
        (contracts.Stay, labels.STAY_LABELS),
        (contracts.CancelledBy, labels.CANCELLED_BY_LABELS),
        (contracts.OfferKind, labels.OFFER_LABELS),
        (contracts.WalkInAnswer, labels.WALK_IN_LABELS),
    ],
)
def test_every_code_has_a_word(known, words):
    assert set(words) == set(known)


def test_the_readme_shows_the_lifecycle_of_the_code():
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")

    assert LIFECYCLE.mermaid() in readme
