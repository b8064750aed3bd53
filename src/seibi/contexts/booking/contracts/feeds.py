"""Plain values of calendar feeds: the secret address under which a calendar follows visits."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class FeedKind(StrEnum):
    """Whose visits: those of one's own cars, or those one receives at the desk."""

    OWNER = "owner"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class FeedInfo:
    """A feed that can be subscribed to; ``path`` is the secret."""

    id: UUID
    kind: FeedKind
    opened_at: dt.datetime
    path: str


@dataclass(frozen=True, slots=True)
class FeedFile:
    """The calendar of a feed as it is now, and a tag that changes exactly when it does."""

    content: bytes
    tag: str
