"""Discounts as others see them: what is given away, by whose word."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from seibi.kernel.money import Money

DISCOUNT = "billing.discount"
DECIDE_DISCOUNT = "billing.decide_discount"
DISCOUNT_LIMIT = "discount_percent"


class DiscountState(StrEnum):
    """Where a discount is."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    USED = "used"


class DiscountAction(StrEnum):
    """What can happen to a discount."""

    APPROVE = "approve"
    DECLINE = "decline"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    USE = "use"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class NewDiscount:
    """What somebody wants to give away: per cent or an amount, of one line or of everything."""

    reason: str
    percent: Decimal | None = None
    amount: Money | None = None
    line_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DiscountInfo:
    """One discount, as the desk and whoever decides see it."""

    id: UUID
    work_order_id: UUID
    work_order: str
    car: str
    customer: str
    line_id: UUID | None
    line: str
    percent: Decimal | None
    amount: Money
    base: Money
    share: Decimal  # per cent of the whole bill that is given away with it
    reason: str
    state: DiscountState
    asked_by: str
    asked_at: dt.datetime
    expires_at: dt.datetime | None
    decided_by: str
    decided_at: dt.datetime | None
    decided_reason: str
    may_decide: bool = False
    may_withdraw: bool = False
