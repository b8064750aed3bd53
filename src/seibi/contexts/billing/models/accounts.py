"""Customers who pay by the month: their terms, and the statements they get."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.billing.contracts import SEE
from seibi.contexts.billing.models.invoices import Invoice
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under


class TermsQuerySet(models.QuerySet["Terms"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        return self.order_by("pk").select_for_update(of=("self",))


class Terms(OwnedRow):
    """What a legal entity has agreed with a customer who pays later, at the site that agreed."""

    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    legal_entity = models.ForeignKey("network.LegalEntity", models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    credit_limit = models.DecimalField(max_digits=14, decimal_places=2)
    closing_day = models.PositiveSmallIntegerField(default=31)  # 31: the last day of the month
    pay_months = models.PositiveSmallIntegerField(default=1)
    pay_day = models.PositiveSmallIntegerField(default=31)
    stopped_at = models.DateTimeField(null=True)
    stopped_reason = models.CharField(max_length=300, blank=True)
    set_by = models.CharField(max_length=120)
    set_at = models.DateTimeField()

    objects = TermsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "legal_entity"], name="billing_terms_once"),
            models.CheckConstraint(
                name="billing_terms_days",
                condition=Q(
                    closing_day__gte=1,
                    closing_day__lte=31,
                    pay_day__gte=1,
                    pay_day__lte=31,
                    pay_months__lte=6,
                    credit_limit__gte=0,
                ),
            ),
        ]

    @property
    def subject(self) -> str:
        return f"terms:{self.pk}"


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))


class Statement(OwnedRow):
    """One month of a customer on account: what was open, what was paid, what is new; final."""

    number = models.CharField(max_length=30)
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="statements")
    legal_entity = models.ForeignKey("network.LegalEntity", models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    closed_on = models.DateField()
    due_on = models.DateField()
    currency = models.CharField(max_length=3)
    before = models.DecimalField(max_digits=14, decimal_places=2)
    received = models.DecimalField(max_digits=14, decimal_places=2)
    billed = models.DecimalField(max_digits=14, decimal_places=2)
    due = models.DecimalField(max_digits=14, decimal_places=2)
    language = models.CharField(max_length=12)
    issuer = models.JSONField()
    recipient = models.JSONField()
    issued_by = models.CharField(max_length=120)
    issued_at = models.DateTimeField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-closed_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["legal_entity", "number"], name="billing_statement_number_once"
            ),
            models.UniqueConstraint(
                fields=["terms", "closed_on"], name="billing_statement_once_per_close"
            ),
            models.CheckConstraint(
                name="billing_statement_adds_up",
                condition=Q(due=models.F("before") - models.F("received") + models.F("billed")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class StatementLine(Row):
    """An invoice on a statement: new on it, and how much of it was open that day."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines")
    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="statement_line")
    open = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["id"]
