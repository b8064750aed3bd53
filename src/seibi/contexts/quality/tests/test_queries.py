"""Figures of many sites at once, and the owners who were not content."""

import dataclasses
import datetime as dt

import pytest

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, NewContact
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests import factories as places
from seibi.contexts.quality import facade as quality
from seibi.contexts.quality.contracts import SEE, KpiName, Scores
from seibi.contexts.quality.models import Answer, KpiSnapshot, Survey
from seibi.contexts.quality.operations import asking
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import NotAllowed, NotFound
from seibi.kernel.ids import new_id
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import OTHER_SITE, SITE

pytestmark = pytest.mark.django_db
LATER = factories.later(600)
LEADER = world.actor("lena", Role.LOCAL_LEADER, world.GROUP)


def unhappy(actor=LEADER, at=LATER, **more):
    found = quality.unhappy_answers(actor=actor, days=14, at=at, **more)
    return [answer.comment for answer in found]


@pytest.fixture
def answer(delivered, read_all):
    read_all()
    return Answer.objects.create(
        survey=Survey.objects.get(), csat=2, comment="Nobody called.", answered_at=LATER
    )


def late_visit(site_id, node, day):
    KpiSnapshot.objects.create(
        owner_node=node,
        work_order_id=new_id(),
        site_id=site_id,
        definitions="v1",
        day=day,
        arrived_at=LATER,
        ready_at=LATER,
        same_day=False,
    )


def test_each_site_of_a_leader_has_its_own_figures(delivered, read_all):
    read_all()
    places.site(OTHER_SITE)

    found = {
        one.site_code: one for one in quality.figures_of_sites(weeks=4, actor=LEADER, at=LATER)
    }

    assert set(found) == {"site-7", "site-8"}
    same_day = {code: one.kpis[0] for code, one in found.items()}
    assert {kpi.name for kpi in same_day.values()} == {KpiName.SAME_DAY}
    assert {code: kpi.n for code, kpi in same_day.items()} == {"site-7": 1, "site-8": 0}


def test_a_goal_is_missed_only_when_that_is_beyond_doubt(db):
    site_id = places.site(SITE)
    day = LATER.date()
    late_visit(site_id, SITE, day)
    (few,) = quality.figures_of_sites(weeks=4, actor=LEADER, at=LATER)
    for _number in range(9):
        late_visit(site_id, SITE, day)

    (many,) = quality.figures_of_sites(weeks=4, actor=LEADER, at=LATER)

    assert (few.misses_goal, many.misses_goal) == (False, True)


def test_what_lies_before_the_weeks_does_not_count(db):
    site_id = places.site(SITE)
    late_visit(site_id, SITE, LATER.date() - dt.timedelta(weeks=4))

    (found,) = quality.figures_of_sites(weeks=4, actor=LEADER, at=LATER)

    assert found.kpis[0].n == 0


def test_many_sites_take_as_many_queries_as_one(db, django_assert_num_queries):
    places.site(SITE)
    with django_assert_num_queries(3):
        quality.figures_of_sites(weeks=4, actor=LEADER, at=LATER)
    places.site(OTHER_SITE)
    places.site(f"{world.GROUP}site-9/")
    with django_assert_num_queries(3):
        assert len(quality.figures_of_sites(weeks=4, actor=LEADER, at=LATER)) == 3


@pytest.mark.parametrize("who", [world.bob, world.eve, world.mia])
def test_others_see_no_figures_of_the_site(delivered, who):
    found = quality.figures_of_sites(weeks=4, actor=who(), at=LATER)

    assert "site-7" not in {one.site_code for one in found}


def test_one_or_two_of_five_is_unhappy_for_two_weeks(answer):
    assert unhappy() == ["Nobody called."]
    assert unhappy(node=OTHER_SITE) == []
    assert unhappy(at=LATER + dt.timedelta(days=15)) == []

    Answer.objects.update(csat=3)
    assert unhappy() == []


@pytest.mark.parametrize("who", [world.bob, world.eve, world.mia])
def test_others_do_not_hear_of_it(answer, who):
    assert unhappy(actor=who()) == []


def call(answer, actor=LEADER, at=LATER):
    quality.note_call_back(survey_id=answer.survey_id, actor=actor, at=at)


@pytest.mark.parametrize("who", [LEADER, world.ada(), world.sora()])
def test_an_unhappy_owner_waits_until_somebody_has_called_back(answer, who):
    call(answer, who)

    assert unhappy() == []
    answer.refresh_from_db()
    assert (answer.called_back_at, str(answer.called_back_by)) == (LATER, who.account_id)
    assert Entry.objects.filter(name="quality.owner_called_back.v1").count() == 1


def test_the_first_call_counts(answer):
    call(answer, world.ada())
    call(answer, LEADER, LATER + dt.timedelta(hours=1))

    answer.refresh_from_db()
    assert (answer.called_back_at, str(answer.called_back_by)) == (LATER, world.ada().account_id)
    assert Entry.objects.filter(name="quality.owner_called_back.v1").count() == 1


def test_who_thinks_again_and_is_still_unhappy_is_called_again(answer):
    call(answer)
    asking.answer_survey(
        survey_id=answer.survey_id,
        scores=Scores(1, comment="Still nobody."),
        actor=Actor("anonymous", keys=frozenset({answer.survey.subject})),
        at=LATER + dt.timedelta(days=1),
    )

    assert unhappy(at=LATER + dt.timedelta(days=2)) == ["Still nobody."]


@pytest.mark.parametrize(
    ("_case", "actor", "refusal"),
    [
        ("a stranger", world.eve(), NotFound),
        ("an advisor of another site", world.bob(), NotFound),
        ("a cashier, who only sees the figures", world.carl(), NotAllowed),
        ("the maker", world.actor("ken", Role.HEAD_OFFICE, "/"), NotAllowed),
    ],
)
def test_a_call_is_noted_by_those_who_call(answer, _case, actor, refusal):
    with pytest.raises(refusal):
        call(answer, actor)

    answer.refresh_from_db()
    assert answer.called_back_at is None
    assert not Entry.objects.filter(name="quality.owner_called_back.v1").exists()


def test_a_survey_without_an_answer_waits_for_no_call(delivered, read_all):
    read_all()
    with pytest.raises(NotFound) as refusal:
        quality.note_call_back(survey_id=Survey.objects.get().pk, actor=LEADER, at=LATER)
    assert refusal.value.code == "answer_not_found"


def test_who_calls_back_knows_the_owner_and_the_number(answer):
    customers.add_contact(
        customer_id=answer.survey.customer_id,
        new=NewContact(ContactKind.PHONE, "090-1234-5678"),
        actor=SYSTEM,
        at=LATER,
    )

    (shown,) = quality.unhappy_answers(actor=LEADER, days=14, at=LATER)

    assert (shown.customer_name, shown.phone) == ("Grace Hopper", "+819012345678")


def test_the_maker_reads_what_was_said_but_not_by_whom(answer):
    maker = world.actor("carl", Role.HEAD_OFFICE, "/jp/")
    shared = dataclasses.replace(maker.grants[0], permissions=frozenset({SEE}))

    (shown,) = quality.unhappy_answers(
        actor=dataclasses.replace(maker, grants=(shared,)), days=14, at=LATER
    )

    assert (shown.comment, shown.customer_name, shown.phone) == ("Nobody called.", "", "")


def test_who_waits_longest_is_called_first(answer, django_assert_num_queries):
    other = Survey.objects.get()
    other.pk, other.work_order_id, other._state.adding = new_id(), new_id(), True
    other.save()
    Answer.objects.create(
        survey=other, csat=1, comment="Before.", answered_at=LATER - dt.timedelta(days=3)
    )

    with django_assert_num_queries(9):  # as many as for one
        assert unhappy() == ["Before.", "Nobody called."]
