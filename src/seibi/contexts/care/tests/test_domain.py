"""The rules of the list, without a database."""

import datetime as dt
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.care import labels
from seibi.contexts.care.contracts import ContactAction as Do
from seibi.contexts.care.contracts import ContactState as Is
from seibi.contexts.care.contracts import Outcome, RuleKind, Silence
from seibi.contexts.care.domain import order, outcomes, rules
from seibi.contexts.care.domain.lifecycle import LIFECYCLE
from seibi.contexts.care.queries import words
from seibi.kernel.errors import RuleBroken
from tests.world import NOON

TODAY = dt.date(2026, 3, 29)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
IDS = [UUID(int=number) for number in range(1, 6)]


@pytest.mark.parametrize("state", list(Is))
@pytest.mark.parametrize("action", list(Do))
def test_a_settled_contact_never_moves_and_the_table_has_no_other_holes(state, action):
    possible = (state, action) in {
        (Is.OPEN, Do.POSTPONE),
        (Is.OPEN, Do.WRITE),
        (Is.OPEN, Do.CLOSE),
        (Is.POSTPONED, Do.POSTPONE),
        (Is.POSTPONED, Do.WRITE),
        (Is.POSTPONED, Do.RAISE),
        (Is.POSTPONED, Do.CLOSE),
        (Is.WRITTEN, Do.POSTPONE),
        (Is.WRITTEN, Do.RAISE),
        (Is.WRITTEN, Do.CLOSE),
    }
    if possible:
        LIFECYCLE.after(state, action)
        return
    with pytest.raises(RuleBroken):
        LIFECYCLE.after(state, action)


@given(kind=st.sampled_from(list(RuleKind)), anchor=DAYS, today=DAYS)
def test_a_rule_speaks_exactly_when_its_anchor_lies_between_its_days(kind, anchor, today):
    rule = rules.DEFAULTS[kind]
    first, before = rules.anchors(rule, today)

    assert rules.speaks(rule, anchor, today) == (first <= anchor < before)


def test_a_visit_is_asked_about_within_three_days():
    rule = rules.DEFAULTS[RuleKind.POST_SERVICE]

    spoken = [n for n in range(10) if rules.speaks(rule, TODAY, TODAY + dt.timedelta(days=n))]
    assert spoken == [1, 2, 3]


@given(outcome=st.sampled_from(list(Outcome)), tries=st.integers(1, 10))
def test_every_outcome_closes_or_names_a_day_that_is_not_over(outcome, tries):
    step = outcomes.next_step(outcome, today=TODAY, tries=tries)

    assert step.closes == (step.on is None)
    assert step.on is None or step.on >= TODAY


def test_whoever_does_not_answer_is_left_in_peace_after_four_tries():
    days = [outcomes.next_step(Outcome.NO_ANSWER, today=TODAY, tries=n).on for n in range(1, 5)]

    assert days == [TODAY + dt.timedelta(days=n) for n in (1, 2, 5)] + [None]


def test_who_asked_for_a_later_call_gets_it_then():
    later = NOON + dt.timedelta(hours=5)

    step = outcomes.next_step(Outcome.CALL_BACK, today=TODAY, tries=1, call_at=later, call_on=TODAY)
    assert (step.closes, step.on, step.at) == (False, TODAY, later)


@pytest.mark.parametrize("outcome", [Outcome.SOLD, Outcome.WRONG_NUMBER])
def test_with_something_left_to_talk_about_the_contact_stays(outcome):
    assert outcomes.next_step(outcome, today=TODAY, tries=1).closes
    assert not outcomes.next_step(outcome, today=TODAY, tries=1, something_left=True).closes


@given(numbers=st.dictionaries(st.sampled_from(IDS), st.sampled_from(["", "1", "2"])))
def test_one_number_is_one_call_and_nobody_is_forgotten(numbers):
    home = order.households(numbers, numbers)

    assert set(home) == set(numbers)
    for one, other in home.items():
        assert home[other] == other
        assert numbers[one] == numbers[other]
        assert numbers[one] or one == other


def test_promised_calls_come_first_and_later_ones_last():
    def place(call_at, *weights):
        return order.place(call_at=call_at, now=NOON, priorities=weights, due_on=TODAY, key=IDS[0])

    promised, unhappy = place(NOON - dt.timedelta(minutes=5), 7), place(None, 1)
    due, later = place(None, 7, 8), place(NOON + dt.timedelta(hours=1), 1)
    assert sorted([later, due, promised, unhappy]) == [promised, unhappy, due, later]


@pytest.mark.parametrize(
    ("sells", "reachable", "here", "disputes", "why"),
    [
        (True, True, False, True, Silence.DISPUTE),
        (True, True, True, False, Silence.IN_THE_SHOP),
        (True, False, False, False, Silence.NOT_CONSENTED),
        (False, True, True, True, None),
        (False, False, False, False, Silence.NOT_CONSENTED),
        (True, True, False, False, None),
    ],
)
def test_nothing_is_sold_to_who_is_in_dispute_or_here(sells, reachable, here, disputes, why):
    said = order.silence(sells=sells, reachable=reachable, in_the_shop=here, disputes=disputes)

    assert said == why


def test_every_rule_has_its_words():
    """A rule without words would break the page of the rules, and the call about it."""
    everything = set(RuleKind)
    assert set(labels.RULE_LABELS) == everything
    assert set(labels.RULE_MEANINGS) == everything
    assert set(words._LINES) == set(words._SENTENCES) == everything
    assert set(rules.DEFAULTS) == everything
