"""Disputes with their own log, what owners add, what was decided; and the complaint register."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from seibi.contexts.support.contracts import DECIDE, SEE, DisputeState, Happened, Topic
from seibi.contexts.support.domain.lifecycle import UNDECIDED
from seibi.contexts.support.labels import (
    CAUSE_LABELS,
    CLASS_LABELS,
    HAPPENED_LABELS,
    LEVEL_LABELS,
    OUTCOME_LABELS,
    STATE_LABELS,
    TOPIC_LABELS,
    VIA_LABELS,
)
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, actor: Actor) -> Self:
        """Disputes of the sites whose cases the actor may see or decide."""
        return self.filter(under(*actor.nodes(SEE), *actor.nodes(DECIDE)))

    def for_owner(self, actor: Actor) -> Self:
        """Disputes of the actor's own visits, and of those a link opens."""
        linked = [key.partition(":")[2] for key in actor.keys if key.startswith("work_order:")]
        return self.filter(Q(customer_id__in=actor.persons) | Q(work_order_id__in=linked))

    def undecided(self) -> Self:
        return self.filter(state__in=UNDECIDED)

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Dispute(OwnedRow):
    """What an owner sees differently about one visit; at most one open at a time."""

    number = models.CharField(max_length=20)
    topic = models.CharField(max_length=20, choices=TOPIC_LABELS)
    state = models.CharField(max_length=12, choices=STATE_LABELS, default=DisputeState.OPEN)
    level = models.CharField(max_length=10, choices=LEVEL_LABELS)
    work_order = models.ForeignKey("work_orders.WorkOrder", models.PROTECT, related_name="+")
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    advisor = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    assignee = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    second = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    line_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    invoice_id = models.UUIDField(null=True)
    words = models.TextField()
    via = models.CharField(max_length=10, choices=VIA_LABELS)
    raised_by = models.CharField(max_length=120)
    car_on_site = models.BooleanField()
    evidence = models.ForeignKey("evidence.EvidenceRecord", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    rounds = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=10, choices=OUTCOME_LABELS, blank=True)
    reason = models.TextField(blank=True)
    redress = models.CharField(max_length=300, blank=True)
    goodwill = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "state"], name="support_dispute_by_customer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_node", "number"], name="support_dispute_number_per_site"
            ),
            models.UniqueConstraint(
                fields=["work_order"],
                condition=Q(state__in=list(UNDECIDED)),
                name="support_one_open_dispute_per_visit",
            ),
            models.CheckConstraint(
                name="support_dispute_topic_known", condition=Q(topic__in=list(Topic))
            ),
            models.CheckConstraint(
                name="support_dispute_state_known", condition=Q(state__in=list(DisputeState))
            ),
            models.CheckConstraint(
                name="support_decided_with_a_reason",
                condition=~Q(state=DisputeState.DECIDED)
                | (~Q(outcome="") & ~Q(reason="") & Q(decided_at__isnull=False)),
            ),
        ]

    @property
    def subject(self) -> str:
        return f"dispute:{self.pk}"


class DisputeStep(Row):
    """One line of a dispute's log; appended, never changed: the clocks are worked out from it."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="steps")
    happened = models.CharField(max_length=14, choices=HAPPENED_LABELS)
    level = models.CharField(max_length=10, choices=LEVEL_LABELS)
    by = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="support_step_known", condition=Q(happened__in=list(Happened))
            ),
        ]


class DisputeFact(Row):
    """What the owner adds to the evidence: words, a photo, a video."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="facts")
    words = models.TextField(blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", null=True)
    by = models.CharField(max_length=120)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="support_fact_says_something",
                condition=~Q(words="") | Q(file__isnull=False),
            ),
        ]


class ConductFlag(Row):
    """Somebody of the house was treated badly: a second person joins; the matter goes on."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="flags")
    what = models.TextField()
    flagged_by = models.UUIDField()
    second = models.UUIDField()
    flagged_at = models.DateTimeField()
    review_at = models.DateTimeField()


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, actor: Actor) -> Self:
        """Complaints of the sites whose register the actor may see."""
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Complaint(OwnedRow):
    """One complaint: about what, how heavy, its cause, what we did, whether it came back."""

    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    dispute = models.OneToOneField(Dispute, models.PROTECT, related_name="+", null=True)
    work_order_id = models.UUIDField(null=True)
    vehicle_id = models.UUIDField(null=True)
    customer_id = models.UUIDField(null=True)
    topic = models.CharField(max_length=20, choices=TOPIC_LABELS)
    weight = models.CharField(max_length=1, choices=CLASS_LABELS)
    words = models.TextField()
    cause = models.CharField(max_length=12, choices=CAUSE_LABELS)
    redress = models.CharField(max_length=300, blank=True)
    recurs = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    logged_by = models.CharField(max_length=120)
    logged_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["vehicle_id", "topic"], name="support_complaint_recurs"),
        ]
        constraints = [
            models.CheckConstraint(
                name="support_complaint_topic_known", condition=Q(topic__in=list(Topic))
            ),
        ]


class DisputeCounterQuerySet(models.QuerySet["DisputeCounter"]):
    def locked(self) -> Self:
        return self.order_by("pk").select_for_update(of=("self",))


class DisputeCounter(OwnedRow):
    """The last case number given out at a site."""

    last = models.PositiveIntegerField(default=0)

    objects = DisputeCounterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_node"], name="support_one_counter_per_site"),
        ]
