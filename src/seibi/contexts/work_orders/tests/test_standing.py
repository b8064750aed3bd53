"""Standing instructions: what fits agrees itself, the rest is asked about, and each says why."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ConsentSource, NewStanding
from seibi.contexts.messaging.models import Message
from seibi.contexts.network.models import Site
from seibi.contexts.parts.contracts import Origin
from seibi.contexts.parts.models import Part
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import LineState, PartyRole, State
from seibi.contexts.work_orders.domain.standing import Offered, covered
from seibi.contexts.work_orders.models.estimate import Authority, LineDecision
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.factories import PADS, later
from seibi.kernel.actor import SYSTEM
from seibi.kernel.evidence.models import EvidenceRecord
from seibi.kernel.money import Money
from tests import world
from tests.world import NOON

amounts = st.decimals(min_value=0, max_value=100_000, places=0)
lines = st.lists(st.builds(Offered, st.uuids(), amounts, st.booleans()), max_size=8)


@given(lines, st.none() | amounts, amounts, st.sampled_from(["JP", "CN", "US", "NO"]))
def test_what_agrees_itself_never_exceeds_the_limit(offered, limit, agreed, country):
    found = covered(
        offered, limit=limit, agreed=agreed, country=country, consent_per_item={"CN", "US"}
    )

    total = agreed + sum(line.gross for line in offered if line.line_id in found)
    assert not found or (limit is not None and total <= limit)
    assert not any(line.needs_writing for line in offered if line.line_id in found)
    assert not found or country not in {"CN", "US"}
    fitting = [line.line_id for line in offered if not line.needs_writing]
    assert list(found) in ([], fitting)


def test_half_a_repair_is_none():
    pads, discs = Offered(uuid4(), Decimal(9000)), Offered(uuid4(), Decimal(7000))
    terms = {"limit": Decimal(15000), "country": "JP", "consent_per_item": ()}

    assert covered([pads, discs], agreed=Decimal(0), **terms) == ()
    assert covered([pads], agreed=Decimal(6000), **terms) == (pads.line_id,)
    assert covered([pads], agreed=Decimal(6001), **terms) == ()


def up_to(car, amount, **more):
    customers.give_standing(
        customer_id=car.row.customer_id,
        new=NewStanding(limit=Money(Decimal(amount), "JPY"), **more),
        source=ConsentSource.COUNTER,
        who="Grace Hopper",
        actor=SYSTEM,
        at=NOON,
    )


def test_an_estimate_within_the_limit_agrees_itself_and_the_owner_is_told(place):
    car = factories.received_car(place)
    up_to(car, 22000)

    factories.make_estimate(car)

    assert car.row.state == State.APPROVED
    assert {line.state for line in car.lines} == {LineState.APPROVED}
    proof = EvidenceRecord.objects.get(kind="approval")
    assert (proof.channel, proof.who) == ("standing", "Grace Hopper")
    words = EvidenceRecord.objects.get(kind="standing")
    assert proof.details["standing_sha256"] == words.sha256
    assert set(LineDecision.objects.values_list("channel", flat=True)) == {"standing"}
    assert list(Message.objects.values_list("template", flat=True)) == ["work_orders/standing"]


def test_parts_may_leave_the_shelf_on_that_word(place):
    car = factories.received_car(place)
    up_to(car, 22000)
    factories.make_estimate(car)

    work_orders.issue_everything(work_order_id=car.id, actor=world.paul(), at=later(12))


@pytest.mark.parametrize("amount", [21999, 1])
def test_what_is_above_the_limit_is_asked_about_as_ever(place, amount):
    car = factories.received_car(place)
    up_to(car, amount)

    factories.make_estimate(car)

    assert car.row.state == State.ESTIMATE
    assert not Authority.objects.exists()
    assert list(Message.objects.values_list("template", flat=True)) == ["work_orders/estimate"]


def test_work_added_later_counts_against_the_same_limit(place):
    car = factories.received_car(place)
    up_to(car, 30000)
    factories.make_estimate(car)
    factories.add_labour(car, net="8000", title="Clean the brakes")  # 8,800 with tax

    factories.make_estimate(car, 20)

    assert [line.state for line in car.lines][-1] == LineState.OPEN
    assert car.row.state == State.APPROVED


def test_used_parts_are_asked_about_and_the_rest_begins(place):
    car = factories.received_car(place)
    Part.objects.filter(number=PADS).update(origin=Origin.USED)
    up_to(car, 30000)

    factories.make_estimate(car)

    states = {line.kind: line.state for line in car.lines}
    assert states == {"labour": LineState.APPROVED, "part": LineState.OPEN}


@pytest.mark.parametrize("country", ["CN", "US"])
def test_where_the_law_wants_consent_per_item_nothing_agrees_itself(place, country):
    car = factories.received_car(place)
    Site.objects.filter(pk=car.row.site_id).update(country=country)
    up_to(car, 30000)

    factories.make_estimate(car)

    assert not Authority.objects.exists()


def test_the_limit_of_who_may_say_yes_for_this_visit_still_stands(place):
    """Bringer is not authoriser: a word said at home does not widen what a visit was limited to."""
    car = factories.received_car(place)
    up_to(car, 30000)
    work_orders.name_party(
        work_order_id=car.id,
        role=PartyRole.AUTHORISER,
        customer_id=None,
        name="Ben",
        phone="",
        limit=Decimal(10000),
        purchase_order="",
        actor=world.ada(),
        at=later(3),
    )

    factories.make_estimate(car)

    assert car.row.state == State.ESTIMATE
    assert not Authority.objects.exists()


def test_taken_back_it_holds_no_longer(place):
    car = factories.received_car(place)
    up_to(car, 30000)
    customers.withdraw_standing(customer_id=car.row.customer_id, actor=SYSTEM, at=later(4))

    factories.make_estimate(car)

    assert not Authority.objects.exists()
