"""The quality gate and what comes back: causes, levels of repair, certificates, returns."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Cause(StrEnum):
    """Why work had to be done again."""

    WORKMANSHIP = "workmanship"
    DIAGNOSIS = "diagnosis"
    PART = "part"
    FORGOTTEN = "forgotten"
    DAMAGE = "damage"
    OTHER = "other"


class RepairLevel(StrEnum):
    """How deep a repair went, as the guarantee of the law counts it."""

    MINOR = "minor"
    LEVEL_2 = "level_2"
    ASSEMBLY = "assembly"
    WHOLE = "whole"


class Symbol(StrEnum):
    """What was done at an item of a periodic inspection, as the record book marks it."""

    GOOD = "good"
    REPLACED = "replaced"
    REPAIRED = "repaired"
    ADJUSTED = "adjusted"
    TIGHTENED = "tightened"
    CLEANED = "cleaned"
    LUBRICATED = "lubricated"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One item of a periodic inspection; ``symbol`` is None while nobody has looked, and what it
    begins with is ``usual``.
    """

    item: str
    group: str
    words: str
    symbol: Symbol | None
    measured: str
    usual: Symbol = Symbol.GOOD


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items of one inspection of a visit, in the order of the law's table."""

    line_id: UUID
    title: str
    rows: tuple[ChecklistRow, ...]
    may_write: bool

    @property
    def missing(self) -> int:
        return sum(row.symbol is None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Guarantee:
    """How long and how far we stand for a repair; whichever is reached first."""

    days: int
    km: int


@dataclass(frozen=True, slots=True)
class EarlierWork:
    """Work of an earlier visit that we still stand for; ``same`` when this visit is about it."""

    line_id: UUID
    work_order_id: UUID
    number: str
    title: str
    operation_code: str
    delivered_at: dt.datetime
    doer: str
    days: int
    km: int | None
    guarantee: Guarantee
    same: bool


@dataclass(frozen=True, slots=True)
class ReturnInfo:
    """A customer who is back with what we had repaired."""

    id: UUID
    work_order_id: UUID
    number: str
    earlier_work_order_id: UUID
    earlier_number: str
    vehicle_title: str
    plate: str
    concern: str
    first_doer_id: UUID | None
    first_doer: str
    days: int
    km: int | None
    linked_at: dt.datetime
    times: int  # how often the car was here for this concern, this visit included


@dataclass(frozen=True, slots=True)
class ReturnPanel:
    """What the desk sees beside a visit: earlier work it is about, and work it may be about."""

    linked: tuple[ReturnInfo, ...]
    offers: tuple[EarlierWork, ...]
    may_link: bool


@dataclass(frozen=True, slots=True)
class FirstTimeFix:
    """Visits repaired at the first go, of those that can be judged; the rest is too young."""

    fixed: int
    back: int
    too_young: int

    @property
    def judged(self) -> int:
        return self.fixed + self.back


@dataclass(frozen=True, slots=True)
class Comebacks:
    """What came back to a place: open returns, and what our own gate sent back."""

    open: tuple[ReturnInfo, ...]
    sent_back: int
    first_time_fix: FirstTimeFix


@dataclass(frozen=True, slots=True)
class CertificateInfo:
    """China's certificate of repair of one visit; ``number`` is empty while it is missing."""

    needed: RepairLevel | None
    number: str
    inspector: str
    issued_at: dt.datetime | None
    may_issue: bool
    why_not: str
