"""Messages between people; a question back before a case; what the house says to itself stays in."""

import pytest

from seibi.contexts.customers import facade as customers
from seibi.contexts.messaging.models import Message as Letter
from seibi.contexts.support import facade as support
from seibi.contexts.support.contracts import Author, Level, Topic
from seibi.contexts.support.models.disputes import Dispute
from seibi.contexts.support.models.leaders import LeaderPost
from seibi.contexts.support.models.threads import InternalNote, Message, Thread
from seibi.contexts.support.operations import threads as operations
from seibi.contexts.support.operations.cards import send_card
from seibi.contexts.support.queries import threads
from seibi.contexts.support.readers import beside, on_paper
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.beside import Spot
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken, TooMany
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import GROUP, IDS

pytestmark = pytest.mark.django_db


def traces():
    tables = (Thread, Message, InternalNote, Dispute, Entry, Letter)
    return [table.objects.count() for table in tables]


class nothing_happens:  # noqa: N801 - reads as a sentence
    """A refusal of this kind, after which nothing is there that was not there before."""

    def __init__(self, refusal, code=""):
        self.refusal, self.code = refusal, code

    def __enter__(self):
        self.before = traces()

    def __exit__(self, kind, error, _trace):
        assert kind is not None and issubclass(kind, self.refusal)
        assert not self.code or error.code == self.code
        assert traces() == self.before
        return True


def write(car, text="When will it be ready?", at=20, actor=None):
    return support.write_as_owner(
        work_order_id=car.id, text=text, actor=actor or car.grace, at=visits.later(at)
    )


def answer(car, text="At four, I think.", at=30, actor=None):
    return support.answer_owner(
        work_order_id=car.id, text=text, actor=actor or world.ada(), at=visits.later(at)
    )


def seen(car, at=31):
    return threads.owners_thread(work_order_id=car.id, at=visits.later(at))


def test_an_answer_comes_from_the_person_who_gives_it_and_the_owner_is_told(car):
    write(car)
    assert support.unread_of(actor=world.ada()) == 1
    answer(car)
    mine, theirs = seen(car).messages
    assert (mine.mine, mine.read) == (True, True)
    assert (theirs.name, theirs.text) == ("Ada", "At four, I think.")
    letter = Letter.objects.get(template="support/answered")
    assert letter.context["advisor"] == "Ada"
    assert threads.is_still_wanted(subject=letter.about)
    operations.mark_read(
        work_order_id=car.id, by=Author.OWNER, actor=car.grace, at=visits.later(40)
    )
    assert not threads.is_still_wanted(subject=letter.about)


def test_who_holds_the_link_writes_without_an_account(car):
    holder = Actor("anonymous", keys=frozenset({f"work_order:{car.id}"}))
    assert write(car, actor=holder)


@pytest.mark.parametrize("who", ["eve", "ada", "bob"])
def test_nobody_else_writes_as_grace(car, who):
    with nothing_happens(NotFound):
        write(car, actor=getattr(world, who)())


def test_only_an_advisor_of_the_site_answers(car):
    write(car)
    with nothing_happens(NotAllowed):
        answer(car, actor=world.mia())
    with nothing_happens(NotFound):
        answer(car, actor=world.bob())
    with nothing_happens(Invalid, "text_missing"):
        answer(car, text=" ")


def test_a_note_is_never_shown_to_the_owner(car):
    """Field note t14: internal notes have their own table."""
    write(car)
    support.note(
        work_order_id=car.id, text="She was angry.", actor=world.ada(), at=visits.later(25)
    )
    assert "angry" not in str(seen(car))
    desk = threads.desk_thread(work_order_id=car.id, actor=world.ada(), at=visits.later(26))
    assert [note.text for note in desk.notes] == ["She was angry."]


@pytest.mark.parametrize("text", ["责任人在哪? 我要找你们经理", "責任者を出して", "Escalate"])
def test_a_phrase_asks_back_and_opens_nothing(car, text):
    write(car, text)
    assert seen(car).is_asked
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("text", ["不用找经理", "責任者は結構です", "No need for a manager."])
def test_the_opposite_asks_nothing(car, text):
    write(car, text)
    assert not seen(car).is_asked


def test_only_the_owners_yes_opens_a_case(car):
    write(car, "I want to speak to a manager.")
    case = support.answer_question(
        work_order_id=car.id, connect=True, actor=car.grace, at=visits.later(21)
    )
    found = Dispute.objects.get()
    assert (found.pk, found.topic, found.via) == (case, Topic.COMMUNICATION, "message")
    assert found.words == "I want to speak to a manager."
    assert not any(line.stopped_for for line in car.lines)
    with nothing_happens(RuleBroken, "nothing_asked"):
        support.answer_question(
            work_order_id=car.id, connect=True, actor=car.grace, at=visits.later(22)
        )


def test_a_no_opens_nothing_and_it_is_not_asked_twice_at_once(car):
    write(car, "Get me a manager.")
    write(car, "A manager, now!", at=21)
    assert Message.objects.filter(author=Author.HOUSE).count() == 1
    assert (
        support.answer_question(
            work_order_id=car.id, connect=False, actor=car.grace, at=visits.later(22)
        )
        is None
    )
    assert not Dispute.objects.exists()
    assert not seen(car).is_asked


def test_forty_messages_an_hour_are_enough(car):
    for number in range(40):
        write(car, f"Hello {number}")
    with nothing_happens(TooMany, "too_many_messages"):
        write(car)


def test_the_inbox_shows_mine_first_and_warns_of_silence(car):
    """Open minutes count: two hours of silence warn (Monday 9 to 18 in Tokyo)."""
    write(car)
    row = support.inbox(actor=world.ada(), at=visits.later(60)).rows[0]
    assert (row.mine, row.unread, row.waited_minutes, row.is_silent) == (True, 1, 40, False)
    late = support.inbox(actor=world.ada(), at=visits.later(145))
    assert (late.silent, late.rows[0].is_silent) == (1, True)
    answer(car, at=150)
    assert support.inbox(actor=world.ada(), at=visits.later(400)).silent == 0


def test_a_stranger_has_no_inbox(car):
    write(car)
    assert support.inbox(actor=world.eve(), at=visits.later(60)).rows == ()
    assert support.inbox(actor=world.bob(), at=visits.later(60)).rows == ()


def name_lena(leader):
    support.name_leader(
        node=GROUP,
        level=Level.LOCAL,
        account_id=IDS["lena"],
        phone="+81345678900",
        email="leader@aoba.example",
        actor=leader,
        at=visits.later(1),
    )


def test_the_leader_card_is_off_until_a_site_switches_it_on(car, leader):
    site = car.row.site_id
    with nothing_happens(RuleBroken, "no_leader_named"):
        support.switch_card(site_id=site, on=True, actor=leader, at=visits.later(2))
    name_lena(leader)
    assert support.leader_card(site_id=site, at=visits.later(3)) is None
    assert not send_card(work_order_id=car.id, actor=SYSTEM, at=visits.later(3))
    support.switch_card(site_id=site, on=True, actor=leader, at=visits.later(4))
    (one,) = support.leader_card(site_id=site, at=visits.later(5)).leaders
    assert (one.name, one.phone) == ("Lena", "+81345678900")
    assert seen(car).card.leaders == (one,)
    spot = Spot(f"work_order:{car.id}", "reception")
    (block,) = on_paper(spot, actor=world.ada(), at=visits.later(6))
    assert "Lena" in block.lines[0]
    (door,) = beside(spot, actor=world.ada(), at=visits.later(6))
    assert door.url == "tel:+81345678900"


def test_at_intake_the_owner_is_written_whom_to_call(leaders, place, leader, read_all):
    name_lena(leader)
    support.switch_card(site_id=place.site_id, on=True, actor=leader, at=visits.later(0))
    visits.received_car(place)
    read_all()
    letter = Letter.objects.get(template="support/leader_card")
    assert "Lena" in letter.context["leaders"][0]


def test_only_leaders_change_the_card(car):
    with nothing_happens(NotAllowed):
        name_lena(world.ada())
    assert not LeaderPost.objects.exists()


def test_erasing_a_person_blanks_what_was_written(car):
    from seibi.contexts.support import privacy

    write(car, "My number is 090")
    owner = car.place.customer_id
    assert privacy.export(owner)["messages"][0]["text"] == "My number is 090"
    assert customers.summaries([owner])
    assert privacy.erase(owner, visits.later(50)) >= 1
    assert Message.objects.get().text == ""
