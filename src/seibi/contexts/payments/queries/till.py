"""The till of a site: its open day, its closed days, and what the seal is over."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from seibi.contexts.payments.contracts import (
    SEE,
    DayEndInfo,
    Method,
    MovementKind,
    OpenItem,
    TenderDay,
    TillInfo,
)
from seibi.contexts.payments.domain import day_end
from seibi.contexts.payments.models import DayEnd, Movement
from seibi.contexts.payments.permissions import can_reopen
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.money import Money

AMOUNTS = ("taken", "given_back", "corrected", "drawer")


def till(*, actor: Actor, node: str, today: dt.date, currency: str) -> TillInfo:
    """The open day of a till, in two SQL queries. Raises NotFound for those who may not know."""
    if not actor.may(SEE, at_node=node):
        raise NotFound("till_not_found")
    last = DayEnd.objects.filter(owner_node=node).standing().first()
    opening = Money(last.stays if last else Decimal(0), currency)
    tenders = tenders_of(_open_lines(node, currency), currency)
    return TillInfo(
        node=node,
        day=today,
        currency=currency,
        opening_float=opening,
        tenders=tuple(tender_day(each) for each in tenders),
        expected_cash=day_end.expected_cash(opening, tenders),
        expected_cards=day_end.expected_cards(tenders, currency),
        is_closed=last is not None and last.day >= today,
        last=last.pk if last else None,
    )


def in_the_drawer(node: str, currency: str) -> Money:
    """The cash that should be there now."""
    last = DayEnd.objects.filter(owner_node=node).standing().first()
    opening = Money(last.stays if last else Decimal(0), currency)
    return day_end.expected_cash(opening, tenders_of(_open_lines(node, currency), currency))


def day_ends(*, actor: Actor, node: str, limit: int = 31) -> list[DayEndInfo]:
    """The last closed days, the newest first, those that were opened again among them."""
    rows = list(DayEnd.objects.visible_to(actor).filter(owner_node=node)[:limit])
    return [day_end_of(row, actor) for row in rows]


def day_end_info(*, actor: Actor, day_end_id: UUID) -> DayEndInfo:
    """One closed day. Raises NotFound for those who may not know of it."""
    row = DayEnd.objects.visible_to(actor).filter(pk=day_end_id).first()
    if row is None:
        raise NotFound("day_end_not_found")
    return day_end_of(row, actor)


def tenders_of(rows: QuerySet[Movement], currency: str) -> tuple[day_end.Tender, ...]:
    """Lines of the book by tender. One SQL query."""
    lines = (
        day_end.Line(MovementKind(kind), Method(method), Money(amount, currency))
        for kind, method, amount in rows.values_list("kind", "method", "amount")
    )
    return day_end.by_tender(lines, currency)


def day_end_of(row: DayEnd, actor: Actor) -> DayEndInfo:
    """A closed day as a value."""

    def money(amount: Decimal | str) -> Money:
        return Money(Decimal(amount), row.currency)

    return DayEndInfo(
        id=row.pk,
        node=row.owner_node,
        number=row.number,
        day=row.day,
        opening_float=money(row.opening_float),
        tenders=_unstored(row.expected, row.currency),
        pieces={name: Decimal(pieces) for name, pieces in row.counted.items()},
        expected_cash=money(row.expected_cash),
        counted_cash=money(row.counted_cash),
        card_slips=None if row.card_slips is None else money(row.card_slips),
        stays=money(row.stays),
        reason=row.reason,
        open_items=tuple(
            OpenItem(
                item["kind"],
                item["words"],
                item["subject"],
                money(item["amount"]) if item["amount"] else None,
            )
            for item in row.open_items
        ),
        closed_by=row.closed_by_name,
        closed_at=row.closed_at,
        sha256=row.sha256,
        before=row.before,
        reopened_at=row.reopened_at,
        reopened_reason=row.reopened_reason,
        may_reopen=row.reopened_at is None and bool(can_reopen(actor, row.owner_node)),
    )


def stored(tenders: Iterable[day_end.Tender]) -> list[dict[str, Any]]:
    """Tenders as they are kept on the record."""
    return [
        {
            "method": str(each.method),
            "count": each.count,
            **{name: f"{getattr(each, name).amount.normalize():f}" for name in AMOUNTS},
        }
        for each in tenders
    ]


def sealed(row: DayEnd) -> dict[str, Any]:
    """Everything that the seal of a day is over."""
    names = (
        "owner_node",
        "number",
        "day",
        "currency",
        "opening_float",
        "expected",
        "counted",
        "expected_cash",
        "counted_cash",
        "card_slips",
        "stays",
        "reason",
        "open_items",
        "closed_by",
        "closed_by_name",
    )
    return {name: getattr(row, name) for name in names} | {
        "closed_at": row.closed_at.astimezone(dt.UTC).isoformat()
    }


def text_of(row: DayEnd) -> str:
    """The record as the plain text that was signed."""
    lines = [f"{name}: {value}" for name, value in sealed(row).items()]
    return "\n".join([*lines, f"sha256: {row.sha256}"])


def holds(rows: Sequence[DayEnd]) -> bool:
    """Whether the seals of a till's days, oldest first, are what their records and order say."""
    before = ""
    for row in rows:
        if row.before != before or row.sha256 != day_end.seal(sealed(row), before):
            return False
        before = row.sha256
    return True


def tender_day(each: day_end.Tender) -> TenderDay:
    """A tender as screens see it."""
    return TenderDay(
        each.method,
        each.count,
        each.taken,
        -each.given_back,
        each.corrected,
        each.drawer,
        each.due,
    )


def _unstored(kept: list[dict[str, Any]], currency: str) -> tuple[TenderDay, ...]:
    return tuple(
        tender_day(
            day_end.Tender(
                Method(each["method"]),
                each["count"],
                **{name: Money(Decimal(each[name]), currency) for name in AMOUNTS},
            )
        )
        for each in kept
    )


def _open_lines(node: str, currency: str) -> QuerySet[Movement]:
    return Movement.objects.filter(owner_node=node, day_end=None, currency=currency)
