"""The end of a day at a till: what should be there, what is there, and the seal on it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from seibi.contexts.payments.contracts import Method, MovementKind
from seibi.kernel.money import Money, total, zero

IN_THE_DRAWER = (MovementKind.DROP, MovementKind.CHANGE_MONEY)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the till's book, signed."""

    kind: MovementKind
    method: Method
    amount: Money


@dataclass(frozen=True, slots=True)
class Tender:
    """What a day brought by one tender. ``due`` is what should be there because of it."""

    method: Method
    count: int
    taken: Money
    given_back: Money
    corrected: Money
    drawer: Money

    @property
    def due(self) -> Money:
        return self.taken + self.given_back + self.corrected + self.drawer


def by_tender(lines: Iterable[Line], currency: str) -> tuple[Tender, ...]:
    """The book of a day by tender, in the order of the tenders."""
    known = list(lines)
    found = []
    for method in Method:
        own = [line for line in known if line.method is method]
        if own:
            found.append(_tender(method, own, currency))
    return tuple(found)


def _tender(method: Method, own: list[Line], currency: str) -> Tender:
    def summed(*kinds: MovementKind) -> Money:
        return total((line.amount for line in own if line.kind in kinds), currency)

    return Tender(
        method=method,
        count=sum(1 for line in own if line.kind is MovementKind.TAKEN),
        taken=summed(MovementKind.TAKEN),
        given_back=summed(MovementKind.GIVEN_BACK),
        corrected=summed(MovementKind.CORRECTED),
        drawer=summed(*IN_THE_DRAWER),
    )


def expected_cash(opening: Money, tenders: Iterable[Tender]) -> Money:
    """Opening float, and all cash of the day that came, went back or was carried away."""
    cash = (each.due for each in tenders if each.method is Method.CASH)
    return total(cash, opening.currency) + opening


def expected_cards(tenders: Iterable[Tender], currency: str) -> Money:
    """What the slips of the card terminal should add up to."""
    return next(
        (each.due for each in tenders if each.method is Method.CARD_TERMINAL), zero(currency)
    )


def day_after(last: dt.date | None, today: dt.date) -> dt.date | None:
    """The day that is closed now; None where today is closed already."""
    if last is not None and last >= today:
        return None
    return today


def seal(record: Mapping[str, Any], before: str) -> str:
    """The hash of a record and of the seal before it: none can be changed or left out later."""
    written = json.dumps(record, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()


def _plain(value: object) -> str:
    """An amount is the same written as 5 or 5.00."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
