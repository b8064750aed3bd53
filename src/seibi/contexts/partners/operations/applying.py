"""Checked rows are written, some at a time, each exactly once; stopped, they go on."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from seibi.contexts.partners.contracts import Kind, RowState, RunState, Step, Verdict
from seibi.contexts.partners.domain.lifecycle import LIFECYCLE
from seibi.contexts.partners.events import ImportApplied, ImportFinished, ImportStopped
from seibi.contexts.partners.labels import REMARK_LABELS
from seibi.contexts.partners.models import ImportRun, StagedRow
from seibi.contexts.partners.operations.bringing import Brought, Destination, hand_of
from seibi.contexts.partners.operations.starting import defer, get_locked, report
from seibi.contexts.partners.operations.trying import Refusal, destination, problems, tried
from seibi.contexts.partners.permissions import can_import
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require

ROWS_AT_ONCE = 100


@transaction.atomic
def apply_import(*, run_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The rows that can be used are written from now on; a stopped import goes on.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    run = get_locked(run_id=run_id, actor=actor)
    require(can_import(actor, run.owner_node))
    run.state = LIFECYCLE.after(RunState(run.state), Step.APPLY)
    run.save(update_fields=["state"])
    defer(run=run)

    report(event=ImportApplied(run.pk), run=run, actor=actor, at=at)


@transaction.atomic
def stop_import(*, run_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """No further row is written; what was written stays and can be taken back.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    run = get_locked(run_id=run_id, actor=actor)
    require(can_import(actor, run.owner_node))
    run.state = LIFECYCLE.after(RunState(run.state), Step.STOP)
    run.save(update_fields=["state"])

    report(event=ImportStopped(run.pk), run=run, actor=actor, at=at)


def steps(*, run_id: UUID, at: dt.datetime) -> Iterator[ImportRun]:
    """Write the rest of the rows. A step is one transaction: killed in it, nothing of it was."""
    to = destination(run=ImportRun.objects.get(pk=run_id), at=at)
    while True:
        run, more = _apply_some(run_id, to)
        yield run
        if not more:
            return


@transaction.atomic
def _apply_some(run_id: UUID, to: Destination) -> tuple[ImportRun, bool]:
    run = ImportRun.objects.locked().defer("content").get(pk=run_id)
    if run.state != RunState.APPLYING:
        return run, False
    waiting = StagedRow.objects.filter(run=run, state=RowState.WAITING)
    chunk = list(waiting.exclude(verdict=Verdict.REFUSED).order_by("number")[:ROWS_AT_ONCE])
    for row in chunk:
        _write(row, run, tried(row=row, kind=Kind(run.kind), to=to))
    if not chunk:
        _finish(run, to)
    return run, bool(chunk)


def _write(row: StagedRow, run: ImportRun, outcome: Brought | Refusal) -> None:
    """What became of a row. What it said is forgotten when it is in the books."""
    if isinstance(outcome, Refusal):
        row.verdict = Verdict.REFUSED
        row.problems = problems(row=row, run=run, refusal=outcome)
    else:
        row.verdict, row.state = outcome.verdict, RowState.APPLIED
        row.subject, row.twin = outcome.subject, outcome.twin
        row.before, row.values, row.cells = dict(outcome.before), {}, []
        row.remarks = [str(REMARK_LABELS[one]) % {"what": what} for one, what in outcome.remarks]
        row.applied_at = clock.machine_now()
    row.save()


def _finish(run: ImportRun, to: Destination) -> None:
    run.state = LIFECYCLE.after(RunState(run.state), Step.ALL_APPLIED)
    run.finished_at, run.content, run.samples = to.at, None, []
    run.save(update_fields=["state", "finished_at", "content", "samples"])
    counted = dict(
        StagedRow.objects.filter(run=run).values_list("verdict").annotate(rows=Count("pk"))
    )
    report(
        event=ImportFinished(run.pk, *(counted.get(str(one), 0) for one in _ORDER)),
        run=run,
        actor=hand_of(run.started_by, run.owner_node),
        at=to.at,
    )


_ORDER = (Verdict.NEW, Verdict.CHANGED, Verdict.KNOWN, Verdict.REFUSED)
