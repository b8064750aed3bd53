"""The table of calendar feeds."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from seibi.contexts.booking.contracts.feeds import FeedKind
from seibi.contexts.booking.labels import FEED_LABELS
from seibi.kernel.actor import Actor
from seibi.kernel.rows import Row


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))

    def visible_to(self, actor: Actor) -> Self:
        """A feed is known to the account it belongs to, and to nobody else."""
        return self.none() if actor.is_anonymous else self.filter(account_id=actor.account_id)


class CalendarFeed(Row):
    """A secret address of somebody's calendar, until they take it back."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=FEED_LABELS)
    opened_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind"], condition=Q(revoked_at=None), name="feed_open_once"
            ),
            models.CheckConstraint(name="feed_kind_known", condition=Q(kind__in=list(FeedKind))),
        ]
