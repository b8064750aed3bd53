"""Invoices and what they consist of. Once issued, only how far they are settled changes."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from seibi.contexts.billing.contracts import (
    SEE,
    Cost,
    Form,
    InvoiceKind,
    InvoiceState,
)
from seibi.contexts.billing.labels import (
    COST_LABELS,
    FORM_LABELS,
    KIND_LABELS,
    PAYER_LABELS,
    STATE_LABELS,
)
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money
from seibi.kernel.rows import OwnedRow, Row, under


class NumberSeriesQuerySet(models.QuerySet["NumberSeries"]):
    def locked(self) -> Self:
        """Lock in primary-key order. A series is the last thing that an operation locks."""
        return self.order_by("pk").select_for_update(of=("self",))


class NumberSeries(Row):
    """The numbers of one kind of paper of one legal entity in one year: no gap, no repeat."""

    legal_entity = models.ForeignKey("network.LegalEntity", models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects = NumberSeriesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["legal_entity", "prefix", "year"], name="billing_series_once"
            )
        ]


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def visible_to(self, actor: Actor) -> Self:
        """By place, by being the person who pays, or by a link to the invoice or the visit."""
        return self.filter(
            under(*actor.nodes(SEE))
            | Q(customer_id__in=actor.persons, payer=Payer.CUSTOMER)
            | Q(pk__in=_keys(actor, "invoice"))
            | Q(work_order_id__in=_keys(actor, "work_order"), payer=Payer.CUSTOMER)
        )

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Invoice(OwnedRow):
    """What somebody owes for a visit, or what is taken back of it; final when issued."""

    number = models.CharField(max_length=30)
    kind = models.CharField(max_length=12, choices=KIND_LABELS, default=InvoiceKind.INVOICE)
    form = models.CharField(max_length=20, choices=FORM_LABELS, default=Form.TAX_INVOICE)
    state = models.CharField(max_length=12, choices=STATE_LABELS, default=InvoiceState.ISSUED)
    payer = models.CharField(max_length=10, choices=PAYER_LABELS, default=Payer.CUSTOMER)
    legal_entity = models.ForeignKey("network.LegalEntity", models.PROTECT, related_name="+")
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    work_order = models.ForeignKey("work_orders.WorkOrder", models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    credits = models.OneToOneField("self", models.PROTECT, null=True, related_name="credit_note")
    language = models.CharField(max_length=12)
    currency = models.CharField(max_length=3)
    tax_included = models.BooleanField(default=False)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    tax = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    paid = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    due_on = models.DateField()
    issued_by = models.CharField(max_length=120)
    reason = models.CharField(max_length=300, blank=True)
    issuer = models.JSONField()
    recipient = models.JSONField()
    visit = models.JSONField()

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["work_order"], name="invoice_by_work_order")]
        constraints = [
            models.UniqueConstraint(fields=["legal_entity", "number"], name="invoice_number_once"),
            models.CheckConstraint(
                name="invoice_state_known", condition=Q(state__in=list(InvoiceState))
            ),
            models.CheckConstraint(
                name="invoice_net_tax_gross", condition=Q(gross=F("net") + F("tax"))
            ),
            models.CheckConstraint(
                name="invoice_credit_note_takes_back",
                condition=Q(kind=InvoiceKind.INVOICE, credits=None)
                | Q(kind=InvoiceKind.CREDIT_NOTE, credits__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"invoice:{self.pk}"

    @property
    def open(self) -> Money:
        """What is still owed; below zero when too much came."""
        return Money(self.gross - self.paid, self.currency)


class InvoiceLine(Row):
    """One line, final. ``agreed_gross`` is what somebody said yes to for this line.

    ``discount`` has been taken off the amount that is shown: with its tax where that is inside.
    """

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    work_order_line = models.ForeignKey("work_orders.Line", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    cost = models.CharField(max_length=10, choices=COST_LABELS, default=Cost.OTHER)
    names = models.JSONField()
    part_number = models.CharField(max_length=60, blank=True)
    part_origin = models.CharField(max_length=20, blank=True)
    quantity = models.DecimalField(max_digits=10, decimal_places=3)
    minutes = models.PositiveIntegerField(default=0)
    unit_net = models.DecimalField(max_digits=14, decimal_places=2)
    unit_gross = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    tax = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    tax_rate = models.DecimalField(max_digits=6, decimal_places=5)
    outside_tax = models.BooleanField(default=False)
    agreed_gross = models.DecimalField(max_digits=14, decimal_places=2)
    discount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    taken_back = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["work_order_line"],
                condition=Q(taken_back=False),
                name="invoice_line_billed_once",
            ),
            models.CheckConstraint(
                name="invoice_line_net_tax_gross", condition=Q(gross=F("net") + F("tax"))
            ),
            models.CheckConstraint(
                name="invoice_line_not_more_than_agreed",
                # one coin: tax that is rounded per rate is shared out over the lines
                condition=Q(gross__lte=F("agreed_gross") + 1) & Q(net__lte=F("agreed_gross")),
            ),
        ]


class TaxLine(Row):
    """What an invoice says about one tax rate."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="taxes")
    rate = models.DecimalField(max_digits=6, decimal_places=5)
    outside_tax = models.BooleanField(default=False)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    tax = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["outside_tax", "-rate"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "rate", "outside_tax"], name="invoice_tax_once_per_rate"
            )
        ]


def _keys(actor: Actor, kind: str) -> list[UUID]:
    """The ids of one kind among the links in the actor's hand."""
    return [UUID(key.partition(":")[2]) for key in actor.keys if key.startswith(f"{kind}:")]
