"""What was shown, agreed and promised during a visit, as proof for both sides. Nothing internal."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.work_orders.contracts import Answer, Channel, State
from seibi.kernel.money import Money


@dataclass(frozen=True, slots=True)
class CaseVersion:
    """One estimate version as it was shown."""

    number: int
    made_at: dt.datetime
    gross: Money
    sha256: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """What was answered to one line, by which way."""

    title: str
    answer: Answer
    channel: Channel
    version: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CasePromise:
    """A time we stood for, and since when."""

    promise_at: dt.datetime
    told_at: dt.datetime


@dataclass(frozen=True, slots=True)
class CaseMove:
    """The visit came into a state."""

    state: State
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CasePhoto:
    """A picture that the owner may see."""

    file_id: UUID
    caption: str
    taken_at: dt.datetime


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything about a visit on which somebody decides who is right."""

    work_order_id: UUID
    number: str
    words: str
    findings: tuple[str, ...]
    versions: tuple[CaseVersion, ...]
    answers: tuple[CaseAnswer, ...]
    promises: tuple[CasePromise, ...]
    moves: tuple[CaseMove, ...]
    photos: tuple[CasePhoto, ...]
