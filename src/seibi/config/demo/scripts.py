"""One visit as a script: what, when, how far it has come, and what goes wrong."""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from seibi.contexts.booking.contracts import Stay
from seibi.contexts.work_orders.contracts import PauseReason
from seibi.contexts.work_orders.contracts.fees import StatutoryFee


class Stage(IntEnum):
    """How far a visit has come; each stage contains those before it."""

    BOOKED = 1
    ARRIVED = 2
    RECEIVED = 3
    ESTIMATED = 4
    APPROVED = 5
    IN_WORK = 6
    DONE = 7
    READY = 8
    BILLED = 9
    DELIVERED = 10


@dataclass(frozen=True, slots=True)
class Script:
    """One visit: what, when, how far, and what goes wrong."""

    codes: tuple[str, ...]
    wanted_at: dt.datetime
    until: Stage
    words: str = ""
    stay: Stay = Stay.DROP_OFF
    work_minutes: int = 45
    waits_for: PauseReason | None = None
    finding: str = ""
    late_by: int = 0  # minutes after the promise, at the moment of the demo
    part: str = ""  # one that the menu does not contain; on order where the shelf has none
    overrun: int = 0  # minutes that the work takes longer than anybody thought
    fees: tuple[tuple[StatutoryFee, int], ...] = ()  # that go on to the state

    @property
    def needs_engine(self) -> bool:
        return any(code.startswith("OIL") for code in self.codes)
