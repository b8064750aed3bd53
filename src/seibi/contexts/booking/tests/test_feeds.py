"""A calendar that follows somebody: what is in it, who gets it, and that it can be taken back."""

import datetime as dt
import logging

import icalendar
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts.feeds import FeedKind
from seibi.contexts.booking.domain.calendar_file import AllDay, Entry, Feed, feed_file
from seibi.contexts.booking.models.feeds import CalendarFeed
from seibi.contexts.booking.operations import feeds as operations
from seibi.contexts.booking.queries import feeds as queries
from seibi.contexts.booking.tests import factories
from seibi.contexts.booking.tests.factories import TUESDAY_10, WEDNESDAY_10, booked, confirmed
from seibi.contexts.customers import facade as customers
from seibi.contexts.diagnosis import facade as diagnosis
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.workshop.models import Resource
from seibi.kernel import clock
from seibi.kernel.actor import ANONYMOUS, SYSTEM, Actor
from seibi.kernel.errors import NotAllowed, NotFound
from seibi.kernel.journal.models import Entry as JournalEntry
from tests import world
from tests.world import NOON, SITE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_stopped_clock")]
PAGE = "/booking/feed/"


@pytest.fixture
def owner_client(client, place):
    """Grace, signed in, with her record claimed."""
    account = get_user_model().objects.create_user("grace@example.com", language="en")
    customers.link_account(
        account_id=account.pk, customer_id=place.customer_id, actor=SYSTEM, at=NOON
    )
    client.force_login(account)
    return client


@pytest.fixture
def address(owner_client):
    """The secret path of Grace's calendar."""
    owner_client.post(PAGE, {"kind": "owner"})
    (row,) = CalendarFeed.objects.all()
    return queries._path(row.pk)


def calendar(response):
    return icalendar.Calendar.from_ical(response.content)


def visits(response):
    return [e for e in calendar(response).walk("VEVENT") if not e["UID"].startswith("due-")]


def test_the_calendar_follows_a_visit_as_it_moves_and_is_cancelled(address, place):
    visit = booked(place, TUESDAY_10)
    stranger = Client()
    (event,) = visits(stranger.get(address))
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (f"{visit}@seibi", 0, "CONFIRMED")
    assert "Corolla: Oil change" in event["SUMMARY"]

    booking.move(appointment_id=visit, starts_at=WEDNESDAY_10, actor=place.grace, at=NOON)
    (event,) = visits(stranger.get(address))
    assert (event["SEQUENCE"], event["DTSTART"].dt) == (1, WEDNESDAY_10)
    assert event["DTSTART"].params["TZID"] == "Asia/Tokyo"

    booking.cancel(appointment_id=visit, actor=place.grace, at=NOON)
    (event,) = visits(stranger.get(address))
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CANCELLED")


def test_what_will_be_due_is_an_all_day_entry_until_it_is_booked(address, place):
    vehicles.load_schedules(actor=SYSTEM, at=NOON)
    expected = {
        f"due-{place.vehicle_id}-{item.operation_code}@seibi": item.due_p50
        for item in diagnosis.due_items([place.vehicle_id], NOON)[place.vehicle_id]
    }
    filters = f"due-{place.vehicle_id}-AIR-FILTER@seibi"

    events = calendar(Client().get(address)).walk("VEVENT")
    assert {str(e["UID"]): e["DTSTART"].dt for e in events} == expected
    assert {e["TRANSP"] for e in events} == {"TRANSPARENT"}
    assert filters in expected

    kept = booking.hold(
        site_id=place.site_id,
        operation_codes=["AIR-FILTER"],
        starts_at=TUESDAY_10,
        actor=place.grace,
        machine_at=clock.machine_now(),
        at=NOON,
    )
    visit = confirmed(place, kept.id)
    events = calendar(Client().get(address)).walk("VEVENT")
    assert {str(e["UID"]) for e in events} == set(expected) - {filters} | {f"{visit}@seibi"}


def test_nothing_that_names_a_person_or_a_plate_is_in_it(address, place):
    booked(place, TUESDAY_10)

    text = Client().get(address).content.decode()

    for word in ("Hopper", "grace@", "12-34", "squeals", "5500"):
        assert word not in text


def test_it_says_when_to_ask_again_and_costs_nothing_while_nothing_changes(address, place):
    booked(place, TUESDAY_10)
    first = Client().get(address)
    again = Client().get(address, headers={"if-none-match": first.headers["ETag"]})

    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, max-age=900"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in first.content
    assert b"NAME:My cars" in first.content
    assert (again.status_code, again.content) == (304, b"")
    booking.cancel(
        appointment_id=booking.appointments_of(
            customer_ids=[place.customer_id], actor=place.grace, at=NOON
        )[0].id,
        actor=place.grace,
        at=NOON,
    )
    changed = Client().get(address, headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_a_revoked_address_is_gone_for_ever_and_a_new_one_is_another(owner_client, address):
    (row,) = CalendarFeed.objects.all()
    assert address in owner_client.get(PAGE).content.decode()

    for _twice in range(2):
        owner_client.post(PAGE, {"step": "revoke", "feed": str(row.pk)})
    owner_client.post(PAGE, {"kind": "owner"})

    assert Client().get(address).status_code == 410
    new = queries._path(CalendarFeed.objects.get(revoked_at=None).pk)
    assert new != address
    assert Client().get(new).status_code == 200
    names = list(JournalEntry.objects.filter(name__contains="feed").values_list("name", flat=True))
    assert sorted(names) == [
        "booking.calendar_feed_opened.v1",
        "booking.calendar_feed_opened.v1",
        "booking.calendar_feed_revoked.v1",
    ]


def test_an_account_that_was_closed_shows_nothing(address):
    get_user_model().objects.update(is_active=False)

    assert Client().get(address).status_code == 410


def test_no_log_ever_holds_the_address(owner_client, address, caplog):
    token = address.rpartition("/")[2]
    CalendarFeed.objects.update(revoked_at=NOON)

    with caplog.at_level(logging.DEBUG):
        statuses = [
            Client().get(a).status_code for a in (address, address.replace(".ics", "x.ics"))
        ]

    assert statuses == [410, 404]
    assert token[:32] not in caplog.text


def test_asking_twice_gives_one_address(owner_client, address):
    owner_client.post(PAGE, {"kind": "owner"})

    assert CalendarFeed.objects.count() == 1


@pytest.mark.parametrize(
    ("_case", "kind", "actor"),
    [
        ("nobody", FeedKind.OWNER, ANONYMOUS),
        ("an owner has no visits at a desk", FeedKind.STAFF, world.eve()),
    ],
)
def test_who_may_not_subscribe_gets_no_address(_case, kind, actor):
    with pytest.raises(NotAllowed):
        operations.open_feed(kind=kind, actor=actor, at=NOON)

    assert not CalendarFeed.objects.exists()


def test_nobody_takes_back_the_address_of_another(address):
    (row,) = CalendarFeed.objects.all()

    with pytest.raises(NotFound):
        operations.revoke_feed(feed_id=row.pk, actor=world.eve(), at=NOON)

    row.refresh_from_db()
    assert row.revoked_at is None


def test_a_kind_that_is_none_is_refused(owner_client):
    response = owner_client.post(PAGE, {"kind": "everybody"})

    assert response.status_code == 422
    assert not CalendarFeed.objects.exists()


def test_an_advisor_follows_what_they_receive_and_nobody_elses(client, db):
    place = factories.place()
    accounts = [
        network.hire(node=SITE, name=n, email=f"{n}@aoba.example", actor=SYSTEM, at=NOON)
        for n in ("ada", "lin")
    ]
    for account in accounts:
        network.grant_role(account_id=account, role=Role.ADVISOR, node=SITE, actor=SYSTEM, at=NOON)
    for code, account in zip(("A0", "A1"), accounts, strict=True):
        Resource.objects.filter(code=code).update(staff=account)
    visit = booked(place, TUESDAY_10)
    feeds = [
        operations.open_feed(
            kind=FeedKind.STAFF,
            actor=Actor(str(account), network.grants_of(account, at=NOON)),
            at=NOON,
        )
        for account in accounts
    ]

    found = [visits(client.get(queries._path(feed))) for feed in feeds]

    assert sorted(len(events) for events in found) == [0, 1]
    (event,) = found[0] + found[1]
    assert event["UID"] == f"{visit}@seibi"
    assert "A-1001 Corolla: Oil change" in event["SUMMARY"]


def test_a_feed_is_a_calendar_that_programs_can_read_back():
    entry = Entry(
        appointment_id=world.IDS["grace"],
        starts_at=TUESDAY_10,
        ends_at=TUESDAY_10 + dt.timedelta(hours=1),
        tz="Asia/Tokyo",
        sequence=3,
        cancelled=False,
        title="Corolla: Oil; change, twice",
        place="Shinagawa",
        link="https://seibi.example/",
        changed_at=NOON,
    )
    due = AllDay("k", dt.date(2026, 5, 1), "車検", "Why", "https://seibi.example/")
    feed = Feed("My cars", (entry,), (due,))

    read = icalendar.Calendar.from_ical(feed_file(feed, at=NOON))

    events = read.walk("VEVENT")
    assert [e["SUMMARY"] for e in events] == ["Corolla: Oil; change, twice", "車検"]
    assert events[1]["DTEND"].dt == dt.date(2026, 5, 2)
    assert len(read.walk("VTIMEZONE")) == 1
    assert feed.tag == Feed("My cars", (entry,), (due,)).tag
    assert feed.tag != Feed("My cars", (entry,)).tag
    assert clock.machine_now() > NOON
