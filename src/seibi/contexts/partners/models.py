"""Files on their way in: the run, its rows, what was chosen before, numbers of other systems."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.partners.contracts import IMPORT, Kind, RowState, RunState, Verdict, WhyItStays
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(IMPORT)))

    def locked(self) -> Self:
        """One step of one import at a time."""
        return self.order_by("pk").select_for_update(of=("self",))


class ImportRun(OwnedRow):
    """One file for one workshop; it knows how far it has come, so it can go on after a crash."""

    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in Kind])
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in RunState])
    headings = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    heading_row = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=10, default="en")
    rows_total = models.PositiveIntegerField(null=True)
    rows_read = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    started_by = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind", "sha256"],
                condition=~Q(state__in=[RunState.REFUSED, RunState.UNDONE]),
                name="partners_file_once_per_site",
            ),
            models.CheckConstraint(
                name="partners_run_state_known", condition=Q(state__in=list(RunState))
            ),
        ]


class StagedRow(Row):
    """One row as it was read; what it says is forgotten once it is applied."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    identity = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Verdict])
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in RowState], default=RowState.WAITING
    )
    problems = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    twin = models.UUIDField(null=True)
    subject = models.CharField(max_length=120, blank=True)
    before = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True)
    stays = models.CharField(
        max_length=10, blank=True, choices=[(w.value, w.value) for w in WhyItStays]
    )

    class Meta:
        indexes = [
            models.Index(fields=["run", "state", "number"], name="partners_row_to_do"),
            models.Index(fields=["run", "identity"], name="partners_row_identity"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="partners_row_once"),
            models.CheckConstraint(
                name="partners_applied_says_when",
                condition=Q(state=RowState.WAITING) | Q(applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.number}"


class ChosenColumn(OwnedRow):
    """What a heading was taken for the last time; ``owner_node`` is the dealer group."""

    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in Kind])
    heading = models.CharField(max_length=200)
    field = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_node", "kind", "heading"], name="partners_heading_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.heading}: {self.field}"


class CustomerNumber(OwnedRow):
    """The number by which another system of a dealer group knows one of its customers."""

    number = models.CharField(max_length=80)
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_node", "number"], name="partners_customer_number_once"
            ),
            models.CheckConstraint(name="partners_customer_number_filled", condition=~Q(number="")),
        ]

    def __str__(self) -> str:
        return self.number
