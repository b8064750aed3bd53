"""Plain values that care hands to its own screens and to other contexts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from seibi.contexts.booking.contracts import CarWish
from seibi.contexts.customers.contracts import ContactKind, ContactPurpose, QuietHours

SEE = "care.see"
CALL = "care.call"
PLAN = "care.plan"


class RuleKind(StrEnum):
    """Why we would get in touch."""

    LOW_RATING = "low_rating"
    TOMORROW = "tomorrow"
    RECALL = "recall"
    POST_SERVICE = "post_service"
    THANK_YOU = "thank_you"
    FIRST_SERVICE = "first_service"
    INSPECTION = "inspection"
    DUE = "due"
    DECLINED = "declined"
    HOW_IS_IT = "how_is_it"
    LAPSED = "lapsed"


class ContactState(StrEnum):
    OPEN = "open"
    POSTPONED = "postponed"
    WRITTEN = "written"
    DONE = "done"


class ContactAction(StrEnum):
    POSTPONE = "postpone"
    WRITE = "write"
    RAISE = "raise"
    CLOSE = "close"


class Outcome(StrEnum):
    """What came of it. The first six are what is said after a call most often."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    CALL_BACK = "call_back"
    REFUSED = "refused"
    NOT_NOW = "not_now"
    ELSEWHERE = "elsewhere"
    SOLD = "sold"
    WRONG_NUMBER = "wrong_number"
    BOOKED = "booked"
    OVER = "over"


class Refusal(StrEnum):
    """Why somebody does not want what we offered."""

    NO_TIME = "no_time"
    PRICE = "price"
    DOES_IT_THEMSELVES = "does_it_themselves"
    NO_CALLS = "no_calls"
    OTHER = "other"


class RollReason(StrEnum):
    """Why something is still on the list today."""

    NOT_CALLED = "not_called"
    NOT_REACHED = "not_reached"
    NO_ANSWER_TO_MAIL = "no_answer_to_mail"


class Silence(StrEnum):
    """Why nobody calls now."""

    DISPUTE = "dispute"
    IN_THE_SHOP = "in_the_shop"
    NOT_CONSENTED = "not_consented"


class OwnerAnswer(StrEnum):
    """What an owner taps in a message."""

    BOOK = "book"
    CALL_ME = "call_me"
    NOT_NOW = "not_now"
    SOLD = "sold"


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule: from when on (days after its anchor), for how long, how often, how many a day.

    ``priority`` 1 comes first. ``version`` 0 is the rule of the house.
    """

    kind: RuleKind
    purpose: ContactPurpose
    after_days: int
    window_days: int
    cap_days: int
    priority: int
    per_day: int
    sells: bool
    active: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that a rule found: about which car or visit, since when, and until when it counts."""

    kind: RuleKind
    customer_id: UUID
    about: str
    anchor_on: dt.date
    until_on: dt.date
    vehicle_id: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReasonInfo:
    """One reason of a contact, in one line, and in one sentence."""

    id: UUID
    kind: RuleKind
    line: str
    why: str
    customer_id: UUID
    vehicle_id: UUID | None
    car: str
    plate: str
    operation_code: str
    sells: bool
    rule_version: int
    until_on: dt.date
    about: str


@dataclass(frozen=True, slots=True)
class TryInfo:
    """What somebody did about a contact, and what came of it."""

    at: dt.datetime
    by: str
    outcome: Outcome
    note: str
    next_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One person on the list: why, how, until when, and whether we may call now."""

    id: UUID
    site_id: UUID
    customer_id: UUID
    name: str
    reading: str
    language: str
    phone: str
    email: str
    channel: ContactKind | None
    state: ContactState
    urgent: bool
    reasons: tuple[ReasonInfo, ...]
    due_on: dt.date
    call_at: dt.datetime | None
    quiet: QuietHours | None
    is_quiet: bool
    tz: str
    rolled: int
    roll_reason: RollReason | None
    tries: int
    taken_by: UUID | None
    taken_by_name: str
    silence: Silence | None

    @property
    def first(self) -> ReasonInfo | None:
        return self.reasons[0] if self.reasons else None

    @property
    def more(self) -> int:
        return max(len(self.reasons) - 1, 0)


@dataclass(frozen=True, slots=True)
class TodayPage:
    """Whom to call, in order; who is left in peace and why; how many were settled today."""

    site_id: UUID
    day: dt.date
    to_call: tuple[ContactRow, ...]
    silenced: tuple[ContactRow, ...]
    settled: int
    computed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ContactPage:
    """One contact with everything that is needed while the telephone rings."""

    row: ContactRow
    script: tuple[str, ...]
    history: tuple[TryInfo, ...]
    may_call: bool


@dataclass(frozen=True, slots=True)
class RulePreview:
    """Whom a rule would bring onto the list today, before it is switched on."""

    rule: RuleInfo
    found: int
    first: tuple["PreviewLine", ...]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One real customer that a rule found."""

    customer_id: UUID
    name: str
    car: str
    anchor_on: dt.date
    on_list_already: bool


@dataclass(frozen=True, slots=True)
class ListMade:
    """What computing the list changed."""

    opened: int
    joined: int
    rolled: int
    ended: int
    waiting: int


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What the person with the link sees: why we wrote, and what they may answer."""

    token: str
    contact_id: UUID
    site_id: UUID
    site_name: str
    site_code: str
    site_phone: str
    country: str
    tz: str
    name: str
    lines: tuple[str, ...]
    cars: tuple[tuple[UUID, str], ...]
    wishes: tuple[CarWish, ...]
    is_over: bool
    outcome: Outcome | None
    next_on: dt.date | None
    visit_link: str = ""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule as a workshop would have it."""

    active: bool
    after_days: int
    window_days: int
    cap_days: int
    priority: int
    per_day: int
