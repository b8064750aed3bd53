"""Messages between owner and advisor, one thread per visit; what the house says to itself apart."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.support.contracts import ANSWER, Author, Question
from seibi.contexts.support.labels import AUTHOR_LABELS, QUESTION_LABELS
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, actor: Actor) -> Self:
        """Threads of the sites whose owners the actor answers."""
        return self.filter(under(*actor.nodes(ANSWER)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Thread(OwnedRow):
    """What owner and house write to each other about one visit; it has a named advisor."""

    work_order = models.OneToOneField("work_orders.WorkOrder", models.PROTECT, related_name="+")
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    advisor = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    opened_at = models.DateTimeField()
    waits_since = models.DateTimeField(null=True)
    last_at = models.DateTimeField()

    objects = ThreadQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner_node", "waits_since"], name="support_thread_waiting"),
        ]

    @property
    def subject(self) -> str:
        return f"support_thread:{self.pk}"


class Message(Row):
    """One thing said to the other side; written once. Nothing internal has a place here."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="messages")
    author = models.CharField(max_length=10, choices=AUTHOR_LABELS)
    author_id = models.UUIDField(null=True)
    name = models.CharField(max_length=160, blank=True)
    text = models.TextField()
    said_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    question = models.CharField(max_length=8, choices=QUESTION_LABELS, blank=True)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="support_message_author_known", condition=Q(author__in=list(Author))
            ),
            models.CheckConstraint(
                name="support_question_is_asked_by_the_house",
                condition=Q(question=Question.NONE) | Q(author=Author.HOUSE),
            ),
        ]


class InternalNote(Row):
    """What the house says to itself about a thread; no query for owners reads this table."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="notes")
    text = models.TextField()
    author_id = models.UUIDField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "id"]
