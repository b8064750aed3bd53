"""What is written down when the car is received: the walk around it, pictures, the ceiling."""

from django.db import models
from django.db.models import Q

from seibi.contexts.work_orders.labels import (
    PAYMENT_PLAN_LABELS,
    PHOTO_PURPOSE_LABELS,
    PIN_KIND_LABELS,
)
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.rows import Row


class Reception(Row):
    """The walk around the car, in the customer's words, as signed."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="receptions")
    odometer = models.PositiveIntegerField()
    odometer_unit = models.CharField(max_length=2, default="km")
    odometer_warning = models.TextField(blank=True)
    fuel_percent = models.PositiveSmallIntegerField(null=True)
    charge_percent = models.PositiveSmallIntegerField(null=True)
    valuables = models.TextField(blank=True)
    words = models.TextField(blank=True)
    interview = models.JSONField(default=dict)
    reproduced = models.BooleanField(null=True)
    joint_test_drive = models.BooleanField(default=False)
    keep_old_parts = models.BooleanField(default=False)
    seat_covers = models.BooleanField(default=False)
    payment = models.CharField(max_length=12, choices=PAYMENT_PLAN_LABELS, blank=True)
    courtesy_car = models.BooleanField(default=False)
    begun_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=120)
    signature_file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", null=True
    )
    evidence = models.ForeignKey("evidence.EvidenceRecord", models.PROTECT, related_name="+")
    received_by = models.CharField(max_length=120)
    signed_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work_order"],
                condition=Q(undone_at=None),
                name="one_valid_reception_per_visit",
            ),
            models.CheckConstraint(
                name="reception_gauges_are_percents",
                condition=(Q(fuel_percent=None) | Q(fuel_percent__lte=100))
                & (Q(charge_percent=None) | Q(charge_percent__lte=100)),
            ),
            models.CheckConstraint(name="reception_is_signed", condition=~Q(signed_by="")),
        ]


class Photo(Row):
    """A picture of a visit and what it shows; owners see those that are for them."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="photos")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=PHOTO_PURPOSE_LABELS)
    caption = models.CharField(max_length=200, blank=True)
    line_id = models.UUIDField(null=True)
    finding_id = models.UUIDField(null=True)
    for_owner = models.BooleanField(default=True)
    taken_by = models.CharField(max_length=120)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_at", "id"]


class DamagePin(Row):
    """A mark on the drawing of the car; x and y run from 0 to 1000; a photo may show it."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="pins")
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=PIN_KIND_LABELS)
    note = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+", null=True)
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["marked_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="damage_pin_is_on_the_drawing", condition=Q(x__lte=1000, y__lte=1000)
            ),
        ]


class Ceiling(Row):
    """Up to this gross amount work may begin without another question."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="ceilings")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    evidence = models.ForeignKey("evidence.EvidenceRecord", models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work_order"],
                condition=Q(revoked_at=None),
                name="one_valid_ceiling_per_visit",
            ),
            models.CheckConstraint(name="ceiling_above_zero", condition=Q(amount__gt=0)),
        ]
