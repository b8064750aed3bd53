"""Clocks: time that was really spent is always recorded, also where nobody agreed to pay for it."""

import datetime as dt
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import (
    Action,
    ClockEnd,
    IndirectReason,
    LineKind,
    PauseReason,
    State,
)
from seibi.contexts.work_orders.contracts.floor import Clock
from seibi.contexts.work_orders.domain.lifecycle import LIFECYCLE, WORK_IS_POSSIBLE
from seibi.contexts.work_orders.events.floor import ClockStarted, ClockStopped
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import board, messages
from seibi.contexts.work_orders.operations.loading import account_of, line_of, locked_work_order
from seibi.contexts.work_orders.operations.moving import advance, tell_about
from seibi.contexts.work_orders.operations.stopping import check_not_stopped
from seibi.contexts.work_orders.permissions import can_pause, can_work
from seibi.contexts.work_orders.queries import estimates
from seibi.contexts.work_orders.queries.clocks import minutes_of
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def clock_on(
    *, work_order_id: UUID, line_id: UUID, two_cars: bool, actor: Actor, at: dt.datetime
) -> Clock:
    """One clock per technician, unless they say that they work on two cars; the answer says whether
    the time can be charged.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "line_in_dispute", "clock_running",
    "two_cars_already").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    technician = account_of(actor)
    line = line_of(work_order, line_id)
    if State(work_order.state) not in WORK_IS_POSSIBLE:
        sentence = _("Nobody works on this car now: look at where the visit stands.")
        raise RuleBroken("wrong_state", sentence, state=work_order.state)
    check_not_stopped(line)
    _check_free(technician, two_cars=two_cars)
    entry = ClockEntry.objects.create(
        owner_node=work_order.owner_node,
        technician_id=technician,
        work_order=work_order,
        line=line,
        two_cars=two_cars,
        started_at=at,
    )
    _work_begins(work_order, line, actor, at)
    chargeable = line.pk in estimates.authorities([line.pk])
    event = ClockStarted(entry.pk, work_order.pk, line.pk, technician, "", chargeable)
    tell_about(work_order, event, actor=actor, at=at)
    return Clock(entry.pk, work_order.pk, line.pk, None, at, chargeable)


@transaction.atomic
def clock_on_indirect(
    *, site_id: UUID, reason: IndirectReason, actor: Actor, at: dt.datetime
) -> Clock:
    """Time that belongs to no car has a reason too.

    Raises NotFound ("site_not_found"), NotAllowed, RuleBroken ("clock_running").
    """
    site = network.site(site_id)
    require(can_work(actor, site.node))
    technician = account_of(actor)
    _check_free(technician, two_cars=False)
    entry = ClockEntry.objects.create(
        owner_node=site.node, technician_id=technician, indirect=reason, started_at=at
    )
    tell(
        ClockStarted(entry.pk, None, None, technician, str(reason), chargeable=False),
        actor=actor,
        at=at,
        subject=f"technician:{technician}",
        owner_node=site.node,
    )
    return Clock(entry.pk, None, None, reason, at, chargeable=False)


@transaction.atomic
def clock_off_indirect(*, actor: Actor, at: dt.datetime) -> int:
    """The clock that runs on no car is stopped; its minutes are returned.

    Raises NotFound ("no_clock_running").
    """
    technician = account_of(actor)
    entry = (
        ClockEntry.objects.running().filter(technician_id=technician, line=None).locked().first()
    )
    if entry is None:
        raise NotFound("no_clock_running", _("No such clock of yours is running."))
    require(can_work(actor, entry.owner_node))
    return stop_indirect(entry, actor=actor, at=at)


@transaction.atomic
def pause(
    *, work_order_id: UUID, reason: PauseReason, note: str, actor: Actor, at: dt.datetime
) -> None:
    """A pause has a reason, which the board and the owner's page show at once.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_pause(actor, work_order))
    mine = ClockEntry.objects.running().filter(
        work_order=work_order, technician__pk=account_of(actor)
    )
    stopped = list(mine.locked())
    for entry in stopped:
        stop_clock(work_order, entry, ClockEnd.PAUSED, reason, actor=actor, at=at)
    others = ClockEntry.objects.running().filter(work_order=work_order).exists()
    if others and stopped:
        return
    if not LIFECYCLE.allows(State(work_order.state), Action.PAUSE) and stopped:
        return
    work_order.waits_for, work_order.wait_note = reason, note.strip()[:200]
    advance(work_order, Action.PAUSE, actor=actor, at=at, reason=str(reason))
    for entry in stopped:
        if entry.line:
            board.paused(work_order, entry.line, reason, note, actor=actor, at=at)
    board.waits(work_order, reason, note, actor=actor, at=at)
    if reason is PauseReason.PARTS:
        messages.waits_for_parts(work_order, actor=actor, at=at)


@transaction.atomic
def resume(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """What the car waited for is there; work may go on.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_pause(actor, work_order))
    advance(work_order, Action.RESUME, actor=actor, at=at)
    board.waits(work_order, None, "", actor=actor, at=at)


def stop_clock(
    work_order: WorkOrder,
    entry: ClockEntry,
    end: ClockEnd,
    reason: PauseReason | None,
    *,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Stop one running clock of a locked visit and tell it."""
    minutes = _stop(entry, end, str(reason or ""), at)
    event = ClockStopped(
        entry.pk,
        work_order.pk,
        entry.line_id,
        entry.technician_id,
        minutes,
        str(end),
        str(reason or ""),
    )
    tell_about(work_order, event, actor=actor, at=at)


def stop_indirect(entry: ClockEntry, *, actor: Actor, at: dt.datetime) -> int:
    """Stop a locked clock that runs on no car and tell it; its minutes are returned."""
    who = entry.technician_id
    minutes = _stop(entry, ClockEnd.ENDED, "", at)
    tell(
        ClockStopped(entry.pk, None, None, who, minutes, str(ClockEnd.ENDED), ""),
        actor=actor,
        at=at,
        subject=f"technician:{who}",
        owner_node=entry.owner_node,
    )
    return minutes


def stop_all(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """No clock runs on a car that has left or whose work is over."""
    for entry in ClockEntry.objects.running().filter(work_order=work_order).locked():
        stop_clock(work_order, entry, ClockEnd.ENDED, None, actor=actor, at=at)


def _work_begins(work_order: WorkOrder, line: Line, actor: Actor, at: dt.datetime) -> None:
    """The state follows what really happens, where the table knows a way."""
    state = State(work_order.state)
    if state is State.CHECKED_IN and line.kind == LineKind.DIAGNOSIS:
        advance(work_order, Action.DIAGNOSE, actor=actor, at=at)
    elif state is State.APPROVED:
        advance(work_order, Action.START, actor=actor, at=at)
    elif state is State.WAITING:
        advance(work_order, Action.RESUME, actor=actor, at=at)
    board.waits(work_order, None, "", actor=actor, at=at)
    board.started(work_order, line, actor=actor, at=at)


def _check_free(technician: UUID, *, two_cars: bool) -> None:
    """Asked one after the other per technician, so that two taps start one clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(technician)])
    running = list(ClockEntry.objects.running().filter(technician_id=technician))
    if running and not two_cars:
        sentence = _("Your clock runs already. Pause it first, or say that you work on two cars.")
        raise RuleBroken("clock_running", sentence)
    if len(running) > 1:
        raise RuleBroken("two_cars_already", _("You work on two cars already."))


def _stop(entry: ClockEntry, end: ClockEnd, reason: str, at: dt.datetime) -> int:
    entry.ended_at = max(at, entry.started_at)
    entry.end, entry.pause_reason = end, reason
    entry.save(update_fields=["ended_at", "end", "pause_reason"])
    return minutes_of([entry.pk], at)[entry.pk]


def reason_of(text: str) -> PauseReason:
    """The pause reason behind a code. Raises Invalid ("reason_missing")."""
    try:
        return PauseReason(text)
    except ValueError:
        sentence = _("Choose what the car waits for.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence}) from None
