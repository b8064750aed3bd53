"""Codes and plain values of support: who disagrees, about what, who decides and until when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from seibi.kernel.money import Money

ANSWER = "support.answer"
SEE = "support.see"
DECIDE = "support.decide"
REGISTER = "support.register"
SET_UP = "support.set_up"


class Topic(StrEnum):
    """What an owner sees differently; the kind of claim decides who has the right to decide."""

    DIAGNOSIS = "diagnosis"
    WARRANTY = "warranty"
    PRICE = "price"
    WORKMANSHIP = "workmanship"
    DELAY = "delay"
    COMMUNICATION = "communication"
    DAMAGE = "damage"
    CONDUCT = "conduct"
    PARTS = "parts"
    SAFETY = "safety"
    INJURY = "injury"
    PRIVACY = "privacy"
    STATUTORY = "statutory"


class DisputeState(StrEnum):
    """Where a dispute is."""

    OPEN = "open"
    IN_HAND = "in_hand"
    WITH_OWNER = "with_owner"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class DisputeAction(StrEnum):
    """What moves a dispute on."""

    TAKE = "take"
    ASK_OWNER = "ask_owner"
    OWNER_SPEAKS = "owner_speaks"
    HAND_ON = "hand_on"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    RAISE_AGAIN = "raise_again"


class Level(StrEnum):
    """Who may decide, from the workshop upwards."""

    SITE = "site"
    LOCAL = "local"
    REGIONAL = "regional"
    MAKER = "maker"


class Happened(StrEnum):
    """One line of a dispute's own log, from which its clocks are worked out."""

    OPENED = "opened"
    TAKEN = "taken"
    ASKED_OWNER = "asked_owner"
    OWNER_SPOKE = "owner_spoke"
    FACT_ADDED = "fact_added"
    HANDED_ON = "handed_on"
    SILENT = "silent"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    RAISED_AGAIN = "raised_again"
    FLAGGED = "flagged"


class DisputeOutcome(StrEnum):
    """What came of a dispute, from the owner's side."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REFUSED = "refused"


class Effect(StrEnum):
    """What becomes of a line that was stopped."""

    GO_ON = "go_on"
    DROP = "drop"
    REPRICE = "reprice"


class Via(StrEnum):
    """How the owner told us."""

    SCREEN = "screen"
    MESSAGE = "message"
    STAFF = "staff"


class Author(StrEnum):
    """Who wrote a message."""

    OWNER = "owner"
    STAFF = "staff"
    HOUSE = "house"


class Question(StrEnum):
    """Where the question back stands: shall I connect you with somebody who decides?"""

    NONE = ""
    ASKED = "asked"
    YES = "yes"
    NO = "no"


class ComplaintClass(StrEnum):
    """How heavy a complaint weighs."""

    A = "a"
    B = "b"
    C = "c"


class ComplaintCause(StrEnum):
    """Why it came to a complaint, as found afterwards."""

    UNKNOWN = "unknown"
    EXPLANATION = "explanation"
    ESTIMATE = "estimate"
    DIAGNOSIS = "diagnosis"
    WORK = "work"
    PART = "part"
    PLANNING = "planning"
    MANNER = "manner"
    RULE = "rule"
    NO_FAULT = "no_fault"


class OutsideRoute(StrEnum):
    """Where an owner may turn who does not agree with the final answer."""

    JP_CONSUMER_CENTRE = "jp_consumer_centre"
    JP_CAR_ADR = "jp_car_adr"
    JP_REGULATOR = "jp_regulator"
    CN_ASSOCIATION = "cn_association"
    CN_REGULATOR = "cn_regulator"
    CN_ARBITRATION = "cn_arbitration"
    CN_COURT = "cn_court"
    US_BBB = "us_bbb"
    US_STATE = "us_state"
    US_NHTSA = "us_nhtsa"
    UK_OMBUDSMAN = "uk_ombudsman"
    COURT = "court"


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """A dispute that waits for somebody of the house, as lists show it."""

    id: UUID
    number: str
    topic: Topic
    state: DisputeState
    level: Level
    node: str
    site_id: UUID
    work_order_id: UUID
    customer_id: UUID
    assignee_id: UUID | None
    opened_at: dt.datetime
    human_by: dt.datetime | None
    decide_by: dt.datetime | None


@dataclass(frozen=True, slots=True)
class LeaderContact:
    """A leader as the card names them: who, what they answer for, how to reach them directly."""

    level: Level
    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class LeaderCard:
    """Whom an owner may call directly when we disagree; given at intake where it is on."""

    site_id: UUID
    site_name: str
    leaders: tuple[LeaderContact, ...]


@dataclass(frozen=True, slots=True)
class NewDispute:
    """What an owner sees differently, and about which lines."""

    topic: Topic
    words: str
    line_ids: tuple[UUID, ...] = ()
    invoice_id: UUID | None = None
    via: Via = Via.SCREEN


@dataclass(frozen=True, slots=True)
class LineRuling:
    """What becomes of one stopped line; a price without tax where it is priced anew."""

    line_id: UUID
    effect: Effect
    unit_net: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision: who was right, why, in the owner's language, what it costs us."""

    outcome: DisputeOutcome
    reason: str
    lines: tuple[LineRuling, ...] = ()
    redress: str = ""
    goodwill: Money | None = None
    cause: ComplaintCause = ComplaintCause.UNKNOWN


@dataclass(frozen=True, slots=True)
class Clocks:
    """Until when somebody must have spoken and decided; ``paused`` while the owner has the ball."""

    level_since: dt.datetime
    human_by: dt.datetime | None
    decide_by: dt.datetime | None
    paused: bool
    silent: bool


Words = Mapping[str, str]
