"""The quality gate: somebody looks at finished work before the car may be called ready."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import Action, Grade, LineState, State
from seibi.contexts.work_orders.contracts.quality import Cause, RepairLevel
from seibi.contexts.work_orders.domain.guarantee import needed_certificate, speed
from seibi.contexts.work_orders.domain.quality import Look, is_checked
from seibi.contexts.work_orders.events import CarReady
from seibi.contexts.work_orders.events.floor import ComebackFound, LineFinished, WorkChecked
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.models.quality import Comeback, QualityCheck
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import board, messages
from seibi.contexts.work_orders.operations.loading import (
    account_of,
    account_or_none,
    line_of,
    locked_work_order,
    said,
)
from seibi.contexts.work_orders.operations.moving import advance, tell_about
from seibi.contexts.work_orders.operations.work import take_back_line
from seibi.contexts.work_orders.permissions import can_check
from seibi.contexts.work_orders.queries import estimates
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken, require
from seibi.kernel.files import store
from seibi.kernel.text import translated

FASTEST = 130  # km an hour on a road test; more is a slip of the finger
LOOKS_ARE_POSSIBLE = (State.IN_WORK, State.WAITING, State.QUALITY_CHECK)


@transaction.atomic
def check_work(  # noqa: PLR0913 - all that a look says, each part asked of its grade
    *,
    work_order_id: UUID,
    line_id: UUID,
    passed: bool,
    remarks: str,
    photo: bytes | None,
    road_km: Decimal | None,
    actor: Actor,
    at: dt.datetime,
    road_minutes: int | None = None,
    cause: Cause = Cause.OTHER,
) -> State:
    """The look its grade asks for; a fail is a comeback with its cause, the last pass makes the
    car ready, unless a certificate is still to be signed.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "line_not_done"), Invalid
    ("remarks_missing", "photo_missing", "distance_missing", "road_test_too_fast").
    """
    work_order = locked_work_order(work_order_id, actor)
    line = line_of(work_order, line_id)
    grade = Grade(line.grade or Grade.SELF_PHOTO)
    by = account_or_none(actor)
    require(can_check(actor, work_order, grade, by=by, doers=doers_of(line)))
    if State(work_order.state) not in LOOKS_ARE_POSSIBLE:
        sentence = _("This car is not being checked now.")
        raise RuleBroken("wrong_state", sentence, state=work_order.state)
    if line.state != LineState.DONE:
        raise RuleBroken("line_not_done", _("This line is not done, so there is nothing to check."))
    _check_complete(grade, passed=passed, remarks=remarks, photo=photo)
    if passed and grade is Grade.ROAD_TEST:
        _check_road(road_km, road_minutes)

    look = QualityCheck.objects.create(
        work_order=work_order,
        line=line,
        round=work_order.quality_round,
        grade=grade,
        passed=passed,
        remarks=remarks.strip(),
        photo_file_id=_keep(work_order, photo, at),
        road_km=road_km,
        road_minutes=road_minutes,
        checked_by_id=account_of(actor),
        checked_at=at,
    )
    event = WorkChecked(work_order.pk, line.pk, str(grade), passed, work_order.quality_round)
    tell_about(work_order, event, actor=actor, at=at)
    if not passed:
        _send_back(work_order, line, look, cause, actor, at)
    elif State(work_order.state) is State.QUALITY_CHECK and not missing_for_ready(work_order):
        make_ready(work_order, actor, at)
    return State(work_order.state)


@transaction.atomic
def pass_gate(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A car whose every finished line was looked at is ready.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "unchecked_work",
    "certificate_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    nobody: frozenset[UUID] = frozenset()
    by = account_or_none(actor)
    require(can_check(actor, work_order, Grade.SELF_PHOTO, by=by, doers=nobody))
    if missing := unchecked(work_order):
        titles = ", ".join(translated(line.title) for line in missing)
        sentence = _("Nobody has checked this yet: %(lines)s.") % {"lines": titles}
        raise RuleBroken("unchecked_work", sentence, lines=[str(line.pk) for line in missing])
    if needed_level(work_order):
        sentence = _("The certificate of repair is missing. An inspector signs it.")
        raise RuleBroken("certificate_missing", sentence)
    make_ready(work_order, actor, at)


def doers_of(line: Line) -> frozenset[UUID]:
    """Everybody who worked on a line: by the clock, or by calling it done."""
    clocked = (
        ClockEntry.objects.standing().filter(line=line).values_list("technician_id", flat=True)
    )
    finished = {line.finished_by_id} if line.finished_by_id else set()
    return frozenset(clocked) | finished


def unchecked(work_order: WorkOrder) -> list[Line]:
    """Finished lines that still need their look."""
    missing = []
    for line in estimates.current_lines(work_order):
        if line.state != LineState.DONE or not line.grade:
            continue
        rows = QualityCheck.objects.filter(line=line)
        looks = [Look(Grade(r.grade), r.passed, r.checked_by_id, r.checked_at) for r in rows]
        grade = Grade(line.grade)
        if not is_checked(grade, looks, finished_at=line.finished_at, doers=doers_of(line)):
            missing.append(line)
    return missing


def needed_level(work_order: WorkOrder) -> RepairLevel | None:
    """How deep the repair is that an inspector has to sign for; None where the law asks nothing."""
    done = [
        line.operation_code
        for line in estimates.current_lines(work_order)
        if line.state == LineState.DONE and line.operation_code
    ]
    return needed_certificate(network.site(work_order.site_id).country, done)


def missing_for_ready(work_order: WorkOrder) -> bool:
    """Whether somebody still has to look, or to sign, before the car is ready."""
    return bool(unchecked(work_order)) or needed_level(work_order) is not None


def make_ready(work_order: WorkOrder, actor: Actor, at: dt.datetime) -> None:
    work_order.ready_at = at
    advance(work_order, Action.PASS, actor=actor, at=at)
    board.ready(work_order, actor=actor, at=at)
    messages.car_ready(work_order, actor=actor, at=at)
    event = CarReady(
        work_order.pk, work_order.site_id, work_order.first_promise_at, work_order.promise_at, at
    )
    tell_about(work_order, event, actor=actor, at=at)


def _send_back(
    work_order: WorkOrder,
    line: Line,
    look: QualityCheck,
    cause: Cause,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """An internal comeback: the line is open for work again, and the round counts one up."""
    Comeback.objects.create(
        work_order=work_order,
        line=line,
        check_row=look,
        round=work_order.quality_round,
        reason=look.remarks,
        cause=cause,
        doer_id=line.finished_by_id,
        found_at=at,
    )
    event = ComebackFound(work_order.pk, line.pk, work_order.quality_round)
    tell_about(work_order, event, actor=actor, at=at)
    take_back_line(line)
    tell_about(work_order, LineFinished(work_order.pk, line.pk, done=False), actor=actor, at=at)
    work_order.quality_round += 1
    work_order.save(update_fields=["quality_round"])
    if State(work_order.state) is State.QUALITY_CHECK:
        advance(work_order, Action.FAIL, actor=actor, at=at, reason=look.remarks)
        board.returned(work_order, actor=actor, at=at)


def _check_complete(grade: Grade, *, passed: bool, remarks: str, photo: bytes | None) -> None:
    if not passed:
        said(remarks, "remarks", _("Say what has to be done again."))
        return
    if grade is Grade.SELF_PHOTO and not photo:
        sentence = _("Take a photo of the finished work.")
        raise Invalid("photo_missing", sentence, errors={"photo": sentence})


def _check_road(km: Decimal | None, minutes: int | None) -> None:
    """A road test has a distance, and a time that fits it where one was typed."""
    if not (km and km > 0):
        sentence = _("Type how far you drove.")
        raise Invalid("distance_missing", sentence, errors={"road_km": sentence})
    if minutes is not None and not 0 < speed(km, max(minutes, 1)) <= FASTEST:
        sentence = _("Distance and time of the road test do not fit together.")
        raise Invalid("road_test_too_fast", sentence, errors={"road_minutes": sentence})


def _keep(work_order: WorkOrder, photo: bytes | None, at: dt.datetime) -> UUID | None:
    if not photo:
        return None
    kept = store.keep(
        photo,
        subject=f"work_order_check:{work_order.pk}",
        owner_node=work_order.owner_node,
        accept=("image/jpeg", "image/png", "image/webp"),
        at=at,
    )
    return kept.id
