"""Looking at finished work, what had to be done again, and handing the car back."""

from django.db import models
from django.db.models import Q

from seibi.contexts.work_orders.contracts.quality import Cause
from seibi.contexts.work_orders.labels import (
    CAUSE_LABELS,
    GRADE_LABELS,
    OLD_PARTS_LABELS,
    REPAIR_LEVEL_LABELS,
    SYMBOL_LABELS,
)
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
    road_minutes = models.PositiveSmallIntegerField(null=True)
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
    cause = models.CharField(max_length=12, choices=CAUSE_LABELS, default=Cause.OTHER)
    doer = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    found_at = models.DateTimeField()


class Certificate(Row):
    """China's certificate of repair: who inspected what, under a number; void when work reopens."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=30, unique=True)
    level = models.CharField(max_length=12, choices=REPAIR_LEVEL_LABELS)
    inspector = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    void_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work_order"],
                condition=Q(void_at=None),
                name="one_valid_certificate_per_visit",
            ),
        ]


class ReturnVisit(Row):
    """A customer is back with what we had repaired: which earlier line, and how soon."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="returns")
    earlier_line = models.ForeignKey(Line, models.PROTECT, related_name="returns")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+", null=True)
    concern = models.CharField(max_length=300)
    first_doer = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    days = models.PositiveIntegerField()
    km = models.PositiveIntegerField(null=True)
    linked_by = models.CharField(max_length=120)
    linked_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["linked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["work_order", "earlier_line"],
                condition=Q(undone_at=None),
                name="one_return_per_visit_and_earlier_line",
            ),
        ]


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


class ChecklistResult(Row):
    """What was found and done at one item of a periodic inspection, as the record book says it."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="checklist")
    item = models.CharField(max_length=40)
    symbol = models.CharField(max_length=10, choices=SYMBOL_LABELS)
    measured = models.CharField(max_length=40, blank=True)
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "id"]
        constraints = [
            models.UniqueConstraint(fields=["line", "item"], name="one_result_per_checklist_item"),
        ]
