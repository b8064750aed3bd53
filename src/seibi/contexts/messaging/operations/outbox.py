"""Putting messages into the outbox: in the caller's transaction, or not at all."""

import datetime as dt
from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import get_template
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from seibi.contexts.messaging.contracts import Attachment, MessageChannel, MessageState, Recipient
from seibi.contexts.messaging.domain.packing import pack
from seibi.contexts.messaging.domain.sending import ATTACHMENTS_AT_MOST, template_paths
from seibi.contexts.messaging.events import MessageQueued
from seibi.contexts.messaging.models import Message, MessageAttachment
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid
from seibi.kernel.ids import new_id
from seibi.kernel.journal.tell import tell

DELIVER = "seibi.contexts.messaging.jobs.deliver"


@transaction.atomic
def queue_message(
    *,
    template: str,
    to: Recipient,
    context: Mapping[str, Any],
    about: str,
    owner_node: str,
    attachments: tuple[Attachment, ...],
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A message leaves if and only if the change that caused it is kept.

    Whoever may make that change may tell of it, so nobody is asked here. Raises Invalid
    ("channel_not_available", "address_missing", "attachment_too_large").
    """
    channel = _checked_channel(to)
    if sum(len(each.content) for each in attachments) > ATTACHMENTS_AT_MOST:
        raise Invalid("attachment_too_large", _("The attachments are too large for a message."))
    get_template(template_paths(template)[0])  # a missing template is found now, not at night

    message_id = new_id()
    message = Message.objects.create(
        id=message_id,
        owner_node=owner_node,
        template=template,
        about=about,
        channel=channel,
        address=to.address.strip(),
        language=to.language,
        time_zone=to.tz or "UTC",
        context=pack(context),
        state=MessageState.QUEUED,
        mime_id=f"<{message_id}@{_mail_domain()}>",
        queued_at=at,
        due_at=clock.machine_now(),
    )
    MessageAttachment.objects.bulk_create(
        MessageAttachment(
            message=message, name=each.name, media_type=each.media_type, content=each.content
        )
        for each in attachments
    )
    start_delivery(message_id=message_id)

    tell(
        MessageQueued(message_id=message_id, template=template, channel=channel, about=about),
        actor=actor,
        at=at,
        subject=f"message:{message_id}",
        owner_node=owner_node,
    )
    return message_id


def start_delivery(*, message_id: UUID, after: dt.timedelta | None = None) -> None:
    """Have a worker deliver the message once this transaction is kept.

    The job has no lock of its own: a dead worker would keep it. ``deliver`` takes the message's
    advisory lock, which falls with the worker.
    """
    job = app.configure_task(
        DELIVER,
        queue="mail",
        schedule_in={"seconds": int(after.total_seconds())} if after else None,
    )
    job.defer(message_id=str(message_id))


def _mail_domain() -> str:
    """The right side of our Message-IDs: the domain that our mail comes from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"


def _checked_channel(to: Recipient) -> MessageChannel:
    if to.channel not in ("mail", "email"):
        raise Invalid(
            "channel_not_available",
            _("Messages by %(channel)s cannot be sent from here yet; use an e-mail address.")
            % {"channel": to.channel},
        )
    if "@" not in to.address:
        raise Invalid("address_missing", _("There is no e-mail address to write to."))
    return MessageChannel.MAIL
