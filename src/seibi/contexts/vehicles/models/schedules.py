"""Maintenance schedules: data, not code."""

from django.db import models
from django.db.models import Q

from seibi.contexts.vehicles.contracts import ScheduleBasis
from seibi.contexts.vehicles.labels import SCHEDULE_BASIS_LABELS
from seibi.kernel.rows import Row
from seibi.kernel.text import TranslatedField


class ScheduleItem(Row):
    """How often some work is due on some cars, who says so, and which cars are meant."""

    key = models.CharField(max_length=80, unique=True)
    operation_code = models.CharField(max_length=40)
    title = TranslatedField()
    basis = models.CharField(max_length=20, choices=SCHEDULE_BASIS_LABELS)
    rule = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    make_key = models.CharField(max_length=60, blank=True)
    model_key = models.CharField(max_length=120, blank=True)
    year_from = models.PositiveSmallIntegerField(null=True)
    year_to = models.PositiveSmallIntegerField(null=True)
    powertrains = models.JSONField(default=list)
    use_classes = models.JSONField(default=list)
    km = models.PositiveIntegerField(null=True)
    months = models.PositiveSmallIntegerField(null=True)
    first_km = models.PositiveIntegerField(null=True)
    first_months = models.PositiveSmallIntegerField(null=True)
    severe_km = models.PositiveIntegerField(null=True)
    severe_months = models.PositiveSmallIntegerField(null=True)
    condition = TranslatedField()
    source = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["country", "make_key"], name="schedule_by_market")]
        constraints = [
            models.CheckConstraint(
                name="schedule_basis_known", condition=Q(basis__in=list(ScheduleBasis))
            ),
            models.CheckConstraint(
                name="schedule_says_when",
                condition=Q(km__isnull=False) | Q(months__isnull=False) | ~Q(rule=""),
            ),
        ]

    def __str__(self) -> str:
        return self.key
