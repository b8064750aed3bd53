"""Lines of work, immutable estimate versions, the answers to them, and the authority they give."""

from django.db import models
from django.db.models import Q

from seibi.contexts.work_orders.contracts import AuthorityKind, LineState, Payer
from seibi.contexts.work_orders.labels import (
    ANSWER_LABELS,
    AUTHORITY_LABELS,
    CHANNEL_LABELS,
    GRADE_LABELS,
    LINE_KIND_LABELS,
    LINE_STATE_LABELS,
    PAYER_LABELS,
    SEVERITY_LABELS,
)
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.rows import Row
from seibi.kernel.text import TranslatedField

NET_TAX_GROSS = Q(gross=models.F("net") + models.F("tax"))


class Line(Row):
    """One piece of labour, one part, one diagnosis, fee or sublet of a visit, as it is now."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=LINE_KIND_LABELS)
    state = models.CharField(max_length=10, choices=LINE_STATE_LABELS, default=LineState.OPEN)
    title = TranslatedField()
    why = models.TextField(blank=True)
    if_not = models.TextField(blank=True)
    severity = models.CharField(max_length=6, choices=SEVERITY_LABELS, blank=True)
    operation_code = models.CharField(max_length=40, blank=True)
    part = models.ForeignKey("parts.Part", models.PROTECT, related_name="+", null=True)
    quantity = models.DecimalField(max_digits=10, decimal_places=3, default=1)
    unit_net = models.DecimalField(max_digits=12, decimal_places=2)
    unit_gross = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    tax_rate = models.DecimalField(max_digits=6, decimal_places=5)
    net = models.DecimalField(max_digits=12, decimal_places=2)
    tax = models.DecimalField(max_digits=12, decimal_places=2)
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    payer = models.CharField(max_length=10, choices=PAYER_LABELS, default=Payer.CUSTOMER)
    reference = models.CharField(max_length=60, blank=True)
    minutes = models.PositiveIntegerField(default=0)
    grade = models.CharField(max_length=12, choices=GRADE_LABELS, blank=True)
    step_no = models.PositiveSmallIntegerField(null=True)
    included_in = models.ForeignKey("self", models.PROTECT, related_name="included", null=True)
    removed_at = models.DateTimeField(null=True)
    stopped_for = models.CharField(max_length=20, blank=True)  # the number of the dispute about it
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="line_state_known", condition=Q(state__in=list(LineState))),
            models.CheckConstraint(name="line_payer_known", condition=Q(payer__in=list(Payer))),
            models.CheckConstraint(name="line_net_tax_gross", condition=NET_TAX_GROSS),
            models.CheckConstraint(name="line_quantity_positive", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="line_part_names_its_part", condition=~Q(kind="part") | Q(part__isnull=False)
            ),
            models.CheckConstraint(
                name="line_included_is_a_part_without_a_price",
                condition=Q(included_in=None) | Q(kind="part", unit_net=0, gross=0, net=0, tax=0),
            ),
            models.CheckConstraint(
                name="line_finished_at_iff_done",
                condition=Q(state=LineState.DONE, finished_at__isnull=False)
                | (~Q(state=LineState.DONE) & Q(finished_at=None)),
            ),
        ]


class EstimateVersion(Row):
    """What was shown to the customer, byte for byte, and its hash; written once."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64)
    net = models.DecimalField(max_digits=12, decimal_places=2)
    tax = models.DecimalField(max_digits=12, decimal_places=2)
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    reason = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=list)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["work_order", "number"], name="estimate_version_once_per_visit"
            ),
            models.CheckConstraint(name="estimate_net_tax_gross", condition=NET_TAX_GROSS),
        ]


class EstimateLine(Row):
    """A line as it stood in one version; written once."""

    version = models.ForeignKey(EstimateVersion, models.PROTECT, related_name="lines")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    part = models.ForeignKey("parts.Part", models.PROTECT, related_name="+", null=True)
    payer = models.CharField(max_length=10, choices=PAYER_LABELS)
    quantity = models.DecimalField(max_digits=10, decimal_places=3)
    net = models.DecimalField(max_digits=12, decimal_places=2)
    tax = models.DecimalField(max_digits=12, decimal_places=2)
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    shown = models.JSONField()
    line_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "line"], name="estimate_line_once"),
        ]


class LineDecision(Row):
    """The answer to one line of one version, with its proof; written once."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="decisions")
    estimate_line = models.ForeignKey(EstimateLine, models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, related_name="decisions")
    answer = models.CharField(max_length=10, choices=ANSWER_LABELS)
    note = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=10, choices=CHANNEL_LABELS)
    evidence = models.ForeignKey("evidence.EvidenceRecord", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "id"]


class Authority(Row):
    """On whose word one line may be worked on and charged, and up to how much.

    Nothing of it changes but the moment it ends. The database asks this table before a part
    leaves the shelf for a line, and before a line is invoiced.
    """

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="authorities")
    line = models.ForeignKey(Line, models.PROTECT, related_name="authorities")
    kind = models.CharField(max_length=20, choices=AUTHORITY_LABELS)
    estimate_line = models.ForeignKey(EstimateLine, models.PROTECT, related_name="+", null=True)
    decision = models.ForeignKey(LineDecision, models.PROTECT, related_name="+", null=True)
    carried_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    max_amount = models.DecimalField(max_digits=12, decimal_places=2)
    evidence = models.ForeignKey(
        "evidence.EvidenceRecord", models.PROTECT, related_name="+", null=True
    )
    reference = models.CharField(max_length=120, blank=True)
    granted_by = models.CharField(max_length=120)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["line"], name="authority_valid_by_line", condition=Q(revoked_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="authority_kind_known", condition=Q(kind__in=list(AuthorityKind))
            ),
            models.CheckConstraint(
                name="authority_of_the_customer_is_proven",
                condition=~Q(kind__in=["customer_approval", "ceiling", "diagnosis"])
                | Q(evidence__isnull=False),
            ),
            models.CheckConstraint(
                name="authority_by_approval_names_what_was_shown",
                condition=~Q(kind="customer_approval")
                | Q(estimate_line__isnull=False, decision__isnull=False),
            ),
            models.CheckConstraint(
                name="authority_of_the_house_has_reference",
                condition=~Q(kind__in=["warranty", "internal", "goodwill"]) | ~Q(reference=""),
            ),
        ]
