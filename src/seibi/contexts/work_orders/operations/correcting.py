"""Putting clocked time right: a new entry with a reason takes the place of the old one."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import Action, ClockEnd, PauseReason, State
from seibi.contexts.work_orders.domain.correcting import is_sensible
from seibi.contexts.work_orders.events.floor import ClockCorrected
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import board, clocks
from seibi.contexts.work_orders.operations.loading import line_of, locked_work_order, said
from seibi.contexts.work_orders.operations.moving import advance
from seibi.contexts.work_orders.permissions import can_correct_clocks
from seibi.contexts.work_orders.queries.clocks import minutes_of
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell
from seibi.kernel.rows import under


@transaction.atomic
def correct_clock(
    *,
    entry_id: UUID,
    technician_id: UUID,
    line_id: UUID | None,
    started_at: dt.datetime,
    ended_at: dt.datetime,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Time that was forgotten, or is somebody else's, is put right by an entry of its own.

    A clock that still runs is stopped by it. An entry without minutes takes time away. Raises
    NotFound ("clock_not_found", "line_not_found"), NotAllowed, RuleBroken ("corrected_already"),
    Invalid ("reason_missing", "bad_times", "not_on_the_floor").
    """
    entry, work_order = _locked(entry_id, actor)
    require(can_correct_clocks(actor, entry.owner_node))
    if ClockEntry.objects.filter(corrects=entry).exists():
        sentence = _("This time was put right meanwhile. Look at the newer entry.")
        raise RuleBroken("corrected_already", sentence)
    reason = said(reason, "reason", _("Say why: whoever looks later will want to know."))
    line = _line(entry, work_order, line_id)
    _check(entry, technician_id, started_at, ended_at, at)
    if entry.ended_at is None:
        _stop(entry, work_order, actor, at)
    before = minutes_of([entry.pk], at)[entry.pk]
    made = ClockEntry.objects.create(
        owner_node=entry.owner_node,
        technician_id=technician_id,
        work_order=work_order,
        line=line,
        indirect=entry.indirect,
        two_cars=entry.two_cars,
        started_at=started_at,
        ended_at=ended_at,
        end=ClockEnd.ENDED,
        corrects=entry,
        correction_reason=reason[:300],
        written_by=actor.account_id,
        written_at=at,
    )
    if line is not None and line.finished_by_id == entry.technician_id != technician_id:
        line.finished_by_id = technician_id
        line.save(update_fields=["finished_by"])
    event = ClockCorrected(
        entry_id=made.pk,
        corrects=entry.pk,
        work_order_id=entry.work_order_id,
        line_id=made.line_id,
        from_technician_id=entry.technician_id,
        technician_id=technician_id,
        minutes_before=before,
        minutes=minutes_of([made.pk], at)[made.pk],
    )
    subject = work_order.subject if work_order else f"technician:{technician_id}"
    tell(event, actor=actor, at=at, subject=subject, owner_node=entry.owner_node)
    return made.pk


def _locked(entry_id: UUID, actor: Actor) -> tuple[ClockEntry, WorkOrder | None]:
    """The visit first, then its clock, as everywhere."""
    mine = ClockEntry.objects.filter(under(*actor.nodes("work_orders.see")), pk=entry_id)
    found = mine.first()
    if found is None:
        raise NotFound("clock_not_found", _("There is no such clock."))
    work_order = locked_work_order(found.work_order_id, actor) if found.work_order_id else None
    return ClockEntry.objects.locked().get(pk=entry_id), work_order


def _line(entry: ClockEntry, work_order: WorkOrder | None, line_id: UUID | None) -> Line | None:
    if work_order is None:
        return None
    return line_of(work_order, line_id) if line_id else entry.line


def _check(
    entry: ClockEntry,
    technician_id: UUID,
    started_at: dt.datetime,
    ended_at: dt.datetime,
    at: dt.datetime,
) -> None:
    if not is_sensible(started_at, ended_at, at):
        sentence = _("The end is after the beginning, within one day, and not ahead of now.")
        raise Invalid("bad_times", sentence, errors={"ended_at": sentence})
    moved = technician_id != entry.technician_id
    if moved and not network.works_on_cars_at(technician_id, entry.owner_node, at):
        sentence = _("Choose somebody who works on cars here.")
        raise Invalid("not_on_the_floor", sentence, errors={"technician": sentence})


def _stop(entry: ClockEntry, work_order: WorkOrder | None, actor: Actor, at: dt.datetime) -> None:
    """A clock that nobody stopped; a car on which nobody works any more waits for somebody."""
    if work_order is None:
        clocks.stop_indirect(entry, actor=actor, at=at)
        return
    clocks.stop_clock(work_order, entry, ClockEnd.ENDED, None, actor=actor, at=at)
    others = ClockEntry.objects.running().filter(work_order=work_order).exists()
    if others or State(work_order.state) is not State.IN_WORK:
        return
    why = PauseReason.TECHNICIAN
    work_order.waits_for = why
    advance(work_order, Action.PAUSE, actor=actor, at=at, reason=str(why))
    if entry.line:
        board.paused(work_order, entry.line, why, "", actor=actor, at=at)
    board.waits(work_order, why, "", actor=actor, at=at)
