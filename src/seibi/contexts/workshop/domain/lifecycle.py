"""The life of a job, from the plan to the car leaving; a car that waits says for what."""

from seibi.contexts.workshop.contracts import JobAction as Do
from seibi.contexts.workshop.contracts import JobState as Is
from seibi.kernel.lifecycle import Lifecycle

LIFECYCLE = Lifecycle(
    {
        (Is.PLANNED, Do.ARRIVE): Is.ARRIVED,
        (Is.PLANNED, Do.WAIT): Is.PLANNED,
        (Is.PLANNED, Do.CANCEL): Is.CANCELLED,
        (Is.ARRIVED, Do.START): Is.IN_WORK,
        (Is.ARRIVED, Do.WAIT): Is.WAITING,
        (Is.ARRIVED, Do.CANCEL): Is.CANCELLED,
        (Is.IN_WORK, Do.START): Is.IN_WORK,
        (Is.IN_WORK, Do.WAIT): Is.WAITING,
        (Is.IN_WORK, Do.CHECK): Is.CHECK,
        (Is.WAITING, Do.START): Is.IN_WORK,
        (Is.WAITING, Do.WAIT): Is.WAITING,
        (Is.WAITING, Do.CHECK): Is.CHECK,
        (Is.WAITING, Do.CANCEL): Is.CANCELLED,
        (Is.CHECK, Do.RETURN): Is.IN_WORK,
        (Is.CHECK, Do.WAIT): Is.WAITING,
        (Is.CHECK, Do.MAKE_READY): Is.READY,
        (Is.READY, Do.WAIT): Is.READY,
        (Is.READY, Do.RETURN): Is.IN_WORK,
        (Is.READY, Do.HAND_OVER): Is.DONE,
        (Is.ARRIVED, Do.UNDO_ARRIVE): Is.PLANNED,
        (Is.WAITING, Do.UNDO_ARRIVE): Is.PLANNED,
        (Is.DONE, Do.COME_BACK): Is.READY,
    }
)

BEFORE_WORK = frozenset({Is.PLANNED, Is.ARRIVED})
GONE = frozenset({Is.DONE, Is.CANCELLED})
