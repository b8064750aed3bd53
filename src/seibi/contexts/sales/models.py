"""Prospects, what they took over, and hints from after-sales."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.sales.contracts import SELL, HintKind, Lost, ProspectState, Source
from seibi.contexts.sales.labels import HINT_LABELS, LOST_LABELS, SOURCE_LABELS, STATE_LABELS
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, under


class ProspectQuerySet(models.QuerySet["Prospect"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SELL)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Prospect(OwnedRow):
    """Somebody who is interested in a car; the person is a customer's record."""

    site_id = models.UUIDField()
    customer_id = models.UUIDField()
    seller_id = models.UUIDField()
    interest = models.CharField(max_length=200)
    source = models.CharField(max_length=16, choices=list(SOURCE_LABELS.items()))
    state = models.CharField(
        max_length=8, choices=list(STATE_LABELS.items()), default=ProspectState.OPEN
    )
    lost = models.CharField(max_length=16, choices=list(LOST_LABELS.items()), blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ProspectQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["site_id", "state", "-opened_at"], name="sales_of_a_site")]
        constraints = [
            models.UniqueConstraint(
                fields=["customer_id"],
                condition=Q(state=ProspectState.OPEN),
                name="sales_one_open_prospect",
            ),
            models.CheckConstraint(
                name="sales_prospect_known",
                condition=Q(state__in=list(ProspectState), source__in=list(Source)),
            ),
            models.CheckConstraint(
                name="sales_lost_says_why",
                condition=Q(state=ProspectState.LOST, lost__in=list(Lost))
                | ~Q(state=ProspectState.LOST) & Q(lost=""),
            ),
            models.CheckConstraint(
                name="sales_closed_has_a_time",
                condition=Q(state=ProspectState.OPEN, closed_at=None)
                | ~Q(state=ProspectState.OPEN) & Q(closed_at__isnull=False),
            ),
        ]

    @property
    def subject(self) -> str:
        return f"prospect:{self.pk}"


class HandOver(OwnedRow):
    """A new car given to its owner: written once, with what was done beside it."""

    prospect = models.OneToOneField(Prospect, models.PROTECT, related_name="hand_over")
    customer_id = models.UUIDField()
    vehicle_id = models.UUIDField(unique=True)
    checks = models.JSONField(default=list)
    channel = models.CharField(max_length=12)
    handed_over_on = models.DateField()
    first_service_on = models.DateField(db_index=True)
    finance_ends_on = models.DateField(null=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()


class HintQuerySet(models.QuerySet["Hint"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SELL)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Hint(OwnedRow):
    """What after-sales told sales about a car; gone when somebody follows it."""

    customer_id = models.UUIDField()
    vehicle_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=list(HINT_LABELS.items()))
    words = models.CharField(max_length=300, blank=True)
    told_by = models.UUIDField(null=True)
    told_at = models.DateTimeField()
    prospect = models.ForeignKey(Prospect, models.PROTECT, related_name="hints", null=True)

    objects = HintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vehicle_id", "kind"], condition=Q(prospect=None), name="sales_hint_once"
            ),
            models.CheckConstraint(
                name="sales_hint_kind_known", condition=Q(kind__in=list(HintKind))
            ),
        ]

    @property
    def subject(self) -> str:
        return f"sales_hint:{self.pk}"
