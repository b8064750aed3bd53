"""Keeping parts for a job, and setting them free again on every way the job can end."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.parts.contracts import (
    BackOrderState,
    ReservationState,
    ReservedPart,
    Wanted,
)
from seibi.contexts.parts.events import PartsHandedOver, PartsReleased, PartsReserved
from seibi.contexts.parts.models import BackOrder, Balance, Part, PartReservation
from seibi.contexts.parts.operations.shelf import (
    known_parts,
    locked_balances,
    main_place,
    positive,
    shift,
    spread,
)
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken
from seibi.kernel.journal.tell import tell


@transaction.atomic
def reserve(
    *,
    subject: str,
    node: str,
    wanted: Sequence[Wanted],
    needed_at: dt.datetime | None,
    whole: bool = True,
    actor: Actor,
    at: dt.datetime,
) -> list[ReservedPart]:
    """Two jobs never keep the same part; ``whole`` refuses what is short, else it is ordered.

    Raises NotFound ("part_not_found", "place_not_found"), Invalid, RuleBroken ("parts_short").
    """
    parts = known_parts(item.part_number for item in wanted)
    balances = locked_balances(node, (part.pk for part in parts.values()))
    answers = []
    for item in wanted:
        part = parts[item.part_number]
        takes, missing = spread(positive(item.quantity), balances[part.pk])
        if missing and whole:
            raise _short(item, missing)
        for balance, quantity in takes:
            _keep(balance, part, quantity, subject, item.line_id, needed_at, at)
        if missing:
            _order(part, node, missing, subject, item.line_id, needed_at, at)
        reserved = item.quantity - missing
        answers.append(ReservedPart(part.number, item.line_id, reserved, missing, None))
        tell(
            PartsReserved(subject, part.number, reserved, missing),
            actor=actor,
            at=at,
            subject=subject,
            owner_node=node,
        )
    return answers


@transaction.atomic
def release(*, subject: str, actor: Actor, at: dt.datetime, line_id: UUID | None = None) -> int:
    """Whatever a job still keeps or waits for (or one line of it) is free again; how many rows."""
    held = PartReservation.objects.filter(subject=subject, state=ReservationState.HELD)
    waiting = BackOrder.objects.filter(subject=subject, state=BackOrderState.OPEN)
    if line_id is not None:
        held, waiting = held.filter(line_id=line_id), waiting.filter(line_id=line_id)
    pairs = set(held.values_list("part_id", "place_id"))
    balances = _lock_pairs(pairs)
    rows = list(held.locked())
    for row in rows:
        rest = row.quantity - row.issued
        shift(balances[row.part_id, row.place_id], on_hand=Decimal(0), reserved=-rest)
        row.state = ReservationState.ISSUED if row.issued else ReservationState.RELEASED
        row.save(update_fields=["state"])
    ordered = waiting.update(state=BackOrderState.CANCELLED)
    if rows or ordered:
        node = rows[0].owner_node if rows else _node_of(subject)
        tell(
            PartsReleased(subject, len(rows), ordered),
            actor=actor,
            at=at,
            subject=subject,
            owner_node=node,
        )
    return len(rows) + ordered


@transaction.atomic
def hand_over(*, from_subject: str, to_subject: str, actor: Actor, at: dt.datetime) -> int:
    """What was kept for an appointment is kept for its visit, never free between; how many rows."""
    rows = list(PartReservation.objects.filter(subject=from_subject).locked())
    ordered = list(BackOrder.objects.filter(subject=from_subject).locked())
    PartReservation.objects.filter(subject=from_subject).update(subject=to_subject)
    BackOrder.objects.filter(subject=from_subject).update(subject=to_subject)
    if count := len(rows) + len(ordered):
        tell(
            PartsHandedOver(from_subject, to_subject, count),
            actor=actor,
            at=at,
            subject=to_subject,
            owner_node=(rows[0] if rows else ordered[0]).owner_node,
        )
        return count
    return 0


@transaction.atomic
def assign_to_line(
    *, subject: str, part_number: str, line_id: UUID, actor: Actor, at: dt.datetime
) -> int:
    """A part kept for the whole visit belongs to one line of it from now on."""
    rows = PartReservation.objects.filter(
        subject=subject, part__number=part_number, line_id=None, state=ReservationState.HELD
    )
    node = rows.values_list("owner_node", flat=True).first()
    count = rows.update(line_id=line_id)
    count += BackOrder.objects.filter(
        subject=subject, part__number=part_number, line_id=None, state=BackOrderState.OPEN
    ).update(line_id=line_id)
    if count and node:
        tell(
            PartsHandedOver(subject, subject, count),
            actor=actor,
            at=at,
            subject=subject,
            owner_node=node,
        )
    return count


def _lock_pairs(pairs: set[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Balance]:
    rows = Balance.objects.filter(
        part_id__in={part for part, _place in pairs}, place_id__in={place for _part, place in pairs}
    ).locked()
    return {(row.part_id, row.place_id): row for row in rows}


def _node_of(subject: str) -> str:
    return BackOrder.objects.filter(subject=subject).values_list("owner_node", flat=True)[0]


def _keep(
    balance: Balance,
    part: Part,
    quantity: Decimal,
    subject: str,
    line_id: UUID | None,
    needed_at: dt.datetime | None,
    at: dt.datetime,
) -> None:
    shift(balance, on_hand=Decimal(0), reserved=quantity)
    PartReservation.objects.create(
        owner_node=balance.owner_node,
        part=part,
        place_id=balance.place_id,
        subject=subject,
        line_id=line_id,
        quantity=quantity,
        needed_at=needed_at,
        reserved_at=at,
    )


def _order(
    part: Part,
    node: str,
    missing: Decimal,
    subject: str,
    line_id: UUID | None,
    needed_at: dt.datetime | None,
    at: dt.datetime,
) -> None:
    place = main_place(node)
    BackOrder.objects.create(
        owner_node=place.owner_node,
        part=part,
        place=place,
        subject=subject,
        line_id=line_id,
        quantity=missing,
        needed_at=needed_at,
        ordered_at=at,
    )


def _short(item: Wanted, missing: Decimal) -> RuleBroken:
    sentence = _(
        "Part %(number)s is short: %(missing)s more would be needed than are free here. "
        "Take fewer, or put the rest on order."
    )
    return RuleBroken(
        "parts_short",
        sentence % {"number": item.part_number, "missing": f"{missing.normalize():f}"},
        part_number=item.part_number,
        missing=str(missing),
        free=str(item.quantity - missing),
    )
