"""Files on their way in: the run, its rows as read, and the rows that could not be used."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.vehicles.contracts import ImportState
from seibi.contexts.vehicles.labels import IMPORT_STATE_LABELS
from seibi.kernel.rows import OwnedRow, Row


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def locked(self) -> Self:
        """One step of one import at a time."""
        return self.order_by("pk").select_for_update(of=("self",))


class ImportRun(OwnedRow):
    """One file being imported; it knows how far it has come, so it can go on after a crash."""

    kind = models.CharField(max_length=20, default="recalls")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=20, choices=IMPORT_STATE_LABELS, default=ImportState.READING
    )
    rows_total = models.PositiveIntegerField(null=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_applied = models.PositiveIntegerField(default=0)
    campaigns_added = models.PositiveIntegerField(default=0)
    scopes_added = models.PositiveIntegerField(default=0)
    problems = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    upload = models.BinaryField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "sha256"], name="import_once_per_file"),
            models.CheckConstraint(
                name="import_state_known", condition=Q(state__in=list(ImportState))
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class StagedRow(Row):
    """One row of a file as it was read, waiting to be applied; removed when the run is done."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="staged")
    row = models.PositiveIntegerField()
    number = models.CharField(max_length=20)
    make = models.CharField(max_length=60)
    model = models.CharField(max_length=256)
    make_key = models.CharField(max_length=60)
    model_key = models.CharField(max_length=256)
    model_year = models.PositiveSmallIntegerField(null=True)
    component = models.CharField(max_length=200)
    published_on = models.DateField(null=True)
    summary = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "row"], name="staged_row_once")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.row}"


class RowProblem(Row):
    """One row of a file that could not be used, and why."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="row_problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "row", "column"], name="problem_once_per_cell")
        ]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.row} {self.code}"
