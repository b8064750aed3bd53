"""Plain values for whoever looks at a day ahead: courtesy cars, and how full each hour is."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CourtesyCar:
    """A courtesy car given to a subject; ``overdue`` when it should be back and is not."""

    reservation_id: UUID
    resource_id: UUID
    name: str
    subject: str
    from_at: dt.datetime
    until_at: dt.datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class HourLoad:
    """One hour of a workshop: minutes of technicians who are there, and how many are taken."""

    starts_at: dt.datetime
    there: int
    taken: int

    @property
    def share(self) -> float:
        return self.taken / self.there if self.there else 0.0

    @property
    def percent(self) -> int:
        return round(100 * self.share)
