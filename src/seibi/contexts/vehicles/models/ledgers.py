"""What is written down about a car over the years: readings, coverage, work, its own signals."""

from django.db import models
from django.db.models import F, Q

from seibi.contexts.vehicles.contracts import (
    CoverageKind,
    DistanceUnit,
    ReadingFlag,
    ReadingSource,
)
from seibi.contexts.vehicles.labels import (
    COVERAGE_LABELS,
    FLAG_LABELS,
    SOURCE_LABELS,
    UNIT_LABELS,
)
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.kernel.rows import OwnedRow, Row
from seibi.kernel.text import TranslatedField


class OdometerReading(OwnedRow):
    """One reading of the odometer, kept as it was said. Corrected by a later row, never changed."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="readings")
    km = models.PositiveIntegerField()
    read_at = models.DateTimeField()
    source = models.CharField(max_length=20, choices=SOURCE_LABELS)
    flag = models.CharField(max_length=20, choices=FLAG_LABELS, default=ReadingFlag.FINE)
    note = models.CharField(max_length=300, blank=True)
    entered_value = models.PositiveIntegerField()
    entered_unit = models.CharField(max_length=2, choices=UNIT_LABELS, default=DistanceUnit.KM)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["vehicle", "read_at"], name="reading_by_vehicle")]
        constraints = [
            models.CheckConstraint(
                name="reading_source_known", condition=Q(source__in=list(ReadingSource))
            ),
            models.CheckConstraint(
                name="reading_flag_known", condition=Q(flag__in=list(ReadingFlag))
            ),
            models.UniqueConstraint(fields=["corrects"], name="reading_corrected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.km} km"


class Coverage(OwnedRow):
    """A promise that somebody else pays: from a day, until a day or a distance, for some work."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="coverages")
    kind = models.CharField(max_length=30, choices=COVERAGE_LABELS)
    title = TranslatedField()
    reference = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    ends_km = models.PositiveIntegerField(null=True)
    covers = models.JSONField(default=list)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="coverage_kind_known", condition=Q(kind__in=list(CoverageKind))
            ),
            models.CheckConstraint(
                name="coverage_days_in_order",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["vehicle", "kind", "reference"],
                condition=~Q(reference=""),
                name="coverage_once_per_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.vehicle_id}"


class ServiceRecord(OwnedRow):
    """One piece of work done on a car, written when the car was handed back."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="service_records")
    operation_code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    done_on = models.DateField()
    km = models.PositiveIntegerField(null=True)
    subject = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["vehicle", "operation_code"], name="service_by_vehicle")]
        constraints = [
            models.UniqueConstraint(
                fields=["vehicle", "subject", "operation_code"], name="service_written_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.operation_code} {self.done_on}"


class Signal(Row):
    """What the car itself last said is left until a piece of work. One row per car and work."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="signals")
    operation_code = models.CharField(max_length=40)
    remaining_km = models.IntegerField(null=True)
    remaining_days = models.IntegerField(null=True)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vehicle", "operation_code"], name="signal_one_per_work"
            ),
            models.CheckConstraint(
                name="signal_says_something",
                condition=Q(remaining_km__isnull=False) | Q(remaining_days__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation_code} {self.vehicle_id}"
