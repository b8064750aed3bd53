"""What others hand to messaging, and what it answers: plain values."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

SEE = "messaging.see"
RETRY = "messaging.retry"


class MessageChannel(StrEnum):
    """How a message travels."""

    MAIL = "mail"


class MessageState(StrEnum):
    """Where a message is between our outbox and the next mail server."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class MessageAction(StrEnum):
    """What can happen to a message."""

    BEGIN = "begin"
    DELIVER = "deliver"
    DEFER = "defer"
    LOSE_SIGHT = "lose_sight"
    REPEAT = "repeat"
    GIVE_UP = "give_up"
    WITHDRAW = "withdraw"
    RETRY = "retry"


class Reason(StrEnum):
    """Why a message was not delivered, or not yet."""

    NONE = ""
    NO_LONGER_WANTED = "no_longer_wanted"
    DAILY_CAP = "daily_cap"
    MAIL_LOOP = "mail_loop"
    ADDRESS_REFUSED = "address_refused"
    SERVER_REFUSED = "server_refused"
    SERVER_AWAY = "server_away"
    OUT_OF_SIGHT = "out_of_sight"
    NOT_RENDERED = "not_rendered"


class Recipient(Protocol):
    """Anything that says how to reach somebody: customers' ``Route`` and ours both do."""

    @property
    def channel(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def tz(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Route:
    """How to reach one person: where, in which language, and in which time zone they live."""

    channel: str
    address: str
    language: str = "en"
    tz: str = "UTC"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file that travels with a message, such as a calendar entry or an invoice."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message rendered for its recipient, ready for the network."""

    message_id: UUID
    mime_id: str
    address: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class MessageInfo:
    """One message as staff see it: what, how far, and what can be done about it."""

    id: UUID
    template: str
    about: str
    channel: MessageChannel
    address: str
    language: str
    state: MessageState
    reason: Reason
    title: str
    queued_at: dt.datetime
    sent_at: dt.datetime | None
    may_retry: bool
