"""What the house does about a silent owner is a task: a call, then the manager."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network.contracts import Role
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.tasks.contracts import NewTask, TaskOutcome, TaskState
from seibi.contexts.work_orders.contracts.asking import CallOutcome, Rung
from seibi.contexts.work_orders.labels import CALL_OUTCOME_LABELS
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import answering
from seibi.contexts.work_orders.queries.visit import awaiting
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.text import in_every_language

WHO: Mapping[Rung, Role] = {Rung.CALL: Role.ADVISOR, Rung.MANAGER: Role.SERVICE_MANAGER}


def begin(
    work_order: WorkOrder, version: int, rung: Rung, *, due_at: dt.datetime, at: dt.datetime
) -> None:
    """Somebody has to call, or the manager to see to it. The caller holds the lock."""
    tasks.open_task(
        new=NewTask(
            subject=work_order.subject,
            node=work_order.owner_node,
            title=_title(work_order, rung),
            due_at=due_at,
            role=WHO[rung],
            source=_source(work_order, version, rung),
        ),
        actor=SYSTEM,
        at=at,
    )


def called(
    work_order: WorkOrder, version: int, outcome: CallOutcome, *, actor: Actor, at: dt.datetime
) -> None:
    """The call that was asked for has been made; the task says what came of it."""
    source = _source(work_order, version, Rung.CALL)
    task = tasks.by_source(sources=[source], actor=actor, at=at).get(source)
    if task is None or task.state is not TaskState.OPEN:
        return
    note = str(CALL_OUTCOME_LABELS[outcome])
    tasks.finish_task(task_id=task.id, outcome=TaskOutcome.DONE, note=note, actor=actor, at=at)


def end(work_order: WorkOrder, *, at: dt.datetime) -> None:
    """A new version asks anew: what was to be done about the old one is over."""
    tasks.keep_tasks(prefix=_prefix(work_order), wanted=(), actor=SYSTEM, at=at)


@transaction.atomic
def end_when_answered(*, work_order_id: UUID, at: dt.datetime) -> None:
    """Nobody has to chase an owner who answered, or whose visit is over. Only our reader calls."""
    work_order = WorkOrder.objects.locked().filter(pk=work_order_id).first()
    if work_order is not None and work_order.pk not in awaiting([work_order]):
        end(work_order, at=at)


def _prefix(work_order: WorkOrder) -> str:
    return f"asking:{work_order.pk}:"


def _source(work_order: WorkOrder, version: int, rung: Rung) -> str:
    return f"{_prefix(work_order)}{version}:{rung}"


def _title(work_order: WorkOrder, rung: Rung) -> dict[str, str]:
    """In every language of the house, for whoever opens it."""
    name = answering.asked_name(work_order)
    return in_every_language(lambda: (_sentence(rung) % {"name": name})[:200])


def _sentence(rung: Rung) -> str:
    if rung is Rung.MANAGER:
        return _("%(name)s does not answer: decide how to go on")
    return _("Call %(name)s: the estimate waits for an answer")
