"""The workshop floor: clocks, steps, findings, requests for parts, and parts that were issued."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from seibi.contexts.work_orders.contracts import PartRequestState
from seibi.contexts.work_orders.labels import (
    CLOCK_END_LABELS,
    INDIRECT_REASON_LABELS,
    PART_REQUEST_STATE_LABELS,
    PAUSE_REASON_LABELS,
    SEVERITY_LABELS,
)
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.rows import OwnedRow, Row


class ClockEntryQuerySet(models.QuerySet["ClockEntry"]):
    def running(self) -> Self:
        return self.filter(ended_at=None)

    def standing(self) -> Self:
        """What counts: entries that no later one has taken the place of."""
        return self.filter(correction=None)

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class ClockEntry(OwnedRow):
    """Time that was really spent, on a line or on nothing chargeable; recording it is never refused
    because nobody agreed to pay. A mistake is put right by an entry that takes its place."""

    technician = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="clocks", null=True)
    line = models.ForeignKey(Line, models.PROTECT, related_name="clocks", null=True)
    indirect = models.CharField(max_length=12, choices=INDIRECT_REASON_LABELS, blank=True)
    two_cars = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=CLOCK_END_LABELS, blank=True)
    pause_reason = models.CharField(max_length=20, choices=PAUSE_REASON_LABELS, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, related_name="correction", null=True)
    correction_reason = models.CharField(max_length=300, blank=True)
    written_by = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField(null=True)

    objects = ClockEntryQuerySet.as_manager()

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["technician"],
                condition=Q(ended_at=None, two_cars=False),
                name="one_open_clock_per_technician",
            ),
            models.UniqueConstraint(
                fields=["technician", "work_order"],
                condition=Q(ended_at=None),
                name="one_open_clock_per_technician_and_car",
            ),
            models.CheckConstraint(
                name="clock_runs_on_a_line_or_on_nothing",
                condition=Q(line__isnull=False, work_order__isnull=False, indirect="")
                | (Q(line=None, work_order=None) & ~Q(indirect="")),
            ),
            models.CheckConstraint(
                name="clock_runs_forward",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="clock_pause_has_reason", condition=~Q(end="paused") | ~Q(pause_reason="")
            ),
            models.CheckConstraint(
                name="clock_correction_is_over_and_has_a_reason",
                condition=Q(corrects=None, correction_reason="")
                | (Q(corrects__isnull=False, ended_at__isnull=False) & ~Q(correction_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["technician", "started_at"], name="clocks_of_a_technician"),
        ]


class WorkStep(Row):
    """One thing to do for a line, with its torque where there is one."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200, blank=True)  # none: the line itself
    torque_nm = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["position", "id"]


class Finding(Row):
    """Something found on the car that nobody had asked about."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="findings")
    words = models.TextField()
    severity = models.CharField(max_length=6, choices=SEVERITY_LABELS)
    line = models.ForeignKey(Line, models.PROTECT, related_name="+", null=True)
    reported_by = models.CharField(max_length=120)
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["reported_at", "id"]


class PartRequest(Row):
    """A part a technician asks for, by number or in words."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="part_requests")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+", null=True)
    words = models.CharField(max_length=200)
    part_number = models.CharField(max_length=40, blank=True)
    quantity = models.DecimalField(max_digits=10, decimal_places=3, default=1)
    state = models.CharField(
        max_length=10, choices=PART_REQUEST_STATE_LABELS, default=PartRequestState.OPEN
    )
    answer = models.CharField(max_length=200, blank=True)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "id"]


class PartIssue(Row):
    """Parts that left the shelf for a line; below zero when unused ones came back."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="part_issues")
    line = models.ForeignKey(Line, models.PROTECT, related_name="part_issues")
    part = models.ForeignKey("parts.Part", models.PROTECT, related_name="+")
    move = models.ForeignKey("parts.Move", models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=10, decimal_places=3)
    issued_by = models.CharField(max_length=120)
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["issued_at", "id"]
        constraints = [
            models.CheckConstraint(name="part_issue_not_zero", condition=~Q(quantity=0)),
        ]


class HelpCall(Row):
    """Somebody at a car asks a colleague to come; open until one says that they do."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="help_calls")
    words = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["work_order", "asked_by"],
                condition=Q(answered_at=None),
                name="one_open_call_for_help_per_person_and_car",
            ),
            models.CheckConstraint(
                name="nobody_answers_their_own_call",
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
            ),
        ]
