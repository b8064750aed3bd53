"""Recall campaigns, the cars they are about, and where each car stands."""

from django.db import models
from django.db.models import Q

from seibi.contexts.vehicles.contracts import CampaignKind, CampaignStatus
from seibi.contexts.vehicles.labels import CAMPAIGN_KIND_LABELS, CAMPAIGN_STATUS_LABELS
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.kernel.rows import OwnedRow, Row


class Campaign(Row):
    """A recall as an authority numbered it. Known to the whole country, owned by nobody."""

    authority = models.CharField(max_length=20)
    number = models.CharField(max_length=20)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=20, choices=CAMPAIGN_KIND_LABELS)
    filed_year = models.PositiveSmallIntegerField()
    published_on = models.DateField(null=True)
    component = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="campaign_number_once"),
            models.CheckConstraint(
                name="campaign_kind_known", condition=Q(kind__in=list(CampaignKind))
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CampaignScope(Row):
    """One make, model and year a campaign is about; no year means the filing did not say."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="scopes")
    make = models.CharField(max_length=60)
    model = models.CharField(max_length=256)
    make_key = models.CharField(max_length=60)
    model_key = models.CharField(max_length=256)
    model_year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["make_key", "model_key", "model_year"], name="scope_by_model")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "make_key", "model_key", "model_year"],
                nulls_distinct=False,
                name="scope_once_per_campaign",
            )
        ]

    def __str__(self) -> str:
        return f"{self.make} {self.model} {self.model_year or ''}".strip()


class CampaignVin(Row):
    """One car on the list a maker gave with a campaign."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="vins")
    vin_key = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "vin_key"], name="campaign_vin_once")
        ]

    def __str__(self) -> str:
        return self.vin_key


class CampaignState(OwnedRow):
    """Where one car stands in one campaign, once somebody has looked."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="states")
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="campaign_states")
    status = models.CharField(max_length=20, choices=CAMPAIGN_STATUS_LABELS)
    changed_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "vehicle"], name="campaign_state_per_car"),
            models.CheckConstraint(
                name="campaign_status_known", condition=Q(status__in=list(CampaignStatus))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.status}"
