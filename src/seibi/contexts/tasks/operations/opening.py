"""Opening tasks: by people, and for reasons that the house finds by itself."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network.contracts import Role
from seibi.contexts.tasks.contracts import NewTask, TaskState
from seibi.contexts.tasks.contracts import TaskAction as Do
from seibi.contexts.tasks.domain import reasons
from seibi.contexts.tasks.domain.lifecycle import LIFECYCLE
from seibi.contexts.tasks.events import TaskFaded, TaskOpened, TaskReopened
from seibi.contexts.tasks.models import Task, TaskStep
from seibi.contexts.tasks.permissions import can_do
from seibi.contexts.tasks.queries import people
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell
from seibi.kernel.text import LANGUAGES

LONGEST_TITLE, LONGEST_NOTE = 200, 1000
NOT_STAFF = {Role.OWNER, Role.BRINGER}


@transaction.atomic
def open_task(*, new: NewTask, actor: Actor, at: dt.datetime) -> UUID:
    """Somebody has something to do by a moment; what has a reason is opened once for it.

    A task of the same reason that went by itself is opened again; one that somebody finished stays
    finished. Raises NotAllowed, Invalid ("bad_task").
    """
    require(can_do(actor, new.node))
    check_words(title=new.title, note=new.note)
    check_receiver(person=new.person, role=new.role, node=new.node, at=at)
    if not new.source:
        return _opened(Task.objects.create(**_columns(new, actor, at)), actor, at)
    row, fresh = Task.objects.get_or_create(source=new.source, defaults=_columns(new, actor, at))
    if fresh:
        return _opened(row, actor, at)
    row = Task.objects.locked().get(pk=row.pk)
    if row.state == TaskState.GONE:
        return _reopened(row, new, actor, at)
    if row.state == TaskState.OPEN and (row.due_at, row.title) != (new.due_at, dict(new.title)):
        row.due_at, row.title = new.due_at, dict(new.title)
        row.save(update_fields=["due_at", "title"])
    return row.pk


@transaction.atomic
def keep_tasks(*, prefix: str, wanted: Sequence[NewTask], actor: Actor, at: dt.datetime) -> None:
    """The tasks whose reasons begin with ``prefix`` are exactly these: new ones open, gone ones go.

    Raises NotAllowed, Invalid ("bad_task").
    """
    by_reason = {new.source: new for new in wanted}
    if any(not reason.startswith(prefix) for reason in by_reason):
        raise ValueError(f"every reason begins with {prefix!r}")
    rows = Task.objects.locked().filter(source__startswith=prefix)
    known = {row.source: TaskState(row.state) for row in rows}
    for source in sorted(reasons.plan(set(by_reason), known).fade):
        fade(source=source, actor=actor, at=at)
    for new in by_reason.values():
        open_task(new=new, actor=actor, at=at)


@transaction.atomic
def fade(*, source: str, actor: Actor, at: dt.datetime) -> None:
    """A task closes itself when its reason is gone; without an open one nothing happens.

    Raises NotAllowed.
    """
    row = Task.objects.locked().filter(source=source).first() if source else None
    if row is None or row.state != TaskState.OPEN:
        return
    require(can_do(actor, row.owner_node))
    row.state = LIFECYCLE.after(TaskState(row.state), Do.FADE)
    row.closed_at, row.closed_by = at, actor.account_id
    row.save(update_fields=["state", "closed_at", "closed_by"])
    TaskStep.objects.create(task=row, action=Do.FADE, by=actor.account_id, at=at)
    _tell(TaskFaded(row.pk, row.about, row.source), row, actor, at)


def check_words(*, title: object, note: str) -> None:
    """A task says what is to be done. Raises Invalid ("bad_task")."""
    texts = dict(title) if isinstance(title, dict) else {}
    errors = {}
    if not any(text.strip() for text in texts.values()) or set(texts) - set(LANGUAGES):
        errors["title"] = _("Say what is to be done.")
    elif max(len(text) for text in texts.values()) > LONGEST_TITLE:
        errors["title"] = _("Keep it under 200 characters; the note has room for more.")
    if len(note) > LONGEST_NOTE:
        errors["note"] = _("Keep the note under 1000 characters.")
    if errors:
        raise Invalid("bad_task", " ".join(errors.values()), errors=errors)


def check_receiver(*, person: UUID | None, role: str, node: str, at: dt.datetime) -> None:
    """A task is for one colleague of the place, or for one role. Raises Invalid ("bad_task")."""
    if bool(person) == bool(role) or (role and (role not in set(Role) or role in NOT_STAFF)):
        sentence = _("Choose a colleague or a role.")
        raise Invalid("bad_task", sentence, errors={"receiver": sentence})
    if person and person not in {one.account_id for one in people.colleagues(node, at)}:
        sentence = _("This colleague does not work here.")
        raise Invalid("bad_task", sentence, errors={"receiver": sentence})


def _columns(new: NewTask, actor: Actor, at: dt.datetime) -> dict[str, object]:
    return {
        "owner_node": new.node,
        "about": new.subject,
        "title": {language: text.strip() for language, text in new.title.items()},
        "note": new.note.strip(),
        "due_at": new.due_at,
        "person_id": new.person,
        "role": new.role,
        "source": new.source,
        "opened_by": actor.account_id,
        "opened_at": at,
    }


def _opened(row: Task, actor: Actor, at: dt.datetime) -> UUID:
    told = TaskOpened(row.pk, row.about, row.due_at, row.person_id, row.role, row.source)
    _tell(told, row, actor, at)
    return row.pk


def _reopened(row: Task, new: NewTask, actor: Actor, at: dt.datetime) -> UUID:
    row.state = LIFECYCLE.after(TaskState(row.state), Do.REOPEN)
    row.due_at, row.title = new.due_at, dict(new.title)
    row.closed_at, row.closed_by = None, ""
    row.save(update_fields=["state", "due_at", "title", "closed_at", "closed_by"])
    TaskStep.objects.create(task=row, action=Do.REOPEN, by=actor.account_id, at=at)
    _tell(TaskReopened(row.pk, row.about), row, actor, at)
    return row.pk


def _tell(event: Event, row: Task, actor: Actor, at: dt.datetime) -> None:
    tell(event, actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
