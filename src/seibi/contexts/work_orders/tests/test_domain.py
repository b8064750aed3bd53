"""Rules of the visit that need no database: its life, its prices, its hashes, its looks."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.work_orders import contracts, labels
from seibi.contexts.work_orders.contracts import (
    Action,
    AuthorityKind,
    Grade,
    LineAction,
    LineKind,
    LineState,
    Payer,
    State,
)
from seibi.contexts.work_orders.contracts.visit import StepMark
from seibi.contexts.work_orders.domain.authority import (
    exceeds_limit,
    fits_payer,
    left_under_ceiling,
    who_may_answer,
)
from seibi.contexts.work_orders.domain.estimate import (
    canonical,
    changes_between,
    line_hash,
    plain,
    sha256,
)
from seibi.contexts.work_orders.domain.lifecycle import LIFECYCLE, LINE_LIFECYCLE
from seibi.contexts.work_orders.domain.quality import Look, is_checked, may_look
from seibi.contexts.work_orders.domain.timing import minutes_late, proposed_promise, stepper
from seibi.kernel.errors import RuleBroken
from tests.world import IDS, NOON

README = Path(__file__).parents[1] / "README.md"
MIA, KEN = IDS["mia"], IDS["ken"]
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_every_step_is_in_the_table_or_refused(state, action):
    if (state, action) in LIFECYCLE.table:
        assert LIFECYCLE.after(state, action) is LIFECYCLE.table[state, action]
        return
    with pytest.raises(RuleBroken) as refusal:
        LIFECYCLE.after(state, action)
    assert refusal.value.code == "wrong_state"


@pytest.mark.parametrize("state", LineState)
@pytest.mark.parametrize("action", LineAction)
def test_every_step_of_a_line_is_in_the_table_or_refused(state, action):
    if (state, action) in LINE_LIFECYCLE.table:
        assert LINE_LIFECYCLE.after(state, action) is LINE_LIFECYCLE.table[state, action]
        return
    with pytest.raises(RuleBroken):
        LINE_LIFECYCLE.after(state, action)


def test_nothing_is_ready_without_passing_the_check():
    ways = {start for (start, _a), end in LIFECYCLE.table.items() if end is State.READY}

    assert ways == {State.QUALITY_CHECK, State.DELIVERED}


def test_the_diagrams_of_the_readme_are_the_tables():
    text = README.read_text(encoding="utf-8")

    assert LIFECYCLE.mermaid() in text
    assert LINE_LIFECYCLE.mermaid() in text


def test_every_code_has_a_word():
    tables = [value for name, value in vars(labels).items() if name.endswith("_LABELS")]
    spoken = {type(key) for table in tables for key in table}
    codes = {
        value
        for value in vars(contracts).values()
        if isinstance(value, type)
        and issubclass(value, contracts.StrEnum)
        and value is not contracts.StrEnum
    }

    assert codes <= spoken
    for code in codes:
        assert any(set(code) <= set(table) for table in tables), code


def shown(number: int, **changes) -> dict:
    return {
        "id": str(UUID(int=number)),
        "position": number,
        "kind": "labour",
        "title": {"en": f"Line {number}", "ja": "作業"},
        "why": "",
        "quantity": "1",
        "gross": "13200",
        "payer": "customer",
        "part_number": "",
        "part_origin": "",
        **changes,
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), json_values, max_size=5))
def test_equal_contents_have_one_writing_and_one_hash(value):
    backwards = dict(reversed(list(value.items())))

    assert canonical(value) == canonical(backwards)
    assert sha256(canonical(value)) == sha256(canonical(backwards))


@given(
    field=st.sampled_from(["title", "gross", "quantity", "why", "payer", "part_origin"]),
    text=st.text(min_size=1),
)
def test_whatever_is_changed_changes_the_hash_and_is_named(field, text):
    before = shown(1)
    after = {
        **before,
        field: before[field] + text if isinstance(before[field], str) else {"en": text},
    }
    if after[field] == before[field]:
        return

    changes = changes_between([before], [after])

    assert line_hash(before) != line_hash(after)
    assert [(c.change, set(c.fields)) for c in changes] == [("changed", {field})]


def test_a_line_that_only_moved_is_the_same_line():
    assert line_hash(shown(1)) == line_hash(shown(1, position=9))
    assert changes_between([shown(1)], [shown(1, position=9)]) == []


def test_a_new_version_says_exactly_what_came_and_went():
    changes = changes_between([shown(1), shown(2)], [shown(2), shown(3, gross="500")])

    assert [(c.change, c.title["en"], c.gross) for c in changes] == [
        ("removed", "Line 1", "13200"),
        ("added", "Line 3", "500"),
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [("1.000", "1"), ("1.500", "1.5"), ("32400", "32400"), ("10.00", "10"), ("0.00", "0")],
)
def test_numbers_are_written_without_an_exponent(number, text):
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("kind", "payer", "line", "fits"),
    [
        (AuthorityKind.CUSTOMER_APPROVAL, Payer.CUSTOMER, LineKind.LABOUR, True),
        (AuthorityKind.CUSTOMER_APPROVAL, Payer.WARRANTY, LineKind.LABOUR, False),
        (AuthorityKind.CEILING, Payer.CUSTOMER, LineKind.PART, True),
        (AuthorityKind.CEILING, Payer.GOODWILL, LineKind.PART, False),
        (AuthorityKind.DIAGNOSIS, Payer.CUSTOMER, LineKind.DIAGNOSIS, True),
        (AuthorityKind.DIAGNOSIS, Payer.CUSTOMER, LineKind.LABOUR, False),
        (AuthorityKind.WARRANTY, Payer.WARRANTY, LineKind.PART, True),
        (AuthorityKind.WARRANTY, Payer.CUSTOMER, LineKind.PART, False),
        (AuthorityKind.INTERNAL, Payer.INTERNAL, LineKind.LABOUR, True),
        (AuthorityKind.GOODWILL, Payer.GOODWILL, LineKind.LABOUR, True),
    ],
)
def test_a_word_counts_only_for_whose_money_it_is(kind, payer, line, fits):
    assert fits_payer(kind, payer, line) is fits


money = st.decimals(min_value=0, max_value=1_000_000, places=2)


@given(ceiling=money, used=st.lists(money, max_size=5))
def test_a_ceiling_is_never_left_below_zero(ceiling, used):
    assert left_under_ceiling(ceiling, used) == max(ceiling - sum(used, Decimal(0)), Decimal(0))


def test_a_limit_of_nothing_said_is_no_limit():
    assert not exceeds_limit(None, Decimal(10**9))
    assert exceeds_limit(Decimal(100), Decimal(101))
    assert not exceeds_limit(Decimal(100), Decimal(100))


def test_the_named_authoriser_answers_and_nobody_else():
    owner, boss = UUID(int=1), UUID(int=2)

    assert who_may_answer(owner=owner, authoriser=boss) == boss
    assert who_may_answer(owner=owner, authoriser=None) == owner


def look(*, passed=True, by=KEN, at=NOON, grade=Grade.PEER) -> Look:
    return Look(grade, passed, by, at)


@pytest.mark.parametrize(
    ("_case", "looks", "checked"),
    [
        ("nobody looked", [], False),
        ("a colleague looked", [look()], True),
        ("the doer looked", [look(by=MIA)], False),
        ("it failed", [look(passed=False)], False),
        ("it failed, then passed", [look(passed=False), look(at=NOON + HOUR)], True),
        ("it passed, then failed", [look(), look(passed=False, at=NOON + HOUR)], False),
        ("before it was done again", [look(at=NOON - HOUR)], False),
        ("in another grade", [look(grade=Grade.SELF_PHOTO)], False),
    ],
)
def test_the_last_look_counts(_case, looks, checked):
    assert is_checked(Grade.PEER, looks, finished_at=NOON, doers=frozenset({MIA})) is checked


def test_nobody_inspects_their_own_work():
    doers = frozenset({MIA})

    assert may_look(Grade.SELF_PHOTO, by=MIA, doers=doers)
    assert may_look(Grade.ROAD_TEST, by=MIA, doers=doers)
    assert not may_look(Grade.PEER, by=MIA, doers=doers)
    assert not may_look(Grade.INSPECTOR, by=MIA, doers=doers)
    assert may_look(Grade.INSPECTOR, by=KEN, doers=doers)


def test_lateness_counts_until_ready_or_until_now():
    assert minutes_late(None, None, NOON) == 0
    assert minutes_late(NOON, None, NOON + HOUR) == 60
    assert minutes_late(NOON, NOON - HOUR, NOON + HOUR) == 0
    assert minutes_late(NOON, None, NOON - HOUR, NOON + HOUR) == 60


def test_a_promise_is_a_quarter_of_an_hour_and_never_earlier_than_the_plan():
    end = NOON + dt.timedelta(minutes=7)

    promise = proposed_promise(end, dt.timedelta(minutes=20))

    assert promise == NOON + dt.timedelta(minutes=30)


@pytest.mark.parametrize("state", State)
def test_the_stepper_has_one_now_or_is_over(state):
    marks = [mark for _dot, mark in stepper(state)]

    assert len(marks) == 6
    assert marks.count(StepMark.NOW) <= 1
    assert marks == sorted(marks, key=[StepMark.DONE, StepMark.NOW, StepMark.NEXT].index)
