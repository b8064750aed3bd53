"""On whose word work may be done and charged: who may answer, how far, and what carries over."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from seibi.contexts.work_orders.contracts import AuthorityKind, LineKind, Payer

HOUSE_KINDS: Mapping[AuthorityKind, Payer] = {
    AuthorityKind.WARRANTY: Payer.WARRANTY,
    AuthorityKind.INTERNAL: Payer.INTERNAL,
    AuthorityKind.GOODWILL: Payer.GOODWILL,
}


def fits_payer(kind: AuthorityKind, payer: Payer, line_kind: LineKind) -> bool:
    """A word counts only for whom it was given: the customer's for the customer's money."""
    if kind in HOUSE_KINDS:
        return HOUSE_KINDS[kind] is payer
    if kind is AuthorityKind.DIAGNOSIS:
        return payer is Payer.CUSTOMER and line_kind is LineKind.DIAGNOSIS
    return payer is Payer.CUSTOMER


def left_under_ceiling(ceiling: Decimal, used: Iterable[Decimal]) -> Decimal:
    """What may still be agreed to without another question; never below zero."""
    return max(ceiling - sum(used, Decimal(0)), Decimal(0))


def exceeds_limit(limit: Decimal | None, amount: Decimal) -> bool:
    """Whether an amount is more than this person may say yes to; no limit means any amount."""
    return limit is not None and amount > limit


def who_may_answer(*, owner: UUID, authoriser: UUID | None) -> UUID:
    """The named authoriser alone; without one the owner. Bringing the car is not saying yes."""
    return authoriser or owner
