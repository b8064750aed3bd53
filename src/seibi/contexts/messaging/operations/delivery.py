"""What happens to a message between the outbox and the next server, one step per transaction."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from seibi.contexts.messaging.contracts import Envelope, MessageState, Reason
from seibi.contexts.messaging.contracts import MessageAction as Do
from seibi.contexts.messaging.domain import sending
from seibi.contexts.messaging.domain.lifecycle import LIFECYCLE
from seibi.contexts.messaging.events import (
    MessageDeferred,
    MessageFailed,
    MessageLostFromSight,
    MessageSendingBegan,
    MessageSent,
    MessageWithdrawn,
)
from seibi.contexts.messaging.models import Message
from seibi.contexts.messaging.operations.outbox import start_delivery
from seibi.contexts.messaging.operations.rendering import render
from seibi.contexts.messaging.permissions import can_retry
from seibi.kernel import ports
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell

Is = MessageState


@transaction.atomic
def begin_sending(
    *, message_id: UUID, machine_at: dt.datetime, actor: Actor, at: dt.datetime
) -> Envelope | None:
    """The row says ``sending``, for good, before the network hears of the message.

    None when there is nothing to send: it was sent already, is no longer wanted, would go to a
    machine, or its address has had enough for a day. Only the worker calls: nobody to ask.
    """
    message = _locked(message_id)
    if message.state != Is.QUEUED:
        return None
    if reason := _reason_to_withhold(message, machine_at, at):
        _move(message, Do.WITHDRAW, reason=reason)
        _tell(
            MessageWithdrawn(*_plain(message), reason),
            message,
            actor,
            at,
        )
        return None
    try:
        envelope = render(message=message)
    except Exception as error:  # a template may fail in any way; the message must not loop
        _move(message, Do.GIVE_UP, reason=Reason.NOT_RENDERED, detail=repr(error))
        _tell(
            MessageFailed(*_plain(message), Reason.NOT_RENDERED),
            message,
            actor,
            at,
        )
        return None

    message.attempts += 1
    message.sending_at = machine_at
    message.title, message.text = envelope.subject[:300], envelope.text
    _move(message, Do.BEGIN)
    _tell(
        MessageSendingBegan(*_plain(message), message.attempts),
        message,
        actor,
        at,
    )
    return envelope


@transaction.atomic
def note_sent(*, message_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The next server has taken the message. Raises NotFound, RuleBroken ("wrong_state")."""
    message = _locked(message_id)
    message.sent_at = at
    _move(message, Do.DELIVER)
    _tell(MessageSent(*_plain(message)), message, actor, at)


@transaction.atomic
def note_not_left(
    *,
    message_id: UUID,
    reason: Reason,
    detail: str,
    machine_at: dt.datetime,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The message certainly did not leave: knock again later, but not for ever.

    Raises NotFound, RuleBroken ("wrong_state").
    """
    message = _locked(message_id)
    message.attempts -= 1
    message.tries += 1
    if message.tries >= sending.TRIES_AT_MOST:
        _move(message, Do.GIVE_UP, reason=reason, detail=detail)
        _tell(MessageFailed(*_plain(message), reason), message, actor, at)
        return
    wait = sending.wait_before_try(message.tries)
    message.due_at = machine_at + wait
    _move(message, Do.DEFER, reason=reason, detail=detail)
    start_delivery(message_id=message.pk, after=wait)
    _tell(MessageDeferred(*_plain(message), reason), message, actor, at)


@transaction.atomic
def note_refused(
    *, message_id: UUID, reason: Reason, detail: str, actor: Actor, at: dt.datetime
) -> None:
    """The server said no for good. Raises NotFound, RuleBroken ("wrong_state")."""
    message = _locked(message_id)
    message.attempts -= 1
    _move(message, Do.GIVE_UP, reason=reason, detail=detail)
    _tell(MessageFailed(*_plain(message), reason), message, actor, at)


@transaction.atomic
def note_out_of_sight(
    *, message_id: UUID, machine_at: dt.datetime, actor: Actor, at: dt.datetime
) -> bool:
    """A mail of which nobody knows whether it left is repeated once, with the same Message-ID.

    False when a living worker is still at it, or the message is no longer being sent.
    Raises NotFound.
    """
    message = _locked(message_id)
    if message.state != Is.SENDING or not _nobody_is_sending(message_id):
        return False
    _move(message, Do.LOSE_SIGHT, reason=Reason.OUT_OF_SIGHT)
    repeated = message.attempts < sending.MAIL_AT_MOST
    if repeated:
        message.due_at = machine_at
        _move(message, Do.REPEAT, reason=Reason.OUT_OF_SIGHT)
        start_delivery(message_id=message.pk)
    _tell(
        MessageLostFromSight(*_plain(message), repeated),
        message,
        actor,
        at,
    )
    return True


@transaction.atomic
def restart_if_overdue(
    *, message_id: UUID, machine_at: dt.datetime, actor: Actor, at: dt.datetime
) -> bool:
    """A message whose job was lost with its worker gets another one. False when it has begun.

    Raises NotFound.
    """
    message = _locked(message_id)
    if message.state != Is.QUEUED or message.due_at > machine_at - sending.JOB_IS_LOST_AFTER:
        return False
    message.due_at = machine_at
    message.save(update_fields=["due_at"])
    start_delivery(message_id=message.pk)
    _tell(MessageDeferred(*_plain(message), "restarted"), message, actor, at)
    return True


@transaction.atomic
def retry_message(*, message_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A person who has put right what was wrong may have the message sent again.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    message = Message.objects.visible_to(actor).locked().filter(pk=message_id).first()
    if message is None:
        raise NotFound("message_not_found")
    require(can_retry(actor, message))
    message.tries = 0
    _move(message, Do.RETRY, reason=Reason.NONE)
    start_delivery(message_id=message.pk)
    _tell(MessageDeferred(*_plain(message), "retry"), message, actor, at)


def unfinished() -> list[UUID]:
    """Messages that some worker began and may have left behind."""
    rows = Message.objects.filter(state=Is.SENDING).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:500])


def overdue(*, machine_at: dt.datetime) -> list[UUID]:
    """Messages that should have left and that no worker has begun."""
    rows = Message.objects.filter(
        state=Is.QUEUED, due_at__lte=machine_at - sending.JOB_IS_LOST_AFTER
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:500])


def _reason_to_withhold(message: Message, machine_at: dt.datetime, at: dt.datetime) -> Reason:
    if sending.is_robot(message.address, settings.DEFAULT_FROM_EMAIL):
        return Reason.MAIL_LOOP
    wanted = ports.still_wanted.of(ports.kind_of(message.about))
    if wanted and not wanted(subject=message.about, template=message.template, at=at):
        return Reason.NO_LONGER_WANTED
    others = Message.objects.filter(address__iexact=message.address).exclude(pk=message.pk)
    if others.filter(
        reason=Reason.ADDRESS_REFUSED, sending_at__gt=machine_at - sending.REFUSAL_REMEMBERED
    ).exists():
        return Reason.ADDRESS_REFUSED
    lately = others.filter(attempts__gt=0, sending_at__gt=machine_at - sending.CAP_WINDOW)
    if lately.count() >= sending.DAILY_CAP:
        return Reason.DAILY_CAP
    return Reason.NONE


def lock_key(*, message_id: UUID) -> int:
    """The advisory lock a worker holds while it sends; it falls when the worker dies."""
    return message_id.int & 0x7FFF_FFFF_FFFF_FFFF


def _nobody_is_sending(message_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_key(message_id=message_id)])
        return bool(cursor.fetchone()[0])


def _locked(message_id: UUID) -> Message:
    try:
        return Message.objects.locked().get(pk=message_id)
    except Message.DoesNotExist:
        raise NotFound("message_not_found") from None


def _move(message: Message, action: Do, *, reason: Reason = Reason.NONE, detail: str = "") -> None:
    message.state = LIFECYCLE.after(MessageState(message.state), action)
    message.reason, message.detail = reason, detail[:300]
    message.save()


def _plain(message: Message) -> tuple[UUID, str, str]:
    """What every event about a message begins with."""
    return message.pk, message.template, message.about


def _tell(event: Event, message: Message, actor: Actor, at: dt.datetime) -> None:
    tell(
        event,
        actor=actor,
        at=at,
        subject=f"message:{message.pk}",
        owner_node=message.owner_node,
    )
