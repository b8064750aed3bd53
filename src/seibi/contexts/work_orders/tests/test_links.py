"""A link that came into the wrong hands ends everywhere at once; its people get a new one."""

import pytest

from seibi.contexts.booking import facade as booking
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.queries.links import VISITS, link_of
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound
from seibi.kernel.journal.models import Entry
from seibi.kernel.links.models import LinkSeries
from seibi.kernel.links.reasons import Reason
from tests import world

NOW = factories.later(60)


def replace(car, *, reason=Reason.WRONG_HANDS, actor=None, at=NOW):
    work_orders.replace_link(work_order_id=car.id, reason=reason, actor=actor or world.ada(), at=at)


def sent(subject):
    return [one.template for one in messaging.messages_about(subject=subject, actor=SYSTEM)]


def test_the_old_links_of_a_visit_are_dead_and_the_new_one_is_mailed(place, client):
    car = factories.estimated_car(place)
    old = [link_of(car.id), booking.link_of(car.row.appointment_id)]

    replace(car)

    for link in old:
        answer = client.get(link, headers={"accept-language": "ja"})
        assert answer.status_code == 410
        assert "このリンクは新しいものに差し替えられました" in answer.content.decode()
    assert client.post(old[0], {"version": "1"}).status_code == 410
    assert client.get(link_of(car.id)).status_code == 200
    assert sent(car.row.subject) == ["work_orders/new_link", "work_orders/estimate"]
    told = Entry.objects.get(name="work_orders.visit_link_replaced.v1")
    assert told.payload == {"work_order_id": str(car.id), "reason": "wrong_hands"}


def test_whoever_is_expected_is_sent_the_link_of_the_appointment_only(place, read_all, client):
    car = factories.booked_car(place)
    appointment_id = car.row.appointment_id
    old = booking.link_of(appointment_id)

    replace(car)
    read_all()

    assert client.get(old).status_code == 410
    assert sent(f"appointment:{appointment_id}").count("booking/confirmed") >= 1
    assert sent(car.row.subject) == []


@pytest.mark.parametrize(
    ("_case", "actor", "reason", "refusal"),
    [
        ("a stranger", world.eve(), Reason.WRONG_HANDS, NotFound),
        ("an advisor of another site", world.bob(), Reason.WRONG_HANDS, NotFound),
        ("a technician", world.mia(), Reason.WRONG_HANDS, NotAllowed),
        ("no reason", world.ada(), "", Invalid),
        ("a reason nobody knows", world.ada(), "because", Invalid),
    ],
)
def test_a_link_is_not_replaced_and_lives_on(place, _case, actor, reason, refusal):
    car = factories.estimated_car(place)
    before = Entry.objects.count(), sent(car.row.subject)

    with pytest.raises(refusal):
        replace(car, actor=actor, reason=reason)

    assert (Entry.objects.count(), sent(car.row.subject)) == before
    assert not LinkSeries.objects.exists()


def test_the_link_itself_is_no_right_to_replace_it(place):
    car = factories.estimated_car(place)
    holder = VISITS.with_key(world.NOBODY, car.id)

    with pytest.raises(NotFound):
        replace(car, actor=holder)

    assert not LinkSeries.objects.exists()


def test_the_desk_replaces_it_with_a_reason(place, signed_in, client):
    car = factories.estimated_car(place)
    old = link_of(car.id)
    page, act = f"/work-orders/{car.id}/", f"/work-orders/{car.id}/new-link/"
    ada = signed_in("ada", Role.ADVISOR)
    assert "Send a new link" in ada.get(page).content.decode()

    refused = ada.post(act, {"reason": ""})
    assert refused.status_code == 422
    assert "Choose why the link is replaced." in refused.content.decode()
    assert client.get(old).status_code == 200

    assert ada.post(act, {"reason": "asked_for"}).url == page
    assert client.get(old).status_code == 410


def test_a_technician_is_not_offered_what_is_not_theirs(place, signed_in):
    car = factories.estimated_car(place)
    mia = signed_in("mia", Role.TECHNICIAN)

    assert "Send a new link" not in mia.get(f"/work-orders/{car.id}/").content.decode()


def test_who_waits_sees_the_lounge_from_any_link_of_the_visit_without_signing_in(place, client):
    car = factories.estimated_car(place)
    ticket = car.row.ticket
    for link in (link_of(car.id), booking.link_of(car.row.appointment_id)):
        lounge = f"{link}lounge/"
        assert lounge in client.get(link).content.decode()
        page = client.get(lounge)
        assert page.status_code == 200
        assert f"Your ticket: {ticket}" in page.content.decode()
        assert "Corolla" not in page.content.decode()
        assert "12-34" not in page.content.decode()


def test_when_the_car_is_gone_the_lounge_leads_back_to_the_visit(place, client):
    car = factories.delivered_car(place)
    link = link_of(car.id)

    assert client.get(f"{link}lounge/").url == link
    assert "lounge/" not in client.get(link).content.decode()


def test_a_replaced_link_shows_no_lounge(place, client):
    car = factories.estimated_car(place)
    lounge = f"{link_of(car.id)}lounge/"

    replace(car)

    assert client.get(lounge).status_code == 410


def test_an_owner_who_is_signed_in_comes_to_the_lounge_too(place, signed_in):
    from seibi.contexts.customers import facade as customers

    car = factories.estimated_car(place)
    grace = signed_in("grace")
    customers.link_account(
        account_id=world.IDS["grace"], customer_id=place.customer_id, actor=SYSTEM, at=NOW
    )

    lounge = f"{link_of(car.id)}lounge/"
    assert lounge in grace.get(f"/work-orders/{car.id}/visit/").content.decode()
