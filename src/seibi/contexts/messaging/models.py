"""Messages and what travels with them."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.messaging.contracts import SEE, MessageChannel, MessageState, Reason
from seibi.contexts.messaging.domain.sending import MAIL_AT_MOST
from seibi.contexts.messaging.labels import CHANNEL_LABELS, REASON_LABELS, STATE_LABELS
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Message(OwnedRow):
    """Something one person is told once, on one channel, in their language."""

    template = models.CharField(max_length=80)
    about = models.CharField(max_length=80)
    channel = models.CharField(max_length=10, choices=CHANNEL_LABELS, default=MessageChannel.MAIL)
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=12)
    time_zone = models.CharField(max_length=64)
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=STATE_LABELS, default=MessageState.QUEUED)
    reason = models.CharField(max_length=20, choices=REASON_LABELS, default=Reason.NONE, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    mime_id = models.CharField(max_length=120, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # times that it may have left us
    tries = models.PositiveSmallIntegerField(default=0)  # times that it certainly did not
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sending_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="messaging_state_known", condition=Q(state__in=list(MessageState))
            ),
            models.CheckConstraint(
                name="messaging_mail_at_most_twice", condition=Q(attempts__lte=MAIL_AT_MOST)
            ),
            models.CheckConstraint(
                name="messaging_sent_at_iff_sent",
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="messaging_unfinished",
                condition=Q(
                    state__in=[MessageState.QUEUED, MessageState.SENDING, MessageState.UNKNOWN]
                ),
            ),
            models.Index(fields=["address", "sending_at"], name="messaging_address_day"),
            models.Index(fields=["about"], name="messaging_about"),
        ]


class MessageAttachment(Row):
    """A small file that travels with a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()
