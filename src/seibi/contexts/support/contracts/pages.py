"""What owners and leaders see of a thread or a case. Nothing internal has a field for owners."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.support.contracts import (
    Author,
    Clocks,
    ComplaintCause,
    ComplaintClass,
    DisputeAction,
    DisputeOutcome,
    DisputeState,
    Effect,
    Happened,
    LeaderCard,
    Level,
    OutsideRoute,
    Topic,
    Via,
)
from seibi.contexts.work_orders.contracts.case import CaseFile
from seibi.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Said:
    """One message, as the reader sees it; ``mine`` if their side wrote it."""

    id: UUID
    author: Author
    name: str
    text: str
    said_at: dt.datetime
    mine: bool
    read: bool


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A case of a visit, as its pages name it."""

    id: UUID
    number: str
    topic: Topic
    state: DisputeState
    outcome: DisputeOutcome | None


@dataclass(frozen=True, slots=True)
class OwnersThread:
    """What the owner sees: their advisor by name, what was said, what they are asked back."""

    work_order_id: UUID
    site_name: str
    tz: str
    advisor_name: str
    messages: tuple[Said, ...]
    is_asked: bool
    waits: bool
    cases: tuple[CaseLink, ...]
    card: LeaderCard | None

    @property
    def written(self) -> int:
        """How many messages are their own: what they are typing is kept until that grows."""
        return sum(message.mine for message in self.messages)


@dataclass(frozen=True, slots=True)
class Note:
    """What the house says to itself."""

    text: str
    author: str
    written_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DeskThread:
    """What the advisor sees of a thread."""

    work_order_id: UUID
    number: str
    car: str
    plate: str
    customer_name: str
    language: str
    tz: str
    site_name: str
    messages: tuple[Said, ...]
    notes: tuple[Note, ...]
    cases: tuple[CaseLink, ...]
    waited_minutes: int | None
    is_silent: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One thread in the list, the longest wait first."""

    work_order_id: UUID
    number: str
    car: str
    customer_name: str
    advisor_name: str
    mine: bool
    last_words: str
    last_at: dt.datetime
    unread: int
    waited_minutes: int | None
    is_silent: bool
    tz: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """The threads of a person's sites: theirs first."""

    rows: tuple[InboxRow, ...]
    unread: int
    silent: int


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log in words."""

    happened: Happened
    level: Level
    who: str
    words: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Fact:
    """What the owner added."""

    words: str
    file_id: UUID | None
    is_film: bool
    added_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StoppedLine:
    """A line the case is about, as it stands."""

    id: UUID
    title: str
    gross: Money
    unit_net: Money
    stopped: bool
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A case for owner and leader alike: the same evidence lies before both."""

    id: UUID
    number: str
    topic: Topic
    state: DisputeState
    level: Level
    via: Via
    words: str
    work_order_id: UUID
    visit_number: str
    site_name: str
    country: str
    tz: str
    car: str
    plate: str
    customer_name: str
    language: str
    advisor_name: str
    assignee_name: str
    second_name: str
    car_on_site: bool
    opened_at: dt.datetime
    clocks: Clocks
    lines: tuple[StoppedLine, ...]
    file: CaseFile
    sha256: str
    facts: tuple[Fact, ...]
    log: tuple[Logged, ...]
    outcome: DisputeOutcome | None
    reason: str
    redress: str
    goodwill: Money | None
    decided_at: dt.datetime | None
    routes: tuple[OutsideRoute, ...]
    actions: tuple[DisputeAction, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a leader's list, the next deadline first."""

    id: UUID
    number: str
    topic: Topic
    state: DisputeState
    level: Level
    site_name: str
    tz: str
    car: str
    words: str
    assignee_name: str
    mine: bool
    car_on_site: bool
    due_at: dt.datetime | None
    is_late: bool
    paused: bool


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """One line of the register."""

    id: UUID
    topic: Topic
    weight: ComplaintClass
    cause: ComplaintCause
    words: str
    redress: str
    recurs: bool
    case_number: str
    logged_at: dt.datetime
    closed_at: dt.datetime | None
    may_close: bool


@dataclass(frozen=True, slots=True)
class Register:
    """The complaints of a site, the newest first."""

    site_id: UUID
    site_code: str
    site_name: str
    tz: str
    rows: tuple[ComplaintRow, ...]
    open: int
    recurring: int
    may_log: bool
