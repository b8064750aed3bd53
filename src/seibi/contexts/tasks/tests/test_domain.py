"""The life of a task, and which tasks reasons ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.tasks.contracts import TaskAction, TaskState
from seibi.contexts.tasks.domain.lifecycle import LIFECYCLE
from seibi.contexts.tasks.domain.reasons import plan
from seibi.kernel.errors import RuleBroken

ALLOWED = {
    ("open", "change"): "open",
    ("open", "hand_on"): "open",
    ("open", "finish"): "done",
    ("open", "fade"): "gone",
    ("done", "reopen"): "open",
    ("gone", "reopen"): "open",
}


@pytest.mark.parametrize("state", list(TaskState))
@pytest.mark.parametrize("action", list(TaskAction))
def test_every_row_and_every_hole_of_the_lifecycle(state, action):
    wanted = ALLOWED.get((state, action))
    if wanted:
        assert LIFECYCLE.after(state, action) == wanted
    else:
        with pytest.raises(RuleBroken):
            LIFECYCLE.after(state, action)


REASONS = st.sets(st.sampled_from("abcdef"))
KNOWN = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(list(TaskState)))


@given(REASONS, KNOWN)
def test_after_the_plan_open_are_the_reasons_that_nobody_has_answered(reasons, known):
    found = plan(reasons, known)

    after = dict(known)
    after |= dict.fromkeys(found.open | found.reopen, TaskState.OPEN)
    after |= dict.fromkeys(found.fade, TaskState.GONE)
    answered = {one for one, state in known.items() if state is TaskState.DONE}
    assert {one for one, state in after.items() if state is TaskState.OPEN} == reasons - answered
    assert plan(reasons, after) == plan(reasons, after)
    assert not any((plan(reasons, after).open, plan(reasons, after).fade))
