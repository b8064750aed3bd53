"""The life of a message, from the outbox to the next server."""

from seibi.contexts.messaging.contracts import MessageAction as Do
from seibi.contexts.messaging.contracts import MessageState as Is
from seibi.kernel.lifecycle import Lifecycle

LIFECYCLE = Lifecycle(
    {
        (Is.QUEUED, Do.BEGIN): Is.SENDING,
        (Is.QUEUED, Do.WITHDRAW): Is.WITHDRAWN,
        (Is.QUEUED, Do.GIVE_UP): Is.FAILED,
        (Is.SENDING, Do.DELIVER): Is.SENT,
        (Is.SENDING, Do.DEFER): Is.QUEUED,
        (Is.SENDING, Do.LOSE_SIGHT): Is.UNKNOWN,
        (Is.SENDING, Do.GIVE_UP): Is.FAILED,
        (Is.UNKNOWN, Do.REPEAT): Is.QUEUED,
        (Is.FAILED, Do.RETRY): Is.QUEUED,
    }
)
