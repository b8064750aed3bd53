"""The life of a prospect: interested, then an owner, or not."""

from seibi.contexts.sales.contracts import ProspectAction as Do
from seibi.contexts.sales.contracts import ProspectState as Is
from seibi.kernel.lifecycle import Lifecycle

LIFECYCLE = Lifecycle(
    {
        (Is.OPEN, Do.HAND_OVER): Is.SOLD,
        (Is.OPEN, Do.LOSE): Is.LOST,
        (Is.LOST, Do.REOPEN): Is.OPEN,
    }
)
