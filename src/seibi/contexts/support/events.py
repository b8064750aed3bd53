"""Facts about support that other contexts may listen to."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class MessageWritten(Event):
    """Somebody wrote in the thread of a visit."""

    name: ClassVar[str] = "support.message_written.v1"

    work_order_id: UUID
    message_id: UUID
    author: str


@dataclass(frozen=True, slots=True)
class ThreadRead(Event):
    """The house, or the owner, has seen what the other wrote."""

    name: ClassVar[str] = "support.thread_read.v1"

    work_order_id: UUID
    by: str


@dataclass(frozen=True, slots=True)
class DisputeOpened(Event):
    """An owner sees something differently; a case has a number and somebody who decides."""

    name: ClassVar[str] = "support.dispute_opened.v1"

    dispute_id: UUID
    work_order_id: UUID
    site_id: UUID
    customer_id: UUID
    topic: str
    level: str
    line_ids: tuple[UUID, ...]
    car_on_site: bool


@dataclass(frozen=True, slots=True)
class DisputeMoved(Event):
    """A dispute is in another state, or with somebody else."""

    name: ClassVar[str] = "support.dispute_moved.v1"

    dispute_id: UUID
    work_order_id: UUID
    happened: str
    state: str
    level: str


@dataclass(frozen=True, slots=True)
class DisputeDecided(Event):
    """A dispute was decided, for whom, and what became of the stopped lines."""

    name: ClassVar[str] = "support.dispute_decided.v1"

    dispute_id: UUID
    work_order_id: UUID
    site_id: UUID
    customer_id: UUID
    topic: str
    outcome: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ComplaintLogged(Event):
    """A complaint is in the register, or what is known of it has changed."""

    name: ClassVar[str] = "support.complaint_logged.v1"

    complaint_id: UUID
    site_id: UUID
    topic: str
    weight: str
    recurring: bool


@dataclass(frozen=True, slots=True)
class LeaderCardSwitched(Event):
    """A site gives owners the leader card from now on, or no longer."""

    name: ClassVar[str] = "support.leader_card_switched.v1"

    site_id: UUID
    on: bool
