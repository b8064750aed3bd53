"""A visitor becomes an owner whom after-sales knows, or does not buy; nothing happens halfway."""

import datetime as dt
from dataclasses import replace

import pytest

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ContactKind,
    ContactPurpose,
    CustomerKind,
    NewContact,
    NewCustomer,
)
from seibi.contexts.network.contracts import Role
from seibi.contexts.sales import facade as sales
from seibi.contexts.sales.contracts import (
    Check,
    Lost,
    NewCar,
    NewProspect,
    ProspectAction,
    ProspectState,
    Source,
    Ticked,
)
from seibi.contexts.sales.domain import hints as rules
from seibi.contexts.sales.domain.lifecycle import LIFECYCLE
from seibi.contexts.sales.models import HandOver, Prospect
from seibi.contexts.sales.tests.conftest import elsewhere
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests.world import NOON

VISITOR = NewProspect(
    interest="A hybrid for the family",
    source=Source.WALK_IN,
    who=NewCustomer(CustomerKind.PERSON, "Lovelace", "Ada", language="en", country="JP"),
    contacts=[NewContact(ContactKind.PHONE, "090-1111-2222")],
    offers_by=frozenset({ContactKind.PHONE}),
)
CAR = NewCar("Toyota", "Yaris", 2026, frame_number="KSP210-0012345", plate="品川 300 さ 55-66")
ALL_DONE = Ticked(frozenset(Check), ContactKind.PHONE, may_remind=True)


def note(place, actor, new=VISITOR):
    return sales.note_prospect(site_id=place.site_id, new=new, actor=actor, at=NOON)


def given(prospect, actor, car=CAR, ticked=ALL_DONE):
    return sales.hand_over(prospect_id=prospect, car=car, ticked=ticked, actor=actor, at=NOON)


@pytest.mark.parametrize("state", ProspectState)
@pytest.mark.parametrize("action", ProspectAction)
def test_only_what_the_table_says_is_possible(state, action):
    possible = {
        ("open", "hand_over"): "sold",
        ("open", "lose"): "lost",
        ("lost", "reopen"): "open",
    }
    if (wanted := possible.get((state, action))) is None:
        with pytest.raises(RuleBroken):
            LIFECYCLE.after(state, action)
    else:
        assert LIFECYCLE.after(state, action) == wanted


def test_a_visitor_is_known_with_their_seller_and_what_they_agreed_to(place, sam):
    made = note(place, sam)

    row = Prospect.objects.get()
    assert (row.pk, row.interest, str(row.seller_id)) == (made, VISITOR.interest, sam.account_id)
    [mine] = customers.in_care_of(account_id=row.seller_id, actor=sam)
    assert mine.name == "Ada Lovelace"
    [shown] = sales.sales_page(site_id=place.site_id, actor=sam, at=NOON).open
    assert (shown.name, shown.may_offer, shown.seller_name) == ("Ada Lovelace", False, "sam")

    [phone] = customers.contacts_of(row.customer_id)  # nothing is offered to a number nobody proved
    customers.verify_contact(contact_id=phone.id, actor=SYSTEM, at=NOON)
    ways = customers.ways_to([row.customer_id], (ContactPurpose.OFFERS,), NOON)
    assert ways[row.customer_id].phone == {ContactPurpose.OFFERS: "+819011112222"}
    assert sales.prospect(prospect_id=made, actor=sam, at=NOON).may_offer


@pytest.mark.parametrize(
    ("_case", "change", "code"),
    [
        ("nothing they want", {"interest": " "}, "interest_missing"),
        ("no way to reach them", {"contacts": []}, "way_missing"),
        ("no name", {"who": NewCustomer(CustomerKind.PERSON)}, "bad_customer"),
    ],
)
def test_half_a_visitor_is_not_noted(place, sam, _case, change, code):
    before = Entry.objects.count()
    with pytest.raises(Invalid) as refusal:
        note(place, sam, replace(VISITOR, **change))
    assert refusal.value.code == code
    assert not Prospect.objects.exists()
    assert Entry.objects.count() == before


def test_only_those_who_sell_here_note_visitors(place, ann):
    for actor in (ann, elsewhere("olly", Role.SALES)):
        with pytest.raises(NotAllowed):
            note(place, actor)
    assert not Prospect.objects.exists()


def test_one_person_is_one_open_prospect(place, sam):
    made = Prospect.objects.get(pk=note(place, sam))
    again = NewProspect("Another car", Source.TELEPHONE, customer_id=made.customer_id)
    with pytest.raises(RuleBroken) as refusal:
        note(place, sam, again)
    assert refusal.value.code == "prospect_open"

    sales.lose(prospect_id=made.pk, reason=Lost.PRICE, actor=sam, at=NOON)
    second = note(place, sam, again)
    with pytest.raises(RuleBroken):
        sales.reopen(prospect_id=made.pk, actor=sam, at=NOON)
    sales.lose(prospect_id=second, reason=Lost.OTHER, actor=sam, at=NOON)
    sales.reopen(prospect_id=made.pk, actor=sam, at=NOON)
    made.refresh_from_db()
    assert (made.state, made.lost, made.closed_at) == (ProspectState.OPEN, "", None)


def test_a_hand_over_makes_the_car_and_its_owner_known_to_after_sales(place, sam):
    prospect = note(place, sam)

    car = given(prospect, sam)

    row = Prospect.objects.get()
    assert row.state == ProspectState.SOLD
    assert vehicles.owner_of(car, NOON).customer_id == row.customer_id
    made = HandOver.objects.get()
    assert made.first_service_on == made.handed_over_on + dt.timedelta(days=182)
    ways = customers.ways_to([row.customer_id], (ContactPurpose.REMINDER,), NOON)
    assert ways[row.customer_id].phone
    shown = sales.prospect(prospect_id=prospect, actor=sam, at=NOON)
    assert (shown.car, shown.first_service_on) == ("Toyota Yaris (2026)", made.first_service_on)


@pytest.mark.parametrize("left_out", Check)
def test_no_car_leaves_before_everything_is_done(place, sam, left_out):
    prospect = note(place, sam)
    cars, before = Vehicle.objects.count(), Entry.objects.count()
    ticked = replace(ALL_DONE, checks=frozenset(Check) - {left_out})

    with pytest.raises(Invalid) as refusal:
        given(prospect, sam, ticked=ticked)

    assert refusal.value.code == "checks_missing"
    assert list(refusal.value.extra["errors"]) == [left_out]
    assert (Vehicle.objects.count(), Entry.objects.count()) == (cars, before)
    assert Prospect.objects.get().state == ProspectState.OPEN


@pytest.mark.parametrize(
    ("_case", "car", "ticked", "refusal"),
    [
        (
            "a way we do not know",
            CAR,
            replace(ALL_DONE, channel=ContactKind.EMAIL),
            "channel_missing",
        ),
        ("no way", CAR, replace(ALL_DONE, channel=None), "channel_missing"),
        ("no make", replace(CAR, make=""), ALL_DONE, "vehicle_incomplete"),
    ],
)
def test_a_hand_over_that_is_refused_leaves_no_trace(place, sam, _case, car, ticked, refusal):
    prospect = note(place, sam)
    before = Entry.objects.count()
    with pytest.raises(Invalid) as refused:
        given(prospect, sam, car, ticked)
    assert refused.value.code == refusal
    assert not HandOver.objects.exists()
    assert Entry.objects.count() == before


def test_a_car_is_handed_over_once_and_only_by_those_who_sell(place, sam, ann):
    prospect = note(place, sam)
    with pytest.raises(NotFound):
        given(prospect, ann)
    given(prospect, sam)
    with pytest.raises(RuleBroken):
        given(prospect, sam)
    assert HandOver.objects.count() == 1


def test_missing_things_are_named_in_their_order():
    assert rules.missing({Check.FIRST_SERVICE}) == (
        Check.OWNER_ACCOUNT,
        Check.LEADER_CARD,
        Check.CONTACT_CHANNEL,
    )
