"""What owners do with their car themselves, on the page, over the API and in races."""

import datetime as dt
import json
import threading

import pytest
from django.db import connection

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, CustomerKind, NewContact, NewCustomer
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.vehicles.contracts import HolderRole
from seibi.contexts.vehicles.models.cars import Ownership, Vehicle
from seibi.contexts.vehicles.operations import holders, sharing
from seibi.contexts.vehicles.tests import factories
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON

pytestmark = pytest.mark.django_db
DAN = NewCustomer(CustomerKind.PERSON, family_name="Dare", given_name="Dan", language="en")
DAY = dt.timedelta(days=1)
TYPED = {"family_name": "Dare", "given_name": "Dan", "email": "dan@example.com"}


def act(made, owner, **changes):
    plain = {"vehicle_id": made, "person": DAN, "email": "dan@example.com"}
    return {**plain, "actor": world.grace(owner), "at": NOON, **changes}


@pytest.fixture
def owner():
    return factories.customer()


@pytest.fixture
def made(owner):
    return factories.car(owner_id=owner, plate="7ABC123", plate_country="US-CA")


def as_it_was(made):
    """Nobody new is known, nobody else has the car, and nothing was told of it."""
    told = Entry.objects.filter(name__regex=r"holder_added|vehicle_transferred")
    return Ownership.objects.filter(vehicle=made).count() == 1 and not told.exists()


def test_a_driver_is_invited_by_name_and_address(owner, made):
    held = sharing.invite_driver(**act(made, owner))

    driver = Ownership.objects.get(pk=held)
    contacts = customers.contacts_of(driver.customer_id)
    assert driver.role == HolderRole.DRIVER
    assert customers.summaries([driver.customer_id])[driver.customer_id].name == "Dan Dare"
    assert [(one.value, one.verified_at) for one in contacts] == [("dan@example.com", None)]
    assert Vehicle.objects.visible_to(world.grace(driver.customer_id)).get().pk == made


def test_an_owner_learns_nothing_of_people_the_dealer_knows(owner, made):
    known = customers.register_customer(
        group_node=world.GROUP,
        new=NewCustomer(CustomerKind.PERSON, family_name="Known", given_name="Well"),
        contacts=[NewContact(ContactKind.EMAIL, "dan@example.com")],
        actor=SYSTEM,
        at=NOON,
    )

    held = sharing.invite_driver(**act(made, owner))

    assert Ownership.objects.get(pk=held).customer_id != known


def test_a_car_that_is_passed_on_is_the_next_owners_alone(owner, made):
    driver = Ownership.objects.get(pk=sharing.invite_driver(**act(made, owner))).customer_id

    new = sharing.pass_on(**act(made, owner, email="next@example.com", at=NOON + DAY))

    visible = Vehicle.objects.visible_to
    assert not visible(world.grace(owner)).exists()
    assert not visible(world.grace(driver)).exists()
    assert visible(world.grace(Ownership.objects.get(pk=new).customer_id)).get().pk == made


@pytest.mark.parametrize("operation", [sharing.invite_driver, sharing.pass_on])
@pytest.mark.parametrize(
    ("_case", "who", "changes", "refusal"),
    [
        ("a stranger", "eve", {}, NotFound),
        ("no address", "owner", {"email": "nobody"}, Invalid),
        ("no name", "owner", {"person": NewCustomer(CustomerKind.PERSON)}, Invalid),
    ],
)
def test_what_is_refused_leaves_no_trace(owner, made, operation, _case, who, changes, refusal):
    actor = world.grace(owner) if who == "owner" else world.eve()
    people = Customer.objects.count()

    with pytest.raises(refusal):
        operation(**act(made, owner, actor=actor, **changes))

    assert Customer.objects.count() == people
    assert as_it_was(made)


def test_a_driver_neither_invites_nor_passes_on(owner, made):
    driver = Ownership.objects.get(pk=sharing.invite_driver(**act(made, owner))).customer_id

    for operation in (sharing.invite_driver, sharing.pass_on):
        with pytest.raises(NotAllowed):
            operation(**act(made, driver))

    assert Ownership.objects.filter(vehicle=made, ends_at=None).count() == 2


def test_a_sixth_driver_is_one_too_many(owner, made):
    for number in range(holders.MOST_DRIVERS):
        sharing.invite_driver(**act(made, owner, email=f"d{number}@example.com"))
    people = Customer.objects.count()

    with pytest.raises(RuleBroken) as refused:
        sharing.invite_driver(**act(made, owner, email="d6@example.com"))

    assert refused.value.code == "too_many_drivers"
    assert Customer.objects.count() == people


@pytest.mark.django_db(transaction=True)
def test_a_car_is_passed_on_once_though_asked_twice_at_the_same_moment():
    owner = factories.customer()
    made = factories.car(owner_id=owner)
    barrier, answers = threading.Barrier(2), []

    def ask(number):
        barrier.wait()
        try:
            answers.append(sharing.pass_on(**act(made, owner, email=f"n{number}@example.com")))
        except (NotFound, NotAllowed, RuleBroken) as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(isinstance(answer, Exception) for answer in answers) == 1
    assert Ownership.objects.filter(vehicle=made, role="owner", ends_at=None).count() == 1


def test_the_owners_page_shows_and_changes_who_has_the_car(as_owner, owner, made):
    browser, page = as_owner(owner), f"/vehicles/{made}/people/"

    browser.post(f"{page}invite/", TYPED)
    shown = browser.get(page).content.decode()
    driver = Ownership.objects.get(role="driver")
    browser.post(f"{page}{driver.pk}/remove/")

    assert "Dan Dare" in shown
    driver.refresh_from_db()
    assert driver.ends_at is not None


def test_passing_on_asks_once_more_and_keeps_what_was_typed(as_owner, owner, made):
    browser, page = as_owner(owner), f"/vehicles/{made}/people/"

    asked = browser.post(f"{page}pass-on/", TYPED)
    given = browser.post(f"{page}pass-on/", {**TYPED, "gone": "on"})

    assert asked.status_code == 422
    assert 'value="dan@example.com"' in asked.content.decode()
    assert given.status_code == 302
    assert browser.get(page).status_code == 404


def test_nobody_else_opens_the_owners_page(signed_in, made):
    assert signed_in(None).get(f"/vehicles/{made}/people/").status_code == 404


def test_programs_share_and_pass_on_too(as_owner, owner, made):
    program = as_owner(owner)

    def post(part, body):
        return program.post(
            f"/api/v1/vehicles/{made}/{part}",
            json.dumps(body),
            content_type="application/json",
            headers={"Idempotency-Key": f"k-{part}-{len(body)}"},
        )

    invited, nobody = post("drivers", TYPED), post("drivers", {**TYPED, "email": "x", "z": 1})
    given, again = post("pass-on", TYPED), post("pass-on", {**TYPED, "language": "ja"})

    codes = [answer.status_code for answer in (invited, nobody, given, again)]
    assert codes == [201, 422, 201, 404]
