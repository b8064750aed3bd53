"""Looking at finished work, what had to be done again, and handing the car back."""

from django.db import models
from django.db.models import Q

from seibi.contexts.work_orders.labels import GRADE_LABELS, OLD_PARTS_LABELS
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.rows import Row


class QualityCheck(Row):
    """One look at one finished line; appended, never changed."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="checks")
    line = models.ForeignKey(Line, models.PROTECT, related_name="checks")
    round = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=12, choices=GRADE_LABELS)
    passed = models.BooleanField()
    remarks = models.TextField(blank=True)
    photo_file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", null=True)
    road_km = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    checked_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["checked_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="failed_check_says_why", condition=Q(passed=True) | ~Q(remarks="")
            ),
            models.CheckConstraint(
                name="self_check_has_a_photo",
                condition=~Q(grade="self_photo", passed=True) | Q(photo_file__isnull=False),
            ),
            models.CheckConstraint(
                name="road_test_has_a_distance",
                condition=~Q(grade="road_test", passed=True) | Q(road_km__gt=0),
            ),
        ]


class Comeback(Row):
    """Work our own check sent back; counted, so that it becomes rare."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="comebacks")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    check_row = models.ForeignKey(QualityCheck, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    reason = models.TextField()
    found_at = models.DateTimeField()


class Delivery(Row):
    """How the car was handed back: what was explained, what became of the old parts, who signed."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="deliveries")
    odometer = models.PositiveIntegerField()
    odometer_unit = models.CharField(max_length=2, default="km")
    explanation = models.TextField()
    old_parts = models.CharField(max_length=16, choices=OLD_PARTS_LABELS)
    delivered_to = models.CharField(max_length=120)
    signature_file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", null=True
    )
    evidence = models.ForeignKey("evidence.EvidenceRecord", models.PROTECT, related_name="+")
    delivered_by = models.CharField(max_length=120)
    delivered_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work_order"],
                condition=Q(undone_at=None),
                name="one_valid_delivery_per_visit",
            ),
        ]
