"""Everything that reads parts and stock for a screen, another context or an API."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Sum

from seibi.contexts.parts.contracts import (
    NEEDS_WRITTEN_CONSENT,
    SEE,
    BackOrderInfo,
    BackOrderState,
    KeptPart,
    MoveInfo,
    MoveKind,
    Origin,
    PartInfo,
    Price,
    ReservationState,
    Stock,
)
from seibi.contexts.parts.domain.stock import nearest_node
from seibi.contexts.parts.models import BackOrder, Balance, Move, Part, PartPrice, PartReservation
from seibi.kernel.actor import Actor
from seibi.kernel.rows import under
from seibi.kernel.text import translated


def summaries(*, numbers: Iterable[str]) -> dict[str, PartInfo]:
    """What each part is, by number; unknown numbers are left out. One query."""
    return {p.number: part_info(p) for p in Part.objects.filter(number__in=set(numbers))}


def summaries_by_id(*, ids: Iterable[UUID]) -> dict[UUID, PartInfo]:
    """What each part is, by id; unknown ids are left out. One query."""
    return {p.pk: part_info(p) for p in Part.objects.filter(pk__in=set(ids))}


def find(*, actor: Actor, query: str, limit: int = 20) -> list[PartInfo]:
    """Parts whose number begins with what was typed, for people who may see stock. One query."""
    if not actor.nodes(SEE):
        return []
    rows = Part.objects.filter(number__istartswith=query.strip()).order_by("number")[:limit]
    return [part_info(p) for p in rows]


def available(*, numbers: Iterable[str], node: str) -> dict[str, Decimal]:
    """How many of each part are free at and below a node. One query."""
    wanted = set(numbers)
    rows = (
        Balance.objects.filter(under(node), part__number__in=wanted)
        .values("part__number")
        .annotate(free=Sum(F("on_hand") - F("reserved")))
    )
    found = {row["part__number"]: row["free"] for row in rows}
    return {number: found.get(number, Decimal(0)) for number in wanted}


def stock(*, numbers: Iterable[str], node: str) -> list[Stock]:
    """The balances at and below a node. One query."""
    rows = (
        Balance.objects.filter(under(node), part__number__in=set(numbers))
        .select_related("part", "place")
        .order_by("part__number", "place__code")
    )
    return [_stock(row) for row in rows]


def shelf(*, actor: Actor, node: str, low_only: bool = False) -> list[Stock]:
    """Everything that lies at a node, for people who may see its stock. One query."""
    rows = (
        Balance.objects.visible_to(actor)
        .filter(under(node))
        .select_related("part", "place")
        .order_by("part__number", "place__code")
    )
    if low_only:
        rows = rows.filter(on_hand__lte=F("reserved"))
    return [_stock(row) for row in rows[:500]]


def prices(*, numbers: Iterable[str], node: str, currency: str) -> dict[str, Price]:
    """The price of a node: its own, else the nearest above; unpriced are left out. One query."""
    rows = PartPrice.objects.filter(
        part__number__in=set(numbers), currency=currency
    ).select_related("part")
    by_part: defaultdict[str, dict[str, PartPrice]] = defaultdict(dict)
    for row in rows:
        by_part[row.part.number][row.owner_node] = row
    found: dict[str, Price] = {}
    for number, candidates in by_part.items():
        nearest = nearest_node(node, tuple(candidates))
        if nearest is not None:
            found[number] = Price(number, candidates[nearest].net, currency)
    return found


def kept_for(*, subjects: Iterable[str]) -> list[KeptPart]:
    """Everything kept for or issued to these subjects. One query."""
    rows = (
        PartReservation.objects.filter(subject__in=set(subjects))
        .exclude(state=ReservationState.RELEASED)
        .select_related("part", "place")
        .order_by("reserved_at", "pk")
    )
    return [
        KeptPart(
            reservation_id=row.pk,
            part_number=row.part.number,
            name=translated(row.part.name),
            subject=row.subject,
            line_id=row.line_id,
            quantity=row.quantity,
            issued=row.issued,
            state=ReservationState(row.state),
            place_code=row.place.code,
            needed_at=row.needed_at,
        )
        for row in rows
    ]


def back_orders_for(*, subjects: Iterable[str]) -> list[BackOrderInfo]:
    """What these subjects still wait for, the earliest needed first. One query."""
    rows = (
        BackOrder.objects.filter(subject__in=set(subjects), state=BackOrderState.OPEN)
        .select_related("part")
        .order_by("needed_at", "pk")
    )
    return [_back_order(row) for row in rows]


def back_orders(*, actor: Actor, node: str) -> list[BackOrderInfo]:
    """Everything a node waits for, with the day it is needed. One query."""
    rows = (
        BackOrder.objects.visible_to(actor)
        .filter(under(node), state=BackOrderState.OPEN)
        .select_related("part")
        .order_by("needed_at", "pk")
    )
    return [_back_order(row) for row in rows]


def move_info(row: Move) -> MoveInfo:
    """One ledger line as a value; part and place are loaded with it."""
    return MoveInfo(
        id=row.pk,
        part_number=row.part.number,
        place_code=row.place.code,
        kind=MoveKind(row.kind),
        quantity=row.quantity,
        subject=row.subject,
        line_id=row.line_id,
        moved_at=row.moved_at,
    )


def part_info(row: Part) -> PartInfo:
    """One part as a value, its name in the reader's language."""
    origin = Origin(row.origin)
    return PartInfo(
        id=row.pk,
        number=row.number,
        name=translated(row.name),
        names=row.name,
        origin=origin,
        maker=row.maker,
        unit=row.unit,
        needs_consent=origin in NEEDS_WRITTEN_CONSENT,
    )


def _stock(row: Balance) -> Stock:
    return Stock(row.part.number, row.place.code, row.owner_node, row.on_hand, row.reserved)


def _back_order(row: BackOrder) -> BackOrderInfo:
    return BackOrderInfo(
        id=row.pk,
        part_number=row.part.number,
        name=translated(row.part.name),
        subject=row.subject,
        line_id=row.line_id,
        quantity=row.quantity,
        state=BackOrderState(row.state),
        needed_at=row.needed_at,
        expected_at=row.expected_at,
    )
