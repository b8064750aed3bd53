"""Messages as staff see them."""

from collections.abc import Iterable

from seibi.contexts.messaging.contracts import MessageChannel, MessageInfo, MessageState, Reason
from seibi.contexts.messaging.models import Message
from seibi.contexts.messaging.permissions import can_retry
from seibi.kernel.actor import Actor
from seibi.kernel.rows import under

TROUBLED = (MessageState.FAILED, MessageState.UNKNOWN)


def messages_about(*, actor: Actor, about: str) -> list[MessageInfo]:
    """What was sent about one subject, newest first. One SQL query."""
    return _infos(Message.objects.visible_to(actor).filter(about=about).order_by("-pk"), actor)


def undelivered(*, actor: Actor, node: str, limit: int = 100) -> list[MessageInfo]:
    """Messages under a node that did not arrive, or of which nobody knows, newest first."""
    rows = Message.objects.visible_to(actor).filter(under(node), state__in=TROUBLED)
    return _infos(rows.order_by("-pk")[:limit], actor)


def _infos(rows: Iterable[Message], actor: Actor) -> list[MessageInfo]:
    return [
        MessageInfo(
            id=row.pk,
            template=row.template,
            about=row.about,
            channel=MessageChannel(row.channel),
            address=row.address,
            language=row.language,
            state=MessageState(row.state),
            reason=Reason(row.reason),
            title=row.title,
            queued_at=row.queued_at,
            sent_at=row.sent_at,
            may_retry=row.state == MessageState.FAILED and bool(can_retry(actor, row)),
        )
        for row in rows
    ]
