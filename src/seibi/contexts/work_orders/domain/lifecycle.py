"""The life of a visit, from the appointment to the call afterwards, and of each of its lines."""

from seibi.contexts.work_orders.contracts import Action as Do
from seibi.contexts.work_orders.contracts import LineAction, LineState, PauseReason
from seibi.contexts.work_orders.contracts import State as Is
from seibi.kernel.lifecycle import Lifecycle

LIFECYCLE = Lifecycle(
    {
        (Is.BOOKED, Do.ARRIVE): Is.ARRIVED,
        (Is.ARRIVED, Do.CHECK_IN): Is.CHECKED_IN,
        (Is.CHECKED_IN, Do.DIAGNOSE): Is.DIAGNOSING,
        (Is.CHECKED_IN, Do.ESTIMATE): Is.ESTIMATE,
        (Is.DIAGNOSING, Do.ESTIMATE): Is.ESTIMATE,
        (Is.ESTIMATE, Do.DIAGNOSE): Is.DIAGNOSING,
        (Is.ESTIMATE, Do.APPROVE): Is.APPROVED,
        (Is.ESTIMATE, Do.DECLINE_ALL): Is.QUALITY_CHECK,
        (Is.APPROVED, Do.START): Is.IN_WORK,
        (Is.APPROVED, Do.PAUSE): Is.WAITING,
        (Is.IN_WORK, Do.PAUSE): Is.WAITING,
        (Is.WAITING, Do.RESUME): Is.IN_WORK,
        (Is.IN_WORK, Do.FINISH): Is.QUALITY_CHECK,
        (Is.QUALITY_CHECK, Do.PASS): Is.READY,
        (Is.QUALITY_CHECK, Do.FAIL): Is.IN_WORK,
        (Is.READY, Do.DELIVER): Is.DELIVERED,
        (Is.DELIVERED, Do.FOLLOW_UP): Is.FOLLOWED_UP,
        (Is.ARRIVED, Do.UNDO_ARRIVAL): Is.BOOKED,
        (Is.CHECKED_IN, Do.UNDO_CHECK_IN): Is.ARRIVED,
        (Is.QUALITY_CHECK, Do.REOPEN): Is.IN_WORK,
        (Is.READY, Do.REOPEN): Is.IN_WORK,
        (Is.DELIVERED, Do.TAKE_BACK): Is.READY,
        (Is.BOOKED, Do.CANCEL): Is.CANCELLED,
        (Is.ARRIVED, Do.CANCEL): Is.CANCELLED,
        (Is.CHECKED_IN, Do.CANCEL): Is.CANCELLED,
        (Is.DIAGNOSING, Do.CANCEL): Is.CANCELLED,
        (Is.ESTIMATE, Do.CANCEL): Is.CANCELLED,
        (Is.APPROVED, Do.CANCEL): Is.CANCELLED,
        (Is.WAITING, Do.CANCEL): Is.CANCELLED,
    }
)

LINE_LIFECYCLE = Lifecycle(
    {
        (LineState.OPEN, LineAction.APPROVE): LineState.APPROVED,
        (LineState.OPEN, LineAction.DECLINE): LineState.DECLINED,
        (LineState.OPEN, LineAction.DEFER): LineState.DEFERRED,
        (LineState.APPROVED, LineAction.DECLINE): LineState.DECLINED,
        (LineState.APPROVED, LineAction.REOPEN): LineState.OPEN,
        (LineState.DECLINED, LineAction.REOPEN): LineState.OPEN,
        (LineState.DEFERRED, LineAction.REOPEN): LineState.OPEN,
        (LineState.APPROVED, LineAction.FINISH): LineState.DONE,
        (LineState.DONE, LineAction.UNDO_FINISH): LineState.APPROVED,
    }
)

TERMINAL = (Is.DELIVERED, Is.FOLLOWED_UP, Is.CANCELLED)
LINES_MAY_CHANGE = (
    Is.CHECKED_IN,
    Is.DIAGNOSING,
    Is.ESTIMATE,
    Is.APPROVED,
    Is.WAITING,
    Is.IN_WORK,
)
ANSWERS_COUNT = (Is.ESTIMATE, Is.APPROVED, Is.WAITING, Is.IN_WORK)
WORK_IS_POSSIBLE = (Is.CHECKED_IN, Is.DIAGNOSING, Is.ESTIMATE, Is.APPROVED, Is.WAITING, Is.IN_WORK)
CAR_IS_HERE = (Is.ARRIVED, *WORK_IS_POSSIBLE, Is.QUALITY_CHECK, Is.READY)

# what the owner's stepper shows, in order, and which states each dot stands for
STEPPER: tuple[tuple[Is, frozenset[Is]], ...] = (
    (Is.CHECKED_IN, frozenset({Is.BOOKED, Is.ARRIVED, Is.CHECKED_IN})),
    (Is.DIAGNOSING, frozenset({Is.DIAGNOSING})),
    (Is.APPROVED, frozenset({Is.ESTIMATE, Is.APPROVED})),
    (Is.IN_WORK, frozenset({Is.IN_WORK, Is.WAITING})),
    (Is.QUALITY_CHECK, frozenset({Is.QUALITY_CHECK})),
    (Is.READY, frozenset({Is.READY, Is.DELIVERED, Is.FOLLOWED_UP})),
)

NEEDS_REASON = frozenset({Do.PAUSE, Do.CANCEL, Do.REOPEN, Do.TAKE_BACK, Do.UNDO_CHECK_IN, Do.FAIL})

# reasons that the person at the bench sets and takes away alone
SHORT_PAUSES = frozenset({PauseReason.BREAK, PauseReason.TOOL, PauseReason.TEST_DRIVE})
