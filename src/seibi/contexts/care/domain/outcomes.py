"""What comes next after a call, by what came of it."""

import datetime as dt
from dataclasses import dataclass

from seibi.contexts.care.contracts import Outcome, RollReason

MOST_TRIES = 4
A_DAY = dt.timedelta(days=1)
AFTER_NO_ANSWER = (1, 2, 5)  # days until the next try, growing, so that nobody is pestered
AFTER_VOICEMAIL = 2
AFTER_MAIL = 4
NOT_NOW = 30
UNREACHED = frozenset({Outcome.NO_ANSWER, Outcome.VOICEMAIL})


@dataclass(frozen=True, slots=True)
class NextStep:
    """Closed, or on which day (and at what time) somebody tries again."""

    closes: bool
    on: dt.date | None = None
    at: dt.datetime | None = None
    because: RollReason | None = None


CLOSED = NextStep(closes=True)


def next_step(
    outcome: Outcome,
    *,
    today: dt.date,
    tries: int,
    call_at: dt.datetime | None = None,
    call_on: dt.date | None = None,
    something_left: bool = False,
) -> NextStep:
    """The one next step after an outcome; ``tries`` counts those without anybody, this one too.

    Whoever cannot be reached is left in peace after four tries; whoever asked to be called later
    is called then and not before. A wrong number or a sold car ends it only if nothing is left.
    """
    match outcome:
        case Outcome.CALL_BACK:
            return NextStep(False, call_on or today, call_at)
        case Outcome.NO_ANSWER | Outcome.VOICEMAIL if tries >= MOST_TRIES:
            return CLOSED
        case Outcome.NO_ANSWER:
            wait = AFTER_NO_ANSWER[min(max(tries, 1), len(AFTER_NO_ANSWER)) - 1]
            return NextStep(False, today + wait * A_DAY, None, RollReason.NOT_REACHED)
        case Outcome.VOICEMAIL:
            return NextStep(False, today + AFTER_VOICEMAIL * A_DAY, None, RollReason.NOT_REACHED)
        case Outcome.NOT_NOW:
            return NextStep(False, today + NOT_NOW * A_DAY)
        case Outcome.WRONG_NUMBER | Outcome.SOLD if something_left:
            return NextStep(False, today)
    return CLOSED


def after_mail(today: dt.date) -> NextStep:
    """Who does not answer a message is called a few days later."""
    return NextStep(False, today + AFTER_MAIL * A_DAY, None, RollReason.NO_ANSWER_TO_MAIL)
