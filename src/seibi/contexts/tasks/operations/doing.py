"""What people do with a task: finish it, hand it on, change it, open it again."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.tasks.contracts import TaskAction as Do
from seibi.contexts.tasks.contracts import TaskOutcome, TaskState
from seibi.contexts.tasks.domain.lifecycle import LIFECYCLE
from seibi.contexts.tasks.events import TaskChanged, TaskFinished, TaskHandedOn, TaskReopened
from seibi.contexts.tasks.models import Task, TaskStep
from seibi.contexts.tasks.operations.opening import LONGEST_NOTE, check_receiver, check_words
from seibi.contexts.tasks.permissions import can_do
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell


@transaction.atomic
def finish_task(
    *, task_id: UUID, outcome: TaskOutcome, note: str, actor: Actor, at: dt.datetime
) -> None:
    """A task ends with what came of it; what was not possible says why.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state"), Invalid ("words_missing").
    """
    row = _locked(task_id, actor)
    state = LIFECYCLE.after(TaskState(row.state), Do.FINISH)
    _check_note(note)
    if outcome is TaskOutcome.NOT_POSSIBLE and not note.strip():
        sentence = _("Say why it was not possible.")
        raise Invalid("words_missing", sentence, errors={"note": sentence})

    row.state, row.outcome, row.outcome_note = state, outcome, note.strip()
    row.closed_at, row.closed_by = at, actor.account_id
    row.save(update_fields=["state", "outcome", "outcome_note", "closed_at", "closed_by"])
    _step(row, Do.FINISH, actor, at, note=note.strip())

    _tell(TaskFinished(row.pk, row.about, outcome), row, actor, at)


@transaction.atomic
def hand_on(
    *, task_id: UUID, person: UUID | None, role: str, note: str, actor: Actor, at: dt.datetime
) -> None:
    """Somebody else has the task from now on: a colleague, whose deputy has it too, or a role.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state"), Invalid ("bad_task").
    """
    row = _locked(task_id, actor)
    LIFECYCLE.after(TaskState(row.state), Do.HAND_ON)
    _check_note(note)
    check_receiver(person=person, role=role, node=row.owner_node, at=at)

    row.person_id, row.role = person, role
    row.save(update_fields=["person_id", "role"])
    _step(row, Do.HAND_ON, actor, at, note=note.strip())

    _tell(TaskHandedOn(row.pk, row.about, person, role), row, actor, at)


@transaction.atomic
def change_task(
    *,
    task_id: UUID,
    title: Mapping[str, str] | None,
    note: str,
    due_at: dt.datetime,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """A task gets other words or another time; ``title`` None leaves the words of the house.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state"), Invalid ("bad_task").
    """
    row = _locked(task_id, actor)
    LIFECYCLE.after(TaskState(row.state), Do.CHANGE)
    check_words(title=row.title if title is None else dict(title), note=note)

    row.title = row.title if title is None else dict(title)
    row.note, row.due_at = note.strip(), due_at
    row.save(update_fields=["title", "note", "due_at"])
    _step(row, Do.CHANGE, actor, at)

    _tell(TaskChanged(row.pk, row.about, due_at), row, actor, at)


@transaction.atomic
def reopen_task(*, task_id: UUID, note: str, actor: Actor, at: dt.datetime) -> None:
    """A task that was closed is to be done after all; whoever had it last has it again.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    row = _locked(task_id, actor)
    row.state = LIFECYCLE.after(TaskState(row.state), Do.REOPEN)
    _check_note(note)

    row.outcome = row.outcome_note = row.closed_by = ""
    row.closed_at = None
    row.save(update_fields=["state", "outcome", "outcome_note", "closed_at", "closed_by"])
    _step(row, Do.REOPEN, actor, at, note=note.strip())

    _tell(TaskReopened(row.pk, row.about), row, actor, at)


def _locked(task_id: UUID, actor: Actor) -> Task:
    """The row, locked, if this actor may know of it and do something about it."""
    row = Task.objects.visible_to(actor).locked().filter(pk=task_id).first()
    if row is None:
        raise NotFound("task_not_found", _("There is no such task."))
    require(can_do(actor, row.owner_node))
    return row


def _check_note(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        sentence = _("Keep the note under 1000 characters.")
        raise Invalid("bad_task", sentence, errors={"note": sentence})


def _step(row: Task, action: Do, actor: Actor, at: dt.datetime, *, note: str = "") -> None:
    handed = action is Do.HAND_ON
    TaskStep.objects.create(
        task=row,
        action=action,
        by=actor.account_id,
        to_person_id=row.person_id if handed else None,
        to_role=row.role if handed else "",
        note=note,
        at=at,
    )


def _tell(event: Event, row: Task, actor: Actor, at: dt.datetime) -> None:
    tell(event, actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
