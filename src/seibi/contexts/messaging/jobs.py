"""The worker that talks to the mail server, and the sweep after one that died."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection
from procrastinate.contrib.django import app

from seibi.contexts.messaging.contracts import Envelope, Reason
from seibi.contexts.messaging.operations import delivery
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM


@app.task(name="seibi.contexts.messaging.jobs.deliver", queue="mail")
def deliver(message_id: str) -> None:
    """Send one message. A second call for the same message does nothing."""
    key = UUID(message_id)
    with _being_sent(key) as ours:
        if not ours:
            return
        envelope = delivery.begin_sending(
            message_id=key, machine_at=clock.machine_now(), actor=SYSTEM, at=clock.now()
        )
        if envelope:
            _hand_over(envelope)


@app.periodic(cron="* * * * * */10")
@app.task(name="seibi.contexts.messaging.jobs.sweep", queue="mail", queueing_lock="mail-sweep")
def sweep(timestamp: int) -> None:
    """Find messages whose worker died: on the way (repeat at most once), or before it began."""
    for message_id in delivery.unfinished():
        delivery.note_out_of_sight(
            message_id=message_id, machine_at=clock.machine_now(), actor=SYSTEM, at=clock.now()
        )
    for message_id in delivery.overdue(machine_at=clock.machine_now()):
        delivery.restart_if_overdue(
            message_id=message_id, machine_at=clock.machine_now(), actor=SYSTEM, at=clock.now()
        )


def _hand_over(envelope: Envelope) -> None:
    """Talk to the mail server and write down how it ended, as far as anybody can know."""
    server = get_connection()
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        _note_not_left(envelope, Reason.SERVER_AWAY, error)
        return
    try:
        server.send_messages([_mail(envelope)])
    except smtplib.SMTPServerDisconnected:
        raise  # it may have been taken: the sweep decides
    except smtplib.SMTPException as error:
        _note_answer(envelope, error)
    else:
        delivery.note_sent(message_id=envelope.message_id, actor=SYSTEM, at=clock.now())
    finally:
        server.close()


def _note_answer(envelope: Envelope, error: smtplib.SMTPException) -> None:
    """A 4xx is "later", a 5xx is "no"; both say that the message was not taken."""
    code, reason = _meaning(error)
    if 500 <= code < 600:
        delivery.note_refused(
            message_id=envelope.message_id,
            reason=reason,
            detail=str(error),
            actor=SYSTEM,
            at=clock.now(),
        )
    else:
        _note_not_left(envelope, reason, error)


def _note_not_left(envelope: Envelope, reason: Reason, error: Exception) -> None:
    delivery.note_not_left(
        message_id=envelope.message_id,
        reason=reason,
        detail=str(error),
        machine_at=clock.machine_now(),
        actor=SYSTEM,
        at=clock.now(),
    )


def _meaning(error: smtplib.SMTPException) -> tuple[int, Reason]:
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused) if refused:
            code = next(iter(refused.values()))[0]
            return code, Reason.ADDRESS_REFUSED if code >= 500 else Reason.SERVER_REFUSED
        case smtplib.SMTPResponseException(smtp_code=code):
            return code, Reason.SERVER_REFUSED
    return 400, Reason.SERVER_REFUSED


def _mail(envelope: Envelope) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=envelope.subject,
        body=envelope.text,
        to=[envelope.address],
        headers={
            "Message-ID": envelope.mime_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    if envelope.html:
        mail.attach_alternative(envelope.html, "text/html")
    for each in envelope.attachments:
        mail.attach(each.name, each.content, each.media_type)
    return mail


@contextmanager
def _being_sent(message_id: UUID) -> Iterator[bool]:
    """Hold the message's advisory lock on this connection; it falls when the worker dies."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_lock(%s)", [delivery.lock_key(message_id=message_id)]
        )
        ours = bool(cursor.fetchone()[0])
    try:
        yield ours
    finally:
        if ours:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_advisory_unlock(%s)", [delivery.lock_key(message_id=message_id)]
                )
