"""How long cars stood for what, and how long estimates waited for their answer."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

from seibi.contexts.quality.contracts import SEE, WaitCause
from seibi.contexts.quality.labels import CAUSE_LABELS
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, under

AnyRow = TypeVar("AnyRow", bound=models.Model)


class CountedQuerySet(models.QuerySet[AnyRow]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Standing(OwnedRow):
    """Where a car stands as it was last told: by the board, and by its visit."""

    work_order_id = models.UUIDField(unique=True)
    job = models.CharField(max_length=20, blank=True)
    waiting_for = models.CharField(max_length=20, blank=True)
    visit = models.CharField(max_length=20, blank=True)

    objects = CountedQuerySet["Standing"].as_manager()


class Wait(OwnedRow):
    """A car stood for one cause on one day; ``minutes`` of opening time, once it is over."""

    work_order_id = models.UUIDField()
    site_id = models.UUIDField()
    cause = models.CharField(max_length=12, choices=CAUSE_LABELS)
    definition = models.CharField(max_length=20)
    day = models.DateField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(null=True)

    objects = CountedQuerySet["Wait"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["site_id", "day"], name="quality_wait_site_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["work_order_id"],
                name="quality_one_wait_at_a_time",
                condition=Q(until_at=None),
            ),
            models.CheckConstraint(
                name="quality_wait_cause_known", condition=Q(cause__in=list(WaitCause))
            ),
            models.CheckConstraint(
                name="quality_wait_minutes_when_over",
                condition=Q(until_at=None, minutes=None)
                | Q(until_at__gte=F("from_at"), minutes__isnull=False),
            ),
        ]


class ApprovalWait(OwnedRow):
    """An estimate was asked about and answered; ``minutes`` of opening time between."""

    work_order_id = models.UUIDField()
    site_id = models.UUIDField()
    version = models.PositiveIntegerField()
    definition = models.CharField(max_length=20)
    day = models.DateField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(null=True)

    objects = CountedQuerySet["ApprovalWait"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["site_id", "day"], name="quality_approval_site_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["work_order_id"],
                name="quality_one_question_at_a_time",
                condition=Q(answered_at=None),
            ),
            models.CheckConstraint(
                name="quality_approval_minutes_when_answered",
                condition=Q(answered_at=None, minutes=None)
                | Q(answered_at__isnull=False, minutes__isnull=False),
            ),
        ]
