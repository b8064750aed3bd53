"""Letters that are true when they leave, and the answers that come back by one tap."""

import datetime as dt

import pytest
from django.core import mail

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.tests import factories as places
from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import ContactState, Outcome, RollReason
from seibi.contexts.care.models import Contact, Try
from seibi.contexts.care.queries.links import CONTACTS, link_of
from seibi.contexts.care.queries.wanted import still_wanted
from seibi.contexts.care.tests import factories
from seibi.contexts.care.tests.factories import A_DAY, agree, listed
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    Preferences,
    QuietHours,
)
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.messaging import jobs
from seibi.contexts.messaging.contracts import MessageState
from seibi.contexts.messaging.models import Message
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import SYSTEM
from tests.world import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_noon")]
MORNING = dt.datetime(2026, 3, 30, 1, 0, tzinfo=dt.UTC)  # Monday, ten in Tokyo


def likes_mail(place, **more):
    agree(place.customer_id, ContactKind.EMAIL)
    customers.set_preferences(
        customer_id=place.customer_id,
        preferences=Preferences({ContactPurpose.REMINDER: ContactKind.EMAIL}, **more),
        actor=SYSTEM,
        at=NOON,
    )


def written(place, at=MORNING):
    """The list is made, and those who like mail are written to."""
    factories.computed(place, at)
    return care.write_to_owners(site_id=place.site_id, actor=SYSTEM, at=at)


def link(place):
    return link_of(Contact.objects.get(customer_id=place.customer_id).pk)


def test_who_likes_mail_gets_one_in_their_language_and_is_called_only_later(place):
    likes_mail(place)
    Customer.objects.filter(pk=place.customer_id).update(language="ja")

    assert written(place) == 1
    assert written(place) == 0

    row = Contact.objects.get()
    assert (row.state, row.due_on) == (ContactState.WRITTEN, dt.date(2026, 4, 3))
    assert row.roll_reason == RollReason.NO_ANSWER_TO_MAIL
    assert listed(place, MORNING).to_call == ()
    assert len(listed(place, MORNING + 4 * A_DAY).to_call) == 1
    message = Message.objects.get(template="care/reminder")
    assert (message.language, message.about) == ("ja", row.subject)
    assert any("Corolla" in line for line in message.context["sentences"])


def test_the_letter_leaves_over_the_mail_server_with_its_link(place):
    likes_mail(place)
    written(place)
    message = Message.objects.get(template="care/reminder")

    jobs.deliver(message_id=str(message.pk))

    [sent] = [one for one in mail.outbox if "Corolla" in one.body]
    assert sent.to == ["grace@example.com"]
    assert link(place) in sent.body
    assert "/customers/unsubscribe/" in sent.body


@pytest.mark.parametrize("at", [NOON, MORNING - dt.timedelta(hours=3)])
def test_nobody_is_written_to_by_night(place, at):
    """Nine in the evening and seven in the morning are night in Tokyo."""
    likes_mail(place)

    assert written(place, at) == 0


def test_quiet_hours_are_kept(place):
    likes_mail(place, quiet=QuietHours(dt.time(9), dt.time(12)))

    assert written(place) == 0
    assert written(place, MORNING + dt.timedelta(hours=3)) == 1


def test_a_letter_that_is_no_longer_true_does_not_leave(place, read_all):
    """Trap 6: what is wanted is decided when it is sent, not when it was queued."""
    likes_mail(place)
    written(place)
    message = Message.objects.get(template="care/reminder")
    assert still_wanted(message.about, "care/reminder", NOON)
    places.booked(place, places.TUESDAY_10)
    read_all()

    jobs.deliver(message_id=str(message.pk))

    message.refresh_from_db()
    assert message.state == MessageState.WITHDRAWN
    assert not [one for one in mail.outbox if "Corolla" in one.body and "tap" in one.body]


def test_who_took_back_the_consent_meanwhile_is_not_written_to(place):
    likes_mail(place)
    written(place)
    customers.withdraw_consent(
        customer_id=place.customer_id,
        purpose=ContactPurpose.REMINDER,
        channel=ContactKind.EMAIL,
        source=ConsentSource.LINK,
        actor=SYSTEM,
        at=NOON,
    )

    about = Message.objects.get(template="care/reminder").about
    assert not still_wanted(about, "care/reminder", NOON)


def test_looking_at_the_link_answers_nothing(place, client):
    """Scanners of mail follow links; only a button answers."""
    row = factories.contact(place)

    answer = client.get(link(place) + "?do=not_now")

    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.state == ContactState.OPEN
    assert not Try.objects.exists()
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("said", "state", "outcome", "due"),
    [
        ("call_me", ContactState.POSTPONED, Outcome.CALL_BACK, dt.date(2026, 3, 29)),
        ("not_now", ContactState.POSTPONED, Outcome.NOT_NOW, dt.date(2026, 4, 28)),
    ],
)
def test_one_tap_moves_the_contact(place, client, said, state, outcome, due):
    row = factories.contact(place)

    answer = client.post(link(place), {"answer": said}, follow=True)

    assert answer.status_code == 200
    row.refresh_from_db()
    assert (row.state, row.due_on) == (state, due)
    assert Try.objects.get().outcome == outcome


def test_call_me_stands_first_on_the_list(place, client):
    factories.contact(place)

    client.post(link(place), {"answer": "call_me"})

    assert listed(place, NOON + dt.timedelta(minutes=1)).to_call[0].call_at is not None


def test_who_sold_the_car_says_so_and_hears_no_more_of_it(place, client):
    row = factories.contact(place)

    client.post(link(place), {"answer": "sold", "vehicle": str(place.vehicle_id)})

    row.refresh_from_db()
    assert (row.state, row.outcome) == (ContactState.DONE, Outcome.SOLD)
    assert vehicles.owner_of(place.vehicle_id, NOON + A_DAY) is None


def test_a_time_is_booked_by_one_tap_without_signing_in(place, client):
    row = factories.contact(place)
    page = client.get(link(place))
    slot = page.context["times"][0]

    answer = client.post(link(place), {"starts_at": slot.starts_at.isoformat()}, follow=True)

    visit = Appointment.objects.get()
    assert (visit.customer_id, visit.vehicle_id) == (place.customer_id, place.vehicle_id)
    assert booking.link_of(visit.pk) in answer.content.decode()
    row.refresh_from_db()
    assert (row.state, row.outcome) == (ContactState.DONE, Outcome.BOOKED)


def test_after_it_is_settled_the_link_says_so_and_takes_no_more(place, client):
    row = factories.contact(place)
    care.note_outcome(contact_id=row.pk, outcome=Outcome.REACHED, actor=factories.carol(), at=NOON)

    assert client.get(link(place)).context["page"].is_over
    assert client.post(link(place), {"answer": "not_now"}).status_code == 409
    assert Try.objects.count() == 1


def test_a_link_that_was_changed_opens_nothing(place, client):
    row = factories.contact(place)
    token = CONTACTS.token_of(row.pk)

    assert client.get(f"/care/answer/{token[:-2]}xx/").status_code == 404
