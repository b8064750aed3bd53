"""An advisor writes down what an owner sees differently; the limits of owners hold."""

import pytest

from seibi.contexts.customers.models.identity import AccountLink
from seibi.contexts.network.contracts import Role
from seibi.contexts.support import facade as support
from seibi.contexts.support.contracts import NewDispute, Topic, Via
from seibi.contexts.support.models.disputes import Dispute
from seibi.contexts.work_orders.contracts import LineKind
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotAllowed, NotFound, RuleBroken, TooMany
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import IDS

pytestmark = pytest.mark.django_db
WORDS = "Last month another workshop found nothing."


@pytest.fixture(autouse=True)
def eleven():
    """Trade time stands at eleven on the day of the visit."""
    clock.follow(lambda: clock.Rate(clock.machine_now(), visits.later(120)))
    yield
    clock.follow(lambda: clock.REAL)


def tell(car, actor, topic=Topic.PRICE, words=WORDS, minutes=120, lines=()):
    return support.raise_dispute(
        work_order_id=car.id,
        new=NewDispute(topic, words, tuple(lines), via=Via.STAFF),
        actor=actor,
        at=visits.later(minutes),
    )


def test_the_desk_opens_a_case_in_the_owners_words_and_only_its_line_stops(car, signed_in):
    line = car.line(LineKind.LABOUR).pk
    ada = signed_in("ada")
    form = ada.get(f"/support/threads/{car.id}/differently/").content.decode()
    assert f'value="{line}"' in form

    sent = {"topic": "diagnosis", "words": WORDS, "line": [str(line)]}
    answer = ada.post(f"/support/threads/{car.id}/differently/", sent, follow=True)

    case = Dispute.objects.get()
    assert (case.via, case.words, case.number) == (Via.STAFF, WORDS, "D-000001")
    assert case.customer_id == car.row.customer_id
    assert case.assignee_id != IDS["ada"]
    assert "D-000001" in answer.content.decode()
    assert [row.pk for row in Line.objects.exclude(stopped_for="")] == [line]


def test_without_words_nothing_is_opened_and_the_page_says_so(car, signed_in):
    sent = {"topic": "delay", "words": ""}
    answer = signed_in("ada").post(f"/support/threads/{car.id}/differently/", sent)
    assert answer.status_code == 422
    assert "Write down what the customer said." in answer.content.decode()
    assert 'value="delay" selected' in answer.content.decode()
    assert not Dispute.objects.exists()


@pytest.mark.parametrize(
    ("_case", "actor", "refusal"),
    [
        ("a technician", world.mia(), NotAllowed),
        ("an advisor of another site", world.bob(), NotFound),
        ("nobody of the house", Actor("user:eve"), NotFound),
    ],
)
def test_only_those_who_hear_complaints_here_write_them_down(car, _case, actor, refusal):
    before = Entry.objects.count()
    with pytest.raises(refusal):
        tell(car, actor)
    assert not Dispute.objects.exists()
    assert Entry.objects.count() == before


def test_nobody_of_the_house_opens_their_own_case_by_the_desk(car):
    own = world.actor("ada", Role.ADVISOR)
    own = Actor(own.account_id, own.grants, persons=frozenset({car.row.customer_id}))
    with pytest.raises(NotAllowed):
        tell(car, own)
    assert not Dispute.objects.exists()


def test_the_desk_is_no_way_around_the_limits_of_owners(car):
    """A decided case wants something new, and old visits are over, whoever writes it down."""
    tell(car, world.ada())
    Dispute.objects.update(state="withdrawn")
    with pytest.raises(RuleBroken) as refusal:
        tell(car, world.ada())
    assert refusal.value.code == "new_fact_needed"
    assert Dispute.objects.get().state == "withdrawn"


def test_cases_are_counted_for_the_owner_and_not_for_the_advisor(car, place):
    """Three a day by whichever way; the advisor who wrote them down may still help another owner."""
    for topic in (Topic.PRICE, Topic.DELAY, Topic.DIAGNOSIS):
        tell(car, world.ada(), topic)
        Dispute.objects.update(state="withdrawn", raised_by="account-of-the-owner")
    with pytest.raises(TooMany):
        tell(car, world.ada(), Topic.COMMUNICATION)
    assert Dispute.objects.count() == 3

    tell(car, world.ada(), Topic.SAFETY)
    assert Dispute.objects.count() == 4


def test_no_account_is_needed_to_be_heard(car):
    assert not AccountLink.objects.exists()
    tell(car, world.ada())
    assert Dispute.objects.get().raised_by == f"customer:{car.row.customer_id}"
