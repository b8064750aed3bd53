"""Surveys, their answers, and finished visits as they were counted."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from seibi.contexts.quality.contracts import SEE, SurveyState
from seibi.contexts.quality.labels import STATE_LABELS
from seibi.contexts.quality.models import morning, waiting  # noqa: F401 - Django looks here
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Survey(OwnedRow):
    """One question about one visit: who, where and which job as of the moment of delivery."""

    work_order_id = models.UUIDField(unique=True)
    site_id = models.UUIDField()
    customer_id = models.UUIDField()
    vehicle_id = models.UUIDField()
    advisor_id = models.UUIDField(null=True)
    technician_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    car = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=STATE_LABELS, default=SurveyState.OPEN)
    delivered_at = models.DateTimeField()
    delivered_on = models.DateField()
    expires_at = models.DateTimeField()

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quality_survey_state_known", condition=Q(state__in=list(SurveyState))
            )
        ]

    @property
    def subject(self) -> str:
        return f"survey:{self.pk}"


class Answer(Row):
    """What an owner said about a visit; one per survey, and the owner may think again."""

    survey = models.OneToOneField(Survey, models.PROTECT, related_name="answer")
    csat = models.PositiveSmallIntegerField()
    nps = models.PositiveSmallIntegerField(null=True)
    ces = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    called_back_at = models.DateTimeField(null=True)
    called_back_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="quality_csat_1_to_5", condition=Q(csat__range=(1, 5))),
            models.CheckConstraint(
                name="quality_nps_0_to_10", condition=Q(nps=None) | Q(nps__range=(0, 10))
            ),
            models.CheckConstraint(
                name="quality_ces_1_to_7", condition=Q(ces=None) | Q(ces__range=(1, 7))
            ),
        ]


class KpiSnapshotQuerySet(models.QuerySet["KpiSnapshot"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class KpiSnapshot(OwnedRow):
    """A visit as it counts for the figures, written as things happen.

    Each fact is taken from the event that told it; later changes of staff, site or promise do
    not reach it. ``day`` is the day of arrival at the workshop.
    """

    work_order_id = models.UUIDField(unique=True)
    site_id = models.UUIDField()
    advisor_id = models.UUIDField(null=True)
    definitions = models.CharField(max_length=20)
    day = models.DateField()
    arrived_at = models.DateTimeField()
    first_promise_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    same_day = models.BooleanField(null=True)
    on_time_first = models.BooleanField(null=True)
    disputed = models.BooleanField(default=False)
    left_out = models.BooleanField(default=False)  # the arrival was undone, or the visit cancelled

    objects = KpiSnapshotQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["site_id", "day"], name="kpi_snapshot_site_day")]
        constraints = [
            models.CheckConstraint(
                name="kpi_snapshot_same_day_is_known_when_ready",
                condition=Q(ready_at=None, same_day=None)
                | Q(ready_at__isnull=False, same_day__isnull=False),
            ),
            models.CheckConstraint(
                name="kpi_snapshot_on_time_needs_promise_and_ready",
                condition=Q(on_time_first=None)
                | Q(first_promise_at__isnull=False, ready_at__isnull=False),
            ),
        ]
