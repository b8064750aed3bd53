"""Facts about messages. They name templates and subjects, never people or addresses."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class MessageQueued(Event):
    """Somebody will be told something."""

    name: ClassVar[str] = "messaging.message_queued.v1"

    message_id: UUID
    template: str
    channel: str
    about: str


@dataclass(frozen=True, slots=True)
class MessageSendingBegan(Event):
    """From here on the network may have the message."""

    name: ClassVar[str] = "messaging.message_sending_began.v1"

    message_id: UUID
    template: str
    about: str
    attempt: int


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """The next server has taken the message."""

    name: ClassVar[str] = "messaging.message_sent.v1"

    message_id: UUID
    template: str
    about: str


@dataclass(frozen=True, slots=True)
class MessageDeferred(Event):
    """The message certainly did not leave; it is tried again later."""

    name: ClassVar[str] = "messaging.message_deferred.v1"

    message_id: UUID
    template: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class MessageLostFromSight(Event):
    """We stopped while the message was on its way; nobody knows whether it arrived."""

    name: ClassVar[str] = "messaging.message_lost_from_sight.v1"

    message_id: UUID
    template: str
    about: str
    repeated: bool


@dataclass(frozen=True, slots=True)
class MessageFailed(Event):
    """The message cannot be delivered."""

    name: ClassVar[str] = "messaging.message_failed.v1"

    message_id: UUID
    template: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class MessageWithdrawn(Event):
    """At send time the message was not to be sent any more."""

    name: ClassVar[str] = "messaging.message_withdrawn.v1"

    message_id: UUID
    template: str
    about: str
    reason: str
