"""The silent owner: who was asked when, who is asked next, and what of it others may know."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from seibi.kernel.money import Money


class Rung(StrEnum):
    """One step of the ladder, in its order; a call that reached nobody is noted between them."""

    ASKED = "asked"
    REMINDED = "reminded"
    SECOND = "second"
    CALL = "call"
    CALLED = "called"
    MANAGER = "manager"


class CallOutcome(StrEnum):
    """What came of a call when it brought no answer."""

    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class AskStep:
    """A rung with its date: taken, or still to come."""

    rung: Rung
    at: dt.datetime
    to: str = ""
    outcome: CallOutcome | None = None
    is_taken: bool = True


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An estimate that nobody has answered yet: who to ask, how long, and what was tried."""

    work_order_id: UUID
    number: str
    owner_node: str
    tz: str
    vehicle_title: str
    plate: str
    customer_name: str
    ask_name: str
    ask_phone: str
    advisor_name: str
    open_amount: Money
    asked_at: dt.datetime
    waited_minutes: int
    call_is_due: bool
    with_manager: bool
    steps: tuple[AskStep, ...]
    ask_in_writing: bool = False
