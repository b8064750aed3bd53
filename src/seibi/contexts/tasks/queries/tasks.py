"""Tasks as screens and other contexts see them: mine, those about a record, those of a place."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.tasks.contracts import (
    TaskAction,
    TaskCount,
    TaskInfo,
    TaskOutcome,
    TaskPage,
    TaskState,
    TaskStepInfo,
)
from seibi.contexts.tasks.models import Task, TaskStep
from seibi.contexts.tasks.permissions import can_do, offered_actions
from seibi.contexts.tasks.queries import people
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.records import Record, records_of
from seibi.kernel.rows import under
from seibi.kernel.text import translated

MOST = 200


def my_tasks(*, actor: Actor, at: dt.datetime) -> list[TaskInfo]:
    """What somebody has to do now, the most urgent first; the SQL does not grow with the list."""
    rows = Task.objects.visible_to(actor).filter(people.mine(actor, at))
    return infos(rows.order_by("due_at", "pk")[:MOST], actor, at)


def my_count(*, actor: Actor, at: dt.datetime) -> TaskCount:
    """How many tasks somebody has now, and how many are past their time."""
    rows = Task.objects.visible_to(actor).filter(people.mine(actor, at))
    found = rows.aggregate(open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=at)))
    return TaskCount(found["open"], found["overdue"])


def open_tasks(
    *, actor: Actor, node: str, at: dt.datetime, source: str = "", overdue: bool = False
) -> list[TaskInfo]:
    """What is still to do at and below a place; with ``source``, of reasons that begin so."""
    rows = Task.objects.visible_to(actor).filter(under(node), state=TaskState.OPEN)
    if source:
        rows = rows.filter(source__startswith=source)
    if overdue:
        rows = rows.filter(due_at__lt=at)
    return infos(rows.order_by("due_at", "pk")[:MOST], actor, at)


def tasks_about(*, subject: str, actor: Actor, at: dt.datetime) -> list[TaskInfo]:
    """The tasks about one record, those to do first, then what was done last."""
    rows = list(
        Task.objects.visible_to(actor).filter(about=subject).order_by("-opened_at", "-pk")[:MOST]
    )
    rows.sort(key=lambda row: (row.state != TaskState.OPEN, row.due_at))
    return infos(rows, actor, at)


def by_source(*, sources: Iterable[str], actor: Actor, at: dt.datetime) -> dict[str, TaskInfo]:
    """The tasks of these reasons, whatever became of them, by reason."""
    rows = Task.objects.visible_to(actor).filter(source__in=set(sources))
    return {info.source: info for info in infos(rows, actor, at)}


def task_page(*, task_id: UUID, actor: Actor, at: dt.datetime) -> TaskPage:
    """One task with its history. Raises NotFound ("task_not_found")."""
    row = Task.objects.visible_to(actor).filter(pk=task_id).first()
    if row is None:
        raise NotFound("task_not_found", _("There is no such task."))
    steps = list(row.steps.all())
    names = network.names_by_account({a for s in steps for a in (_uuid(s.by), s.to_person_id) if a})
    may = can_do(actor, row.owner_node)
    staff = people.colleagues(row.owner_node, at) if may else []
    return TaskPage(
        task=infos([row], actor, at)[0],
        steps=tuple(_step(step, names) for step in steps),
        people=tuple((one.account_id, one.name) for one in staff if not one.away),
    )


def infos(rows: QuerySet[Task] | list[Task], actor: Actor, at: dt.datetime) -> list[TaskInfo]:
    """Values of rows: names, stand-ins, places and records asked for once each."""
    found = list(rows)
    if not found:
        return []
    known = _known(found, actor, at)
    return [_info(row, known, actor, at) for row in found]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows of a list are called and who has them, asked for once each."""

    names: Mapping[UUID, str]
    acting: Mapping[UUID, UUID | None]
    zones: Mapping[str, str]
    records: Mapping[str, Record]

    def name(self, account: UUID | str | None) -> str:
        key = account if isinstance(account, UUID) else _uuid(account or "")
        return self.names.get(key, "") if key else ""


def _known(rows: Sequence[Task], actor: Actor, at: dt.datetime) -> _Known:
    given = {row.person_id for row in rows if row.person_id}
    acting = network.stand_ins(given, at) if given else {}
    accounts = given | {one for one in acting.values() if one}
    accounts |= {a for row in rows for a in (_uuid(row.opened_by), _uuid(row.closed_by)) if a}
    return _Known(
        names=network.names_by_account(accounts) if accounts else {},
        acting=acting,
        zones={site.node: site.tz for site in network.sites_under(*{r.owner_node for r in rows})},
        records=records_of({row.about for row in rows}, actor),
    )


def _info(row: Task, known: _Known, actor: Actor, at: dt.datetime) -> TaskInfo:
    person = row.person_id
    acting = known.acting.get(person) if person else None
    record = known.records.get(row.about)
    zone = known.zones.get(row.owner_node)
    return TaskInfo(
        id=row.pk,
        subject=row.about,
        node=row.owner_node,
        tz=zone or next(iter(known.zones.values()), "UTC"),
        title=translated(row.title),
        note=row.note,
        due_at=row.due_at,
        person_id=person,
        person_name=known.name(person),
        acting_id=acting,
        acting_name=known.name(acting) if acting != person else "",
        with_leader=person is not None and acting is None,
        role=row.role,
        state=TaskState(row.state),
        outcome=TaskOutcome(row.outcome) if row.outcome else None,
        outcome_note=row.outcome_note,
        opened_by=known.name(row.opened_by),
        opened_at=row.opened_at,
        closed_by=known.name(row.closed_by),
        closed_at=row.closed_at,
        by_itself=bool(row.source),
        source=row.source,
        is_overdue=row.state == TaskState.OPEN and row.due_at < at,
        record_title=record.title if record else "",
        record_url=record.url if record else "",
        actions=offered_actions(actor, row),
    )


def _step(step: TaskStep, names: dict[UUID, str]) -> TaskStepInfo:
    by, to = _uuid(step.by), step.to_person_id
    return TaskStepInfo(
        action=TaskAction(step.action),
        by=names.get(by, "") if by else "",
        to=names.get(to, "") if to else network.role_name(step.to_role),
        note=step.note,
        at=step.at,
    )


def _uuid(account: str) -> UUID | None:
    try:
        return UUID(account)
    except ValueError:
        return None
