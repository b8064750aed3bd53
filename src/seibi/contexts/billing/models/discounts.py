"""Discounts: within somebody's limit, or asked for and decided by somebody with a higher one."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.billing.contracts import SEE
from seibi.contexts.billing.contracts.discounts import DiscountState
from seibi.contexts.billing.labels import DISCOUNT_LABELS
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, under


class DiscountQuerySet(models.QuerySet["Discount"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Discount(OwnedRow):
    """Money that the house does not ask for, on one line or on everything, with who said so."""

    work_order = models.ForeignKey("work_orders.WorkOrder", models.PROTECT, related_name="+")
    work_order_line = models.ForeignKey(
        "work_orders.Line", models.PROTECT, null=True, related_name="+"
    )
    percent = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    base = models.DecimalField(max_digits=14, decimal_places=2)
    share = models.DecimalField(max_digits=6, decimal_places=3)
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=DISCOUNT_LABELS, default=DiscountState.ASKED)
    asked_by = models.CharField(max_length=120)
    asked_by_name = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_reason = models.CharField(max_length=300, blank=True)

    objects = DiscountQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["work_order"], name="discount_by_work_order")]
        constraints = [
            models.CheckConstraint(
                name="discount_state_known", condition=Q(state__in=list(DiscountState))
            ),
            models.CheckConstraint(name="discount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="discount_not_more_than_all", condition=Q(share__gt=0, share__lte=100)
            ),
            models.UniqueConstraint(
                fields=["work_order", "work_order_line"],
                condition=Q(state__in=["asked", "approved", "used"]),
                nulls_distinct=False,
                name="discount_once_per_target",
            ),
        ]

    @property
    def subject(self) -> str:
        return f"discount:{self.pk}"
