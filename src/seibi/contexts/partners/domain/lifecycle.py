"""The life of a file: named, checked, applied, and perhaps taken back."""

from seibi.contexts.partners.contracts import RunState as Is
from seibi.contexts.partners.contracts import Step
from seibi.kernel.lifecycle import Lifecycle

LIFECYCLE = Lifecycle(
    {
        (Is.COLUMNS, Step.NAME_COLUMNS): Is.CHECKING,
        (Is.CHECKING, Step.CHECK_ENDED): Is.CHECKED,
        (Is.CHECKING, Step.CANNOT_BE_READ): Is.REFUSED,
        (Is.CHECKED, Step.NAME_COLUMNS): Is.CHECKING,
        (Is.CHECKED, Step.APPLY): Is.APPLYING,
        (Is.APPLYING, Step.STOP): Is.STOPPED,
        (Is.APPLYING, Step.ALL_APPLIED): Is.DONE,
        (Is.STOPPED, Step.APPLY): Is.APPLYING,
        (Is.STOPPED, Step.UNDO): Is.UNDOING,
        (Is.DONE, Step.UNDO): Is.UNDOING,
        (Is.UNDOING, Step.ALL_TAKEN_BACK): Is.UNDONE,
    }
)
RUNNING = frozenset({Is.CHECKING, Is.APPLYING, Is.UNDOING})
