"""Owners have it in writing, in their language, and never a word about what is no longer true."""

import datetime as dt
import email
import email.policy
import socket

import icalendar
import pytest
from aiosmtpd.controller import Controller
from django.utils.translation import override

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import CancelledBy, Door, Guest, Wishes
from seibi.contexts.booking.models import Appointment, ContactProof, Hold
from seibi.contexts.booking.operations import messages, tidying
from seibi.contexts.booking.tests.factories import MONDAY_9, TUESDAY_10, booked, held
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerKind, NewCustomer
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.messaging import jobs
from seibi.contexts.messaging.contracts import MessageState
from seibi.kernel import clock
from seibi.kernel.actor import ANONYMOUS, SYSTEM
from seibi.kernel.errors import Expired, Invalid, RuleBroken, TooMany
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_stopped_clock")]


@pytest.fixture
def mails(settings):
    taken = []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    class Mailbox:
        async def handle_DATA(self, server, session, envelope):
            taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            return "250 taken"

    controller = Controller(Mailbox(), hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield taken
    controller.stop()


def about(appointment_id):
    return messaging.messages_about(subject=f"appointment:{appointment_id}", actor=SYSTEM)


def deliver_all(subject):
    for message in messaging.messages_about(subject=subject, actor=SYSTEM):
        jobs.deliver(str(message.id))


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def test_the_owner_has_it_in_writing_with_a_calendar_file(place, read_all, mails):
    visit = booked(place, TUESDAY_10)

    read_all()
    deliver_all(f"appointment:{visit}")

    (mail,) = mails
    assert mail["To"] == "grace@example.com"
    assert "10:00" in mail["Subject"]
    assert booking.link_of(visit) in text_of(mail)
    (attached,) = mail.iter_attachments()
    event = icalendar.Calendar.from_ical(attached.get_content()).walk("VEVENT")[0]
    assert event["UID"] == f"{visit}@seibi"
    assert event["DTSTART"].params["TZID"] == "Asia/Tokyo"


def test_nothing_personal_is_in_the_calendar_file(place):
    visit = booked(place)

    content = booking.calendar_file(appointment_id=visit, actor=place.grace, at=NOON).decode()

    for word in ("Hopper", "grace@", "12-34", "Corolla", "squeals", "5500"):
        assert word not in content


def test_a_japanese_owner_is_written_to_in_japanese(place, read_all, mails):
    customers.change_customer(
        customer_id=place.customer_id,
        new=customers_details("ja"),
        actor=SYSTEM,
        at=NOON,
    )
    visit = booked(place, TUESDAY_10)

    with override("zh-hans"):
        read_all()
        deliver_all(f"appointment:{visit}")

    assert "オイル交換" in text_of(mails[0])


def customers_details(language):
    return NewCustomer(
        kind=CustomerKind.PERSON,
        family_name="山田",
        given_name="花子",
        language=language,
        time_zone="Asia/Tokyo",
        country="JP",
    )


def test_a_cancelled_visit_is_not_confirmed_afterwards(place, read_all, mails):
    visit = booked(place, TUESDAY_10)
    read_all()
    booking.cancel(appointment_id=visit, actor=place.grace, at=NOON)
    read_all()

    deliver_all(f"appointment:{visit}")

    assert len(mails) == 1
    assert "cancelled" in mails[0]["Subject"]
    states = {m.template: m.state for m in about(visit)}
    assert states["booking/confirmed"] == MessageState.WITHDRAWN
    assert "METHOD:CANCEL" in next(iter(mails[0].iter_attachments())).get_content()


def test_a_site_that_cancels_says_what_it_offers(place, read_all, mails):
    visit = booked(place, TUESDAY_10)
    booking.cancel(
        appointment_id=visit,
        by=CancelledBy.SITE,
        remedy="A free wash",
        actor=world.ada(),
        at=NOON,
    )
    read_all()

    deliver_all(f"appointment:{visit}")

    assert "A free wash" in text_of(mails[-1])


def test_a_moved_visit_replaces_the_old_one_in_the_calendar(place, read_all, mails):
    visit = booked(place, TUESDAY_10)
    booking.move(appointment_id=visit, starts_at=MONDAY_9, actor=world.ada(), at=NOON)
    read_all()

    deliver_all(f"appointment:{visit}")

    moved = next(m for m in mails if "New time" in m["Subject"])
    event = icalendar.Calendar.from_ical(next(iter(moved.iter_attachments())).get_content()).walk(
        "VEVENT"
    )[0]
    assert (event["UID"], event["SEQUENCE"]) == (f"{visit}@seibi", 1)


def remind(at=TUESDAY_10 - dt.timedelta(hours=16)):  # six in the evening before
    return messages.remind_of_tomorrow(actor=SYSTEM, at=at)


def test_who_comes_tomorrow_is_reminded_once(place, mails):
    visit = booked(place, TUESDAY_10)

    assert [remind(NOON), remind(), remind()] == [0, 1, 0]

    deliver_all(f"appointment:{visit}")
    assert "We look forward to your visit at 10:00" in mails[0]["Subject"]


def test_who_cancelled_is_not_reminded_even_by_a_mail_that_waits(place, mails):
    visit = booked(place, TUESDAY_10)
    remind()
    booking.cancel(appointment_id=visit, actor=world.ada(), at=NOON)

    deliver_all(f"appointment:{visit}")

    assert mails == []
    assert [m.state for m in about(visit)] == [MessageState.WITHDRAWN]


def test_who_booked_just_now_knows(place):
    booked(place, MONDAY_9)

    assert remind(NOON) == 0


def test_what_ran_out_is_forgotten_after_a_day(place):
    held(place)
    kept = booked(place, TUESDAY_10)
    send_code(place)
    later = clock.machine_now() + dt.timedelta(days=2)

    tidying.forget_what_ran_out(actor=SYSTEM, machine_at=later, at=NOON)

    assert list(Hold.objects.values_list("pk", flat=True)) == [kept]
    assert not ContactProof.objects.exists()


def code_from(mails):
    subject = mails[-1]["Subject"]
    return next(word for word in subject.split() if word.isdigit())


def send_code(place, address="alan@example.com"):
    return booking.send_contact_code(
        site_id=place.site_id,
        email=address,
        language="en",
        actor=ANONYMOUS,
        machine_at=clock.machine_now(),
        at=NOON,
    )


def prove(proof_id, code):
    booking.prove_contact(
        proof_id=proof_id,
        code=code,
        actor=ANONYMOUS,
        machine_at=clock.machine_now(),
        at=NOON,
    )


def as_guest(place, hold_id, proof_id, name="Alan Turing"):
    return booking.confirm_as_guest(
        hold_id=hold_id,
        proof_id=proof_id,
        guest=Guest(name=name, email="alan@example.com", plate="品川 500 な 19-12"),
        wishes=Wishes(text="It rattles"),
        door=Door.WEB,
        language="en",
        actor=ANONYMOUS,
        machine_at=clock.machine_now(),
        at=NOON,
    )


def test_somebody_without_an_account_books_with_a_code(place, mails):
    proof = send_code(place)
    deliver_all(f"contact_proof:{proof}")
    kept = held(place, actor=ANONYMOUS)

    prove(proof, code_from(mails))
    visit = as_guest(place, kept.id, proof)

    row = Appointment.objects.get(pk=visit)
    person = customers.summaries([row.customer_id])[row.customer_id]
    assert person.email == "alan@example.com"
    assert customers.route_for(row.customer_id, "visit").address == "alan@example.com"


def test_the_same_person_is_recorded_once_and_a_relative_apart(place, mails):
    proof = send_code(place)
    deliver_all(f"contact_proof:{proof}")
    prove(proof, code_from(mails))

    first = as_guest(place, held(place, actor=ANONYMOUS).id, proof)
    second = as_guest(place, held(place, TUESDAY_10, actor=ANONYMOUS).id, proof, "alan  turing")
    later = TUESDAY_10.replace(hour=4)
    third = as_guest(place, held(place, later, actor=ANONYMOUS).id, proof, "Sara Turing")

    who = dict(Appointment.objects.values_list("pk", "customer_id"))
    assert who[first] == who[second] != who[third]
    cars = dict(Appointment.objects.values_list("pk", "vehicle_id"))
    assert cars[first] == cars[second] == cars[third]


def test_without_the_code_nobody_books(place):
    proof = send_code(place)
    kept = held(place, actor=ANONYMOUS)

    with pytest.raises(RuleBroken) as refused:
        as_guest(place, kept.id, proof)

    assert refused.value.code == "contact_not_proven"
    assert not Appointment.objects.exists()
    assert not customers.find_by_contact(
        "email", "alan@example.com", group_node=world.GROUP, country="JP"
    )


def test_five_wrong_codes_end_it_even_for_the_right_one(place, mails):
    proof = send_code(place)
    deliver_all(f"contact_proof:{proof}")

    for _try in range(4):
        with pytest.raises(Invalid):
            prove(proof, "wrong")
    with pytest.raises(Expired):
        prove(proof, "wrong")
    with pytest.raises(Expired):
        prove(proof, code_from(mails))

    assert ContactProof.objects.get().proven_at is None
    assert not Entry.objects.filter(name="booking.contact_proven.v1").exists()


def test_an_address_is_not_flooded_with_codes(place):
    for _once in range(3):
        send_code(place)

    with pytest.raises(TooMany):
        send_code(place)

    assert ContactProof.objects.count() == 3


def test_what_is_no_address_gets_no_code(place):
    with pytest.raises(Invalid):
        send_code(place, "not an address")

    assert not ContactProof.objects.exists()
