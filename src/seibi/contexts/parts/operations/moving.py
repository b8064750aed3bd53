"""Parts coming in and going out: every change of what lies on the shelf is one ledger line."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from seibi.contexts.parts.contracts import (
    BackOrderState,
    MoveInfo,
    MoveKind,
    ReservationState,
)
from seibi.contexts.parts.domain.stock import split
from seibi.contexts.parts.events import (
    BackOrderArrived,
    BackOrderExpected,
    PartsIssued,
    PartsReceived,
    PartsReturned,
    StockCounted,
)
from seibi.contexts.parts.models import BackOrder, Balance, Move, Part, PartReservation, Place
from seibi.contexts.parts.operations.shelf import (
    known_parts,
    locked_balance,
    locked_balances,
    positive,
    shift,
    write_move,
)
from seibi.contexts.parts.permissions import can_issue, can_manage
from seibi.contexts.parts.queries import move_info
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def issue(
    *,
    subject: str,
    node: str,
    part_number: str,
    quantity: Decimal,
    line_id: UUID | None,
    actor: Actor,
    at: dt.datetime,
) -> MoveInfo:
    """A job gets what was kept for it first, then what is free, from one place.

    Raises NotFound ("part_not_found"), NotAllowed, Invalid, RuleBroken ("parts_short").
    """
    part = known_parts([part_number])[part_number]
    balances = locked_balances(node, [part.pk])[part.pk]
    require(can_issue(actor, node))
    kept = _kept_rows(subject, part, line_id)
    balance = _place_to_take_from(positive(quantity), balances, kept)
    own = [row for row in kept if row.place_id == balance.place_id]
    from_kept = _use_up(own, quantity)
    shift(balance, on_hand=-quantity, reserved=-from_kept)
    move = write_move(
        balance,
        part=part,
        kind=MoveKind.ISSUE,
        quantity=-quantity,
        subject=subject,
        line_id=line_id,
        actor=actor,
        at=at,
    )
    tell(
        PartsIssued(subject, part.number, quantity, line_id),
        actor=actor,
        at=at,
        subject=subject,
        owner_node=node,
    )
    return move_info(move)


@transaction.atomic
def take_back(
    *,
    subject: str,
    node: str,
    part_number: str,
    quantity: Decimal,
    line_id: UUID | None,
    actor: Actor,
    at: dt.datetime,
) -> MoveInfo:
    """Never more comes back from a job than it was given.

    Raises NotFound ("part_not_found"), NotAllowed, Invalid, RuleBroken ("more_than_issued").
    """
    part = known_parts([part_number])[part_number]
    require(can_issue(actor, node))
    moves = Move.objects.filter(subject=subject, part=part, line_id=line_id)
    last = moves.filter(kind=MoveKind.ISSUE).select_related("place").order_by("-moved_at").first()
    if last is None:
        raise _more_than_issued(part)
    balance = locked_balance(part, last.place)
    out = -(moves.aggregate(sum=Sum("quantity"))["sum"] or Decimal(0))
    if positive(quantity) > out:
        raise _more_than_issued(part)
    shift(balance, on_hand=quantity, reserved=Decimal(0))
    move = write_move(
        balance,
        part=part,
        kind=MoveKind.RETURN,
        quantity=quantity,
        subject=subject,
        line_id=line_id,
        actor=actor,
        at=at,
    )
    tell(
        PartsReturned(subject, part.number, quantity),
        actor=actor,
        at=at,
        subject=subject,
        owner_node=node,
    )
    return move_info(move)


@transaction.atomic
def receive(
    *,
    part_number: str,
    node: str,
    place_code: str,
    quantity: Decimal,
    actor: Actor,
    at: dt.datetime,
    reason: str = "",
) -> MoveInfo:
    """What comes in goes to whom has waited longest; the rest is free.

    Raises NotFound ("part_not_found", "place_not_found"), NotAllowed, Invalid.
    """
    part = known_parts([part_number])[part_number]
    place = _place(node, place_code)
    balance = locked_balance(part, place)
    require(can_manage(actor, node))
    shift(balance, on_hand=positive(quantity), reserved=Decimal(0))
    move = write_move(
        balance,
        part=part,
        kind=MoveKind.RECEIVE,
        quantity=quantity,
        reason=reason,
        actor=actor,
        at=at,
    )
    tell(
        PartsReceived(part.number, place.code, quantity),
        actor=actor,
        at=at,
        subject=f"part:{part.pk}",
        owner_node=place.owner_node,
    )
    _serve_waiting(balance, part, actor, at)
    return move_info(move)


@transaction.atomic
def count(
    *,
    part_number: str,
    node: str,
    place_code: str,
    counted: Decimal,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> Decimal:
    """The ledger follows the shelf; it never drops below what is kept for jobs.

    Raises NotFound, NotAllowed, RuleBroken ("counted_below_reserved"). Returns the difference.
    """
    part = known_parts([part_number])[part_number]
    balance = locked_balance(part, _place(node, place_code))
    require(can_manage(actor, node))
    if counted < balance.reserved:
        raise RuleBroken(
            "counted_below_reserved",
            _("More of this part is kept for jobs than was counted. Free a job's part first."),
            reserved=str(balance.reserved),
        )
    difference = counted - balance.on_hand
    if difference:
        shift(balance, on_hand=difference, reserved=Decimal(0))
        write_move(
            balance,
            part=part,
            kind=MoveKind.COUNT,
            quantity=difference,
            reason=reason,
            actor=actor,
            at=at,
        )
    tell(
        StockCounted(part.number, place_code, difference),
        actor=actor,
        at=at,
        subject=f"part:{part.pk}",
        owner_node=balance.owner_node,
    )
    return difference


@transaction.atomic
def expect(*, back_order_id: UUID, expected_at: dt.datetime, actor: Actor, at: dt.datetime) -> None:
    """Whoever waits for a part knows the day it is expected.

    Raises NotFound ("back_order_not_found"), NotAllowed.
    """
    waiting = BackOrder.objects.filter(state=BackOrderState.OPEN).visible_to(actor).locked()
    row = waiting.filter(pk=back_order_id).first()
    if row is None:
        raise NotFound("back_order_not_found", _("This order is no longer open."))
    require(can_manage(actor, row.owner_node))
    row.expected_at = expected_at
    row.save(update_fields=["expected_at"])
    number = Part.objects.values_list("number", flat=True).get(pk=row.part_id)
    tell(
        BackOrderExpected(row.subject, number, expected_at.isoformat()),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )


def _serve_waiting(balance: Balance, part: Part, actor: Actor, at: dt.datetime) -> None:
    rows = list(
        BackOrder.objects.filter(
            part=part, place_id=balance.place_id, state=BackOrderState.OPEN
        ).locked()
    )
    for row in sorted(rows, key=lambda r: (r.needed_at or r.ordered_at, r.ordered_at)):
        kept, missing = split(row.quantity, balance.on_hand - balance.reserved)
        if not kept:
            return
        shift(balance, on_hand=Decimal(0), reserved=kept)
        _keep_arrived(row, kept, at)
        row.quantity, row.state = (
            (missing, BackOrderState.OPEN) if missing else (row.quantity, BackOrderState.ARRIVED)
        )
        row.save(update_fields=["quantity", "state"])
        others = BackOrder.objects.filter(subject=row.subject, state=BackOrderState.OPEN)
        tell(
            BackOrderArrived(row.subject, part.number, kept, others.exists()),
            actor=actor,
            at=at,
            subject=row.subject,
            owner_node=row.owner_node,
        )


def _keep_arrived(row: BackOrder, kept: Decimal, at: dt.datetime) -> None:
    PartReservation.objects.create(
        owner_node=row.owner_node,
        part_id=row.part_id,
        place_id=row.place_id,
        subject=row.subject,
        line_id=row.line_id,
        quantity=kept,
        needed_at=row.needed_at,
        reserved_at=at,
    )


def _kept_rows(subject: str, part: Part, line_id: UUID | None) -> list[PartReservation]:
    """What is kept of a part for this job: for this line first, then for the job as a whole."""
    rows = PartReservation.objects.filter(
        subject=subject, part=part, state=ReservationState.HELD
    ).locked()
    return sorted(
        (row for row in rows if row.line_id in (line_id, None)),
        key=lambda row: row.line_id is None,
    )


def _place_to_take_from(
    quantity: Decimal, balances: list[Balance], kept: list[PartReservation]
) -> Balance:
    """A balance with enough free or kept for this job; kept ones are looked at first."""

    def takeable(balance: Balance) -> Decimal:
        own = sum(
            (r.quantity - r.issued for r in kept if r.place_id == balance.place_id), Decimal(0)
        )
        return balance.on_hand - balance.reserved + own

    first = {row.place_id for row in kept}
    for balance in sorted(balances, key=lambda b: b.place_id not in first):
        if takeable(balance) >= quantity:
            return balance
    free = max((takeable(balance) for balance in balances), default=Decimal(0))
    raise RuleBroken(
        "parts_short",
        _("There are not enough of this part here. Issue fewer, or wait for the order."),
        free=str(free),
    )


def _use_up(kept: list[PartReservation], quantity: Decimal) -> Decimal:
    """Mark what was kept as issued; how much of the quantity came from it."""
    used = Decimal(0)
    for row in kept:
        take = min(row.quantity - row.issued, quantity - used)
        if take <= 0:
            break
        row.issued += take
        if row.issued == row.quantity:
            row.state = ReservationState.ISSUED
        row.save(update_fields=["issued", "state"])
        used += take
    return used


def _place(node: str, code: str) -> Place:
    place = Place.objects.filter(owner_node=node, code=code).first()
    if place is None:
        raise NotFound("place_not_found", _("This site has no such place."))
    return place


def _more_than_issued(part: Part) -> RuleBroken:
    sentence = _("No more of part %(number)s can come back than was issued to this job.")
    return RuleBroken("more_than_issued", sentence % {"number": part.number})
