"""An import is taken back: what was not touched since goes, the rest says why it stays."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerKind, NewCustomer
from seibi.contexts.partners.contracts import RowState, RunState, Step, Verdict, WhyItStays
from seibi.contexts.partners.domain.lifecycle import LIFECYCLE
from seibi.contexts.partners.events import ImportTakenBack
from seibi.contexts.partners.models import CustomerNumber, ImportRun, StagedRow
from seibi.contexts.partners.operations.bringing import hand_of
from seibi.contexts.partners.operations.starting import defer, get_locked, report
from seibi.contexts.partners.permissions import can_import
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError, NotFound, require
from seibi.kernel.journal.looking import touched_since

ROWS_AT_ONCE = 100
LOOKED_AT = ("customers.record_read.v1",)


@transaction.atomic
def undo_import(*, run_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Everything this file wrote is taken back, as far as nothing has happened to it since.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    run = get_locked(run_id=run_id, actor=actor)
    require(can_import(actor, run.owner_node))
    run.state = LIFECYCLE.after(RunState(run.state), Step.UNDO)
    run.save(update_fields=["state"])
    defer(run=run)

    report(event=ImportTakenBack(run.pk), run=run, actor=actor, at=at)


def steps(*, run_id: UUID, at: dt.datetime) -> Iterator[ImportRun]:
    """Take the rows back, the last one first, some at a time."""
    while True:
        run, more = _take_back_some(run_id, at)
        yield run
        if not more:
            return


@transaction.atomic
def _take_back_some(run_id: UUID, at: dt.datetime) -> tuple[ImportRun, bool]:
    run = ImportRun.objects.locked().defer("content").get(pk=run_id)
    if run.state != RunState.UNDOING:
        return run, False
    written = StagedRow.objects.filter(run=run, state=RowState.APPLIED)
    chunk = list(written.exclude(verdict=Verdict.KNOWN).order_by("-number")[:ROWS_AT_ONCE])
    touched = touched_since(
        {row.subject: row.applied_at for row in chunk if row.applied_at}, but_not=LOOKED_AT
    )
    actor = hand_of(run.started_by, run.owner_node)
    for row in chunk:
        stays = WhyItStays.TOUCHED if row.subject in touched else _take_back(row, actor, at)
        row.state = RowState.STAYS if stays else RowState.TAKEN_BACK
        row.stays = stays or ""
        row.save(update_fields=["state", "stays"])
    if not chunk:
        _finish(run, at)
    return run, bool(chunk)


def _take_back(row: StagedRow, actor: Actor, at: dt.datetime) -> WhyItStays | None:
    """Undo one row; why it stays, when it does."""
    kind, _colon, key = row.subject.partition(":")
    try:
        with transaction.atomic():
            if row.verdict == Verdict.CHANGED:
                return _change_back(kind, UUID(key), row.before, actor, at)
            _remove(kind, UUID(key), actor, at)
    except NotFound:
        return WhyItStays.GONE
    except DomainError:
        return WhyItStays.IN_USE
    return None


def _remove(kind: str, key: UUID, actor: Actor, at: dt.datetime) -> None:
    if kind == "customer":
        CustomerNumber.objects.filter(customer_id=key).delete()
        customers.take_back_customer(customer_id=key, actor=actor, at=at)
    elif kind == "vehicle":
        vehicles.take_back_vehicle(vehicle_id=key, actor=actor, at=at)
    elif kind == "reading":
        vehicles.take_back_reading(reading_id=key, actor=actor, at=at)
    else:
        vehicles.take_back_work(record_id=key, actor=actor, at=at)


def _change_back(
    kind: str, key: UUID, before: dict[str, Any], actor: Actor, at: dt.datetime
) -> WhyItStays | None:
    """Somebody we knew is called and reached as before; a car keeps its plate and its owner."""
    if kind != "customer":
        return WhyItStays.WAS_KNOWN
    for contact in before.get("contacts", ()):
        customers.remove_contact(contact_id=UUID(contact), actor=actor, at=at)
    if details := before.get("details"):
        old = NewCustomer(**{**details, "kind": CustomerKind(details["kind"])})
        customers.change_customer(customer_id=key, new=old, actor=actor, at=at)
    return None


def _finish(run: ImportRun, at: dt.datetime) -> None:
    run.state = LIFECYCLE.after(RunState(run.state), Step.ALL_TAKEN_BACK)
    run.finished_at, run.content = clock.now(), None
    run.save(update_fields=["state", "finished_at", "content"])
    StagedRow.objects.filter(run=run, state=RowState.WAITING).update(values={}, cells=[])
