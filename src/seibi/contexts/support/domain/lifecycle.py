"""The life of a dispute, from "I see this differently" to a decision with its reason."""

from seibi.contexts.support.contracts import DisputeAction as Do
from seibi.contexts.support.contracts import DisputeState as Is
from seibi.kernel.lifecycle import Lifecycle

LIFECYCLE = Lifecycle(
    {
        (Is.OPEN, Do.TAKE): Is.IN_HAND,
        (Is.OPEN, Do.ASK_OWNER): Is.WITH_OWNER,
        (Is.OPEN, Do.HAND_ON): Is.OPEN,
        (Is.OPEN, Do.OWNER_SPEAKS): Is.OPEN,
        (Is.OPEN, Do.WITHDRAW): Is.WITHDRAWN,
        (Is.OPEN, Do.DECIDE): Is.DECIDED,
        (Is.IN_HAND, Do.ASK_OWNER): Is.WITH_OWNER,
        (Is.IN_HAND, Do.HAND_ON): Is.OPEN,
        (Is.IN_HAND, Do.OWNER_SPEAKS): Is.IN_HAND,
        (Is.IN_HAND, Do.DECIDE): Is.DECIDED,
        (Is.IN_HAND, Do.WITHDRAW): Is.WITHDRAWN,
        (Is.WITH_OWNER, Do.OWNER_SPEAKS): Is.IN_HAND,
        (Is.WITH_OWNER, Do.HAND_ON): Is.OPEN,
        (Is.WITH_OWNER, Do.DECIDE): Is.DECIDED,
        (Is.WITH_OWNER, Do.WITHDRAW): Is.WITHDRAWN,
        (Is.DECIDED, Do.RAISE_AGAIN): Is.OPEN,
        (Is.WITHDRAWN, Do.RAISE_AGAIN): Is.OPEN,
    }
)

UNDECIDED = (Is.OPEN, Is.IN_HAND, Is.WITH_OWNER)
