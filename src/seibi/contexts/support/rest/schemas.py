"""What programs send."""

from decimal import Decimal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from seibi.contexts.support.contracts import ComplaintCause, DisputeOutcome, Effect, Level, Topic


class TextIn(Schema):
    """Something said."""

    text: str = Field(max_length=4000)


class ConnectIn(Schema):
    """The answer to "shall I connect you?"."""

    connect: bool


class DisputeIn(Schema):
    """What is seen differently, and about which lines."""

    topic: Topic
    words: str = Field(max_length=4000)
    line_ids: list[UUID] = []


class LineRulingIn(Schema):
    """What becomes of one stopped line."""

    line_id: UUID
    effect: Effect
    unit_net: Decimal | None = Field(default=None, ge=0, max_digits=12, decimal_places=2)


class RulingIn(Schema):
    """A decision with its reason."""

    outcome: DisputeOutcome
    reason: str = Field(max_length=4000)
    lines: list[LineRulingIn] = []
    redress: str = Field(default="", max_length=300)
    goodwill: Decimal | None = Field(default=None, ge=0, max_digits=12, decimal_places=2)
    currency: str = Field(default="JPY", pattern=r"^[A-Z]{3}$")
    cause: ComplaintCause = ComplaintCause.UNKNOWN


class ComplaintIn(Schema):
    """A complaint that somebody said or telephoned."""

    topic: Topic
    words: str = Field(max_length=4000)
    work_order_id: UUID | None = None
    cause: ComplaintCause = ComplaintCause.UNKNOWN
    redress: str = Field(default="", max_length=300)


class ClosingIn(Schema):
    """Why it came to a complaint, and what was done."""

    cause: ComplaintCause
    redress: str = Field(max_length=300)


class SwitchIn(Schema):
    """Whether owners are given the card."""

    on: bool


class LeaderIn(Schema):
    """A leader of a place, and how owners reach them."""

    node: str = Field(max_length=200)
    level: Level
    account_id: UUID
    phone: str = Field(default="", max_length=30)
    email: str = Field(default="", max_length=160)
