"""What other contexts may ask of parts, and have done."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from seibi.contexts.parts import queries
from seibi.contexts.parts.contracts import (
    BackOrderInfo,
    KeptPart,
    MoveInfo,
    Origin,
    PartInfo,
    PlaceKind,
    Price,
    ReservedPart,
    Stock,
    Wanted,
)
from seibi.contexts.parts.operations import keeping, master, moving
from seibi.kernel.actor import Actor


def summaries(*, numbers: Iterable[str]) -> dict[str, PartInfo]:
    """What each part is, by number; unknown numbers are left out."""
    return queries.summaries(numbers=numbers)


def summaries_by_id(*, ids: Iterable[UUID]) -> dict[UUID, PartInfo]:
    """What each part is, by id; unknown ids are left out."""
    return queries.summaries_by_id(ids=ids)


def available(*, numbers: Iterable[str], node: str) -> dict[str, Decimal]:
    """How many of each part are free at a site; zero for what it does not have."""
    return queries.available(numbers=numbers, node=node)


def prices(*, numbers: Iterable[str], node: str, currency: str) -> dict[str, Price]:
    """The price that holds at a node: its own, else the nearest above; unpriced are left out."""
    return queries.prices(numbers=numbers, node=node, currency=currency)


def kept_for(*, subjects: Iterable[str]) -> list[KeptPart]:
    """Everything kept for these subjects."""
    return queries.kept_for(subjects=subjects)


def back_orders_for(*, subjects: Iterable[str]) -> list[BackOrderInfo]:
    """Everything these subjects still wait for."""
    return queries.back_orders_for(subjects=subjects)


def stock(*, numbers: Iterable[str], node: str) -> list[Stock]:
    """The balances of these parts at and below a node."""
    return queries.stock(numbers=numbers, node=node)


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
    """Keep parts for a subject; ``whole`` refuses what is short, else the rest goes on back order.

    Raises NotFound ("part_not_found", "place_not_found"), RuleBroken ("parts_short").
    """
    return keeping.reserve(
        subject=subject,
        node=node,
        wanted=wanted,
        needed_at=needed_at,
        whole=whole,
        actor=actor,
        at=at,
    )


def release(*, subject: str, actor: Actor, at: dt.datetime, line_id: UUID | None = None) -> int:
    """Free whatever is still kept or on order for a subject (or one line of it); how many rows."""
    return keeping.release(subject=subject, line_id=line_id, actor=actor, at=at)


def hand_over(*, from_subject: str, to_subject: str, actor: Actor, at: dt.datetime) -> int:
    """What was kept for one subject is kept for another; how many rows."""
    return keeping.hand_over(from_subject=from_subject, to_subject=to_subject, actor=actor, at=at)


def assign_to_line(
    *, subject: str, part_number: str, line_id: UUID, actor: Actor, at: dt.datetime
) -> int:
    """What is kept for a subject without a line is now kept for this line; how many rows."""
    return keeping.assign_to_line(
        subject=subject, part_number=part_number, line_id=line_id, actor=actor, at=at
    )


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
    """Hand parts to a job: what is kept for it first, then what is free.

    Raises NotFound, NotAllowed, RuleBroken ("parts_short").
    """
    return moving.issue(
        subject=subject,
        node=node,
        part_number=part_number,
        quantity=quantity,
        line_id=line_id,
        actor=actor,
        at=at,
    )


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
    """Put unused parts of a job back on the shelf; never more than were issued to it."""
    return moving.take_back(
        subject=subject,
        node=node,
        part_number=part_number,
        quantity=quantity,
        line_id=line_id,
        actor=actor,
        at=at,
    )


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
    """Put parts on the shelf; who has waited longest gets them first."""
    return moving.receive(
        part_number=part_number,
        node=node,
        place_code=place_code,
        quantity=quantity,
        reason=reason,
        actor=actor,
        at=at,
    )


def add_part(
    *,
    number: str,
    name: dict[str, str],
    actor: Actor,
    at: dt.datetime,
    origin: Origin = Origin.OEM,
    maker: str = "",
    unit: str = "pc",
) -> PartInfo:
    """A part number names one part; adding it again changes nothing and returns it."""
    return master.add_part(
        number=number, name=name, origin=origin, maker=maker, unit=unit, actor=actor, at=at
    )


def open_place(
    *, node: str, code: str, actor: Actor, at: dt.datetime, kind: PlaceKind = PlaceKind.STORE
) -> UUID:
    """A code names one place per site; opening it again changes nothing and returns it."""
    return master.open_place(node=node, code=code, kind=kind, actor=actor, at=at)


def set_price(
    *,
    part_number: str,
    node: str,
    net: Decimal,
    currency: str,
    actor: Actor,
    at: dt.datetime,
) -> Price:
    """The price of a part at a node and below it, until it is set again."""
    return master.set_price(
        part_number=part_number, node=node, net=net, currency=currency, actor=actor, at=at
    )
