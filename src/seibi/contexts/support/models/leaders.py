"""Who is named on the leader card, and which sites give it to owners."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.support.contracts import Level
from seibi.contexts.support.labels import LEVEL_LABELS
from seibi.kernel.rows import OwnedRow


class LeaderPost(OwnedRow):
    """Who leads here and how an owner reaches them directly; the number is one for owners."""

    level = models.CharField(max_length=10, choices=LEVEL_LABELS)
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    phone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_node", "level"], name="support_one_leader_per_level_and_place"
            ),
            models.CheckConstraint(
                name="support_leader_post_level",
                condition=Q(level__in=[Level.LOCAL, Level.REGIONAL]),
            ),
            models.CheckConstraint(
                name="support_leader_post_can_be_reached",
                condition=~Q(phone="") | ~Q(email=""),
            ),
        ]


class CardSwitchQuerySet(models.QuerySet["CardSwitch"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class CardSwitch(OwnedRow):
    """Whether a site gives owners the leader card; off until somebody switches it on."""

    site = models.OneToOneField("network.Site", models.PROTECT, related_name="+")
    on = models.BooleanField(default=False)
    switched_by = models.CharField(max_length=120)
    switched_at = models.DateTimeField()

    objects = CardSwitchQuerySet.as_manager()
