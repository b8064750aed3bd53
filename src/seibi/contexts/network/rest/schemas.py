"""What programs send about places and people."""

import datetime as dt
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from seibi.contexts.network.contracts import AwayReason, DayHours, Role

Line = Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")]
Path = Annotated[str, Field(max_length=200, pattern=r"^/([a-z0-9-]+/)*$")]


class BreakIn(Schema):
    """A pause within the hours."""

    begins: dt.time
    ends: dt.time


class HoursIn(Schema):
    """One weekday's hours by the clock on the wall; 0 is Monday."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    opens: dt.time
    closes: dt.time
    breaks: Annotated[list[BreakIn], Field(max_length=5)] = []

    def hours(self) -> DayHours:
        """What the operation takes."""
        breaks = tuple(
            (b.begins.replace(tzinfo=None), b.ends.replace(tzinfo=None)) for b in self.breaks
        )
        return DayHours(self.opens.replace(tzinfo=None), self.closes.replace(tzinfo=None), breaks)


class WeekIn(Schema):
    """The whole week; weekdays that are left out are closed."""

    days: Annotated[list[HoursIn], Field(max_length=7)]


class ClosedDayIn(Schema):
    """A day to stay closed, and why."""

    on: dt.date
    reason: Line = ""


class HireIn(Schema):
    """Somebody who starts to work at a place."""

    node: Path
    name: Annotated[Line, Field(min_length=1)]
    reading: Line = ""
    email: Annotated[str, Field(max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$")]


class RoleIn(Schema):
    """A role at a place, with limits."""

    role: Role
    node: Path
    limits: dict[Line, Annotated[Decimal, Field(max_digits=12, decimal_places=2)]] = {}
    valid_until: AwareDatetime | None = None


class AbsenceIn(Schema):
    """When somebody is away, and who stands in."""

    deputy_id: UUID
    from_at: AwareDatetime
    until_at: AwareDatetime
    reason: AwayReason = AwayReason.OTHER


class NetworkMade(Schema):
    """The id of what was made."""

    id: UUID


class TabletReasonIn(Schema):
    """Why something is taken away."""

    reason: Annotated[Line, Field(min_length=1)]


class BadgeIn(Schema):
    """The code that a reader types when the badge is held to it."""

    code: Annotated[str, Field(min_length=6, max_length=100, pattern=r"^[^\x00]*$")]


class OwnPinIn(Schema):
    """Four to six digits, chosen by the person themselves."""

    pin: Annotated[str, Field(pattern=r"^[0-9]{4,6}$")]
