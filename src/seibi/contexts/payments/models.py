"""Payments, what providers said about them, and money given back."""

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from payments.models import BasePayment

from seibi.contexts.payments.contracts import (
    SEE,
    Effect,
    Method,
    MovementKind,
    PaymentState,
    Purpose,
)
from seibi.contexts.payments.labels import (
    EFFECT_LABELS,
    METHOD_LABELS,
    MOVEMENT_LABELS,
    PURPOSE_LABELS,
    STATE_LABELS,
)
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money
from seibi.kernel.rows import OwnedRow, Row, under


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Payment(OwnedRow, BasePayment):  # type: ignore[misc]  # the library is not typed
    """Money asked for or taken, for whatever ``reference`` says."""

    reference = models.CharField(max_length=80, db_index=True)
    purpose = models.CharField(max_length=10, choices=PURPOSE_LABELS, default=Purpose.INVOICE)
    method = models.CharField(max_length=15, choices=METHOD_LABELS, default=Method.ONLINE)
    status = models.CharField(max_length=10, choices=STATE_LABELS, default=PaymentState.WAITING)
    total = models.DecimalField(max_digits=14, decimal_places=2)
    captured_amount = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    refunded_amount = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    token = models.UUIDField(unique=True)
    return_url = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    created = models.DateTimeField()
    modified = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    given = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    origin = models.ForeignKey("self", models.PROTECT, null=True, related_name="moved_to")
    moved_amount = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    corrected_amount = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="payments_state_known", condition=Q(status__in=list(PaymentState))
            ),
            models.CheckConstraint(name="payments_total_positive", condition=Q(total__gt=0)),
            models.CheckConstraint(
                name="payments_never_refund_more_than_captured",
                condition=Q(
                    refunded_amount__gte=0,
                    moved_amount__gte=0,
                    corrected_amount__gte=0,
                    refunded_amount__lte=F("captured_amount")
                    - F("moved_amount")
                    - F("corrected_amount"),
                ),
            ),
            models.UniqueConstraint(
                fields=["reference", "total", "currency"],
                condition=Q(method=Method.ONLINE, status__in=["waiting", "input"]),
                name="payments_one_open_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.total} {self.currency}"

    def get_success_url(self) -> str:
        return f"/payments/{self.token}/"

    get_failure_url = get_success_url

    def get_process_url(self) -> str:
        return f"/payments/{self.token}/return/"

    @property
    def amount(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def captured(self) -> Money:
        """What has come by this payment and still counts for its reference."""
        gone = self.refunded_amount + self.moved_amount + self.corrected_amount
        return Money(self.captured_amount - gone, self.currency)


class AtProvider(Payment):
    """A copy for the provider's code to write on. What it wrote is heard as a ``ProviderWord``."""

    class Meta:
        proxy = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is stored here: only ``note_provider_word`` changes a payment."""

    def change_status(self, status: str, message: str = "") -> None:
        self.status, self.message = status, message


class ProviderEvent(Row):
    """One word from a provider. It counts once, however often it is delivered."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="provider_events")
    variant = models.CharField(max_length=60)
    event_id = models.CharField(max_length=200)
    said = models.CharField(max_length=10, choices=STATE_LABELS)
    effect = models.CharField(max_length=10, choices=EFFECT_LABELS, default=Effect.APPLIED)
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "event_id"], name="payments_provider_event_once"
            )
        ]


class Refund(Row):
    """Money that a person decided to give back."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="payments_refund_positive", condition=Q(amount__gt=0))
        ]


class DayEndQuerySet(models.QuerySet["DayEnd"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def standing(self) -> Self:
        """Those that were not opened again."""
        return self.filter(reopened_at=None)


class DayEnd(OwnedRow):
    """A counted and signed day of one till. It is never edited; opened again, it is done anew."""

    number = models.PositiveIntegerField()
    day = models.DateField()
    currency = models.CharField(max_length=3)
    opening_float = models.DecimalField(max_digits=14, decimal_places=2)
    expected = models.JSONField()
    counted = models.JSONField()
    expected_cash = models.DecimalField(max_digits=14, decimal_places=2)
    counted_cash = models.DecimalField(max_digits=14, decimal_places=2)
    card_slips = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    stays = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.CharField(max_length=300, blank=True)
    open_items = models.JSONField(default=list)
    closed_by = models.CharField(max_length=120)
    closed_by_name = models.CharField(max_length=120)
    closed_at = models.DateTimeField()
    before = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.CharField(max_length=120, blank=True)
    reopened_reason = models.CharField(max_length=300, blank=True)

    objects = DayEndQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_node", "number"], name="payments_day_end_number"
            ),
            models.UniqueConstraint(
                fields=["owner_node", "day"],
                condition=Q(reopened_at=None),
                name="payments_day_ends_once",
            ),
            models.CheckConstraint(
                name="payments_stays_is_counted",
                condition=Q(stays__gte=0, stays__lte=F("counted_cash")),
            ),
        ]


class Movement(OwnedRow):
    """One line of the till's book: money that came or went, final. Signed: less is below zero."""

    kind = models.CharField(max_length=12, choices=MOVEMENT_LABELS, default=MovementKind.TAKEN)
    method = models.CharField(max_length=15, choices=METHOD_LABELS, default=Method.CASH)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="movements")
    note = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    day_end = models.ForeignKey(DayEnd, models.PROTECT, null=True, related_name="movements")

    class Meta:
        indexes = [
            models.Index(
                fields=["owner_node"], condition=Q(day_end=None), name="payments_movement_open"
            ),
            models.Index(fields=["owner_node", "at"], name="payments_movement_at"),
        ]
        constraints = [
            models.CheckConstraint(name="payments_movement_moves", condition=~Q(amount=0)),
            models.CheckConstraint(
                name="payments_drawer_holds_cash",
                condition=Q(payment__isnull=False) | Q(method=Method.CASH),
            ),
        ]
