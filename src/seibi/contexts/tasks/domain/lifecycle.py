"""The life of a task: to do, done with an outcome, or settled by itself; and back again."""

from seibi.contexts.tasks.contracts import TaskAction as Do
from seibi.contexts.tasks.contracts import TaskState as Is
from seibi.kernel.lifecycle import Lifecycle

LIFECYCLE = Lifecycle(
    {
        (Is.OPEN, Do.CHANGE): Is.OPEN,
        (Is.OPEN, Do.HAND_ON): Is.OPEN,
        (Is.OPEN, Do.FINISH): Is.DONE,
        (Is.OPEN, Do.FADE): Is.GONE,
        (Is.DONE, Do.REOPEN): Is.OPEN,
        (Is.GONE, Do.REOPEN): Is.OPEN,
    }
)
