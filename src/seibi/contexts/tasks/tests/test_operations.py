"""Opening, finishing, handing on: effects, refusals that leave no trace, races."""

import datetime as dt
import threading
from uuid import UUID

import pytest
from django.db import connection

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import AwayReason, Role
from seibi.contexts.network.models import Staff
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.tasks.contracts import TaskOutcome, TaskState
from seibi.contexts.tasks.models import Task, TaskStep
from seibi.contexts.tasks.operations import doing, opening
from seibi.contexts.tasks.tests.conftest import ABOUT, LATER, a_task, staff
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import DomainError, Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests.world import NOON, OTHER_SITE, SITE


def told() -> list[str]:
    return list(Entry.objects.filter(name__startswith="tasks.").values_list("name", flat=True))


def away(account: UUID, deputy: UUID) -> None:
    network.name_deputy(
        account_id=account,
        deputy_id=deputy,
        from_at=NOON - dt.timedelta(hours=1),
        until_at=NOON + dt.timedelta(days=2),
        reason=AwayReason.HOLIDAY,
        actor=SYSTEM,
        at=NOON - dt.timedelta(hours=2),
    )


def titles(account: UUID, role: Role, at: dt.datetime = NOON) -> list[str]:
    return [one.title for one in tasks.my_tasks(actor=staff(account, role), at=at)]


class TestOpenTask:
    def test_it_is_on_the_list_of_who_has_to_do_it_and_told(self, people):
        new = a_task(person=people["ann"])
        tasks.open_task(new=new, actor=staff(people["ben"], Role.ADVISOR), at=NOON)

        (found,) = tasks.my_tasks(actor=staff(people["ann"], Role.ADVISOR), at=NOON)
        assert (found.title, found.person_name, found.opened_by) == (
            "Call about the key",
            "ann",
            "ben",
        )
        assert titles(people["ben"], Role.ADVISOR) == []
        assert told() == ["tasks.task_opened.v1"]

    @pytest.mark.parametrize(
        ("_case", "other", "refusal"),
        [
            ("no words", {"title": {"en": " "}}, Invalid),
            ("too many words", {"title": {"en": "x" * 201}}, Invalid),
            ("a language nobody reads", {"title": {"xx": "?"}}, Invalid),
            ("for nobody", {"role": ""}, Invalid),
            ("for an owner", {"role": Role.OWNER}, Invalid),
            ("for a role nobody knows", {"role": "king"}, Invalid),
            ("for somebody of another workshop", {"person": "olly"}, Invalid),
            ("at another workshop", {"node": OTHER_SITE}, NotAllowed),
        ],
    )
    def test_a_refusal_leaves_no_trace(self, people, _case, other, refusal):
        other = {k: people.get(v, v) if isinstance(v, str) else v for k, v in other.items()}
        with pytest.raises(refusal):
            tasks.open_task(new=a_task(**other), actor=staff(people["ann"], Role.ADVISOR), at=NOON)

        assert (Task.objects.count(), told()) == (0, [])

    def test_an_auditor_opens_nothing(self, people):
        with pytest.raises(NotAllowed):
            tasks.open_task(new=a_task(), actor=staff(people["ann"], Role.AUDITOR), at=NOON)

    def test_a_reason_opens_one_task(self, people):
        first = tasks.open_task(new=a_task(source="part:1"), actor=SYSTEM, at=NOON)
        again = tasks.open_task(new=a_task(source="part:1"), actor=SYSTEM, at=NOON)

        assert first == again
        assert told() == ["tasks.task_opened.v1"]

    def test_what_somebody_finished_stays_finished_while_the_reason_is_there(self, people):
        key = tasks.open_task(new=a_task(source="part:1"), actor=SYSTEM, at=NOON)
        tasks.finish_task(
            task_id=key, outcome=TaskOutcome.NOT_NEEDED, note="", actor=SYSTEM, at=NOON
        )

        tasks.open_task(new=a_task(source="part:1"), actor=SYSTEM, at=NOON)

        assert Task.objects.get().state == TaskState.DONE

    def test_a_reason_that_comes_back_opens_the_task_again(self, people):
        tasks.open_task(new=a_task(source="part:1"), actor=SYSTEM, at=NOON)
        tasks.fade(source="part:1", actor=SYSTEM, at=NOON)
        tasks.open_task(new=a_task(source="part:1", due_at=NOON), actor=SYSTEM, at=NOON)

        row = Task.objects.get()
        assert (row.state, row.due_at, row.closed_at) == (TaskState.OPEN, NOON, None)


class TestKeepTasks:
    def test_tasks_are_exactly_the_reasons(self, people):
        for wanted in (["t:a", "t:b"], ["t:b", "t:c"], []):
            new = [a_task(source=one) for one in wanted]
            tasks.keep_tasks(prefix="t:", wanted=new, actor=SYSTEM, at=NOON)
            left = Task.objects.filter(state=TaskState.OPEN).values_list("source", flat=True)
            assert sorted(left) == wanted

    def test_others_are_left_alone(self, people):
        tasks.open_task(new=a_task(source="u:1"), actor=SYSTEM, at=NOON)
        tasks.open_task(new=a_task(), actor=SYSTEM, at=NOON)
        tasks.keep_tasks(prefix="t:", wanted=[], actor=SYSTEM, at=NOON)

        assert Task.objects.filter(state=TaskState.OPEN).count() == 2


class TestFinishTask:
    def test_it_ends_with_what_came_of_it(self, people):
        key = tasks.open_task(new=a_task(), actor=SYSTEM, at=NOON)
        tasks.finish_task(
            task_id=key,
            outcome=TaskOutcome.DONE,
            note=" Spoke with her ",
            actor=staff(people["ann"], Role.ADVISOR),
            at=NOON,
        )

        row = Task.objects.get()
        assert (row.state, row.outcome, row.outcome_note) == ("done", "done", "Spoke with her")
        assert told()[-1] == "tasks.task_finished.v1"

    def test_what_was_not_possible_says_why(self, people):
        key = tasks.open_task(new=a_task(), actor=SYSTEM, at=NOON)
        with pytest.raises(Invalid):
            tasks.finish_task(
                task_id=key, outcome=TaskOutcome.NOT_POSSIBLE, note=" ", actor=SYSTEM, at=NOON
            )

        assert Task.objects.get().state == TaskState.OPEN

    def test_strangers_and_colleagues_elsewhere_do_not_know_of_it(self, people, eve):
        key = tasks.open_task(new=a_task(), actor=SYSTEM, at=NOON)
        for who in (eve, staff(people["olly"], Role.ADVISOR, OTHER_SITE)):
            with pytest.raises(NotFound):
                tasks.finish_task(
                    task_id=key, outcome=TaskOutcome.DONE, note="", actor=who, at=NOON
                )
        with pytest.raises(NotAllowed):
            tasks.finish_task(
                task_id=key,
                outcome=TaskOutcome.DONE,
                note="",
                actor=staff(people["ann"], Role.AUDITOR),
                at=NOON,
            )

        assert Task.objects.get().state == TaskState.OPEN
        assert not TaskStep.objects.exists()

    def test_twice_is_refused(self, people):
        key = tasks.open_task(new=a_task(), actor=SYSTEM, at=NOON)
        done = {
            "task_id": key,
            "outcome": TaskOutcome.DONE,
            "note": "",
            "actor": SYSTEM,
            "at": NOON,
        }
        tasks.finish_task(**done)
        with pytest.raises(RuleBroken):
            tasks.finish_task(**done)

        tasks.reopen_task(task_id=key, note="", actor=SYSTEM, at=NOON)
        assert Task.objects.get().outcome == ""


class TestHandOn:
    def test_a_task_never_stays_with_someone_who_is_away(self, people):
        """t22: the deputy has it, then the colleague again."""
        away(people["ann"], people["ben"])
        tasks.open_task(new=a_task(person=people["ann"]), actor=SYSTEM, at=NOON)

        assert titles(people["ann"], Role.ADVISOR) == []
        assert titles(people["ben"], Role.ADVISOR) == ["Call about the key"]
        assert titles(people["ann"], Role.ADVISOR, NOON + dt.timedelta(days=3)) == [
            "Call about the key"
        ]

    def test_where_nobody_stands_in_the_leader_has_it(self, people):
        """t22: who left has no deputy, and what they had does not wait for them."""
        tasks.open_task(new=a_task(person=people["ann"]), actor=SYSTEM, at=NOON)
        Staff.objects.filter(account_id=people["ann"]).update(valid_until=NOON)

        (found,) = tasks.my_tasks(actor=staff(people["sue"], Role.SERVICE_MANAGER), at=NOON)
        assert found.with_leader
        assert titles(people["olly"], Role.ADVISOR) == []

    def test_it_goes_to_a_colleague_with_a_word_about_why(self, people):
        key = tasks.open_task(new=a_task(), actor=SYSTEM, at=NOON)
        doing.hand_on(
            task_id=key,
            person=people["ben"],
            role="",
            note="You know her",
            actor=staff(people["ann"], Role.ADVISOR),
            at=NOON,
        )

        assert titles(people["ann"], Role.ADVISOR) == []
        assert titles(people["ben"], Role.ADVISOR) == ["Call about the key"]
        step = TaskStep.objects.get()
        assert (step.to_person_id, step.note) == (people["ben"], "You know her")

    def test_to_somebody_elsewhere_is_refused(self, people):
        key = tasks.open_task(new=a_task(), actor=SYSTEM, at=NOON)
        with pytest.raises(Invalid):
            doing.hand_on(
                task_id=key, person=people["olly"], role="", note="", actor=SYSTEM, at=NOON
            )

        assert Task.objects.get().role == Role.ADVISOR


def test_a_change_keeps_the_words_of_the_house(people):
    key = tasks.open_task(new=a_task(source="t:1"), actor=SYSTEM, at=NOON)
    doing.change_task(task_id=key, title=None, note="Later", due_at=LATER, actor=SYSTEM, at=NOON)

    row = Task.objects.get()
    assert (row.title, row.note, row.due_at) == ({"en": "Call about the key"}, "Later", LATER)


def at_once(*calls) -> list[object]:
    """Run on threads; what each answered or raised."""
    barrier, found = threading.Barrier(len(calls)), []

    def run(call):
        barrier.wait()
        try:
            found.append(call())
        except DomainError as error:
            found.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_two_who_find_the_same_reason_open_one_task(people):
    def find():
        return opening.open_task(new=a_task(source="part:1"), actor=SYSTEM, at=NOON)

    assert len(set(at_once(find, find, find))) == 1
    assert Task.objects.filter(about=ABOUT, owner_node=SITE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_finish_at_once_one_is_told(people):
    key = opening.open_task(new=a_task(), actor=SYSTEM, at=NOON)

    def finish():
        doing.finish_task(task_id=key, outcome=TaskOutcome.DONE, note="", actor=SYSTEM, at=NOON)

    assert sorted(at_once(finish, finish), key=str) == [None, "wrong_state"]
    assert TaskStep.objects.count() == 1
