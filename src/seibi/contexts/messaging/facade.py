"""What other contexts may ask of messaging."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from seibi.contexts.messaging import queries
from seibi.contexts.messaging.contracts import Attachment, MessageInfo, Recipient
from seibi.contexts.messaging.operations import outbox
from seibi.kernel.actor import Actor


def send(
    *,
    template: str,
    to: Recipient,
    context: Mapping[str, Any],
    subject: str,
    owner_node: str,
    actor: Actor,
    at: dt.datetime,
    attachments: Sequence[Attachment] = (),
) -> UUID:
    """Queue a message in the caller's transaction; it leaves after the commit, or not at all.

    ``template`` is "booking/confirmed" for ``templates/booking/mail/confirmed.txt`` (first line
    "Subject: …") and, if there is one, ``.html``. ``context`` holds plain values (text, numbers,
    Money, moments, days, lists of these); text is made when it is sent, in the recipient's
    language and zone. A value that begins with "/" under a name ending in ``url`` or ``link``
    becomes absolute. ``subject`` ("appointment:<id>") is what the message is about.

    Raises Invalid ("channel_not_available", "address_missing", "attachment_too_large").
    """
    return outbox.queue_message(
        template=template,
        to=to,
        context=context,
        about=subject,
        owner_node=owner_node,
        attachments=tuple(attachments),
        actor=actor,
        at=at,
    )


def messages_about(*, subject: str, actor: Actor) -> list[MessageInfo]:
    """What was sent about one subject and how far each message came, newest first."""
    return queries.messages_about(actor=actor, about=subject)
