"""The tree of the network, its workshops and their calendars, and who may do what where."""

import datetime as dt
from typing import Self, TypeVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from seibi.contexts.network.contracts import SEE, AwayReason, NodeKind
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under
from seibi.kernel.text import TranslatedField

AnyRow = TypeVar("AnyRow", bound=models.Model)


class OwnedQuerySet(models.QuerySet[AnyRow]):
    """Rows of the network that an actor may know of."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",)).order_by("pk")

    def valid_at(self, at: dt.datetime) -> Self:
        """Rows with ``valid_from`` and ``valid_until`` around a moment."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=at), valid_from__lte=at)


class Node(OwnedRow):
    """A place in the tree: ``owner_node`` is its own path."""

    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in NodeKind])
    code = models.SlugField(max_length=40)
    name = TranslatedField()

    objects = OwnedQuerySet["Node"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_node"], name="node_path_once"),
            models.CheckConstraint(
                name="node_path_has_slashes",
                condition=Q(owner_node__startswith="/", owner_node__endswith="/"),
            ),
        ]


class Maker(Row):
    """A make that sets standards for the groups it has a contract with."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)


class DealerContract(OwnedRow):
    """What one maker may see of one dealer group; ``owner_node`` is the group."""

    maker = models.ForeignKey(Maker, models.PROTECT, related_name="contracts")
    shares = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    objects = OwnedQuerySet["DealerContract"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_node", "maker"],
                condition=Q(valid_until=None),
                name="one_running_contract_per_maker",
            )
        ]


class LegalEntity(OwnedRow):
    """The company that signs invoices, with its tax registration and rates."""

    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    registration_number = models.CharField(max_length=40)
    address = models.JSONField(default=dict)
    tax_rates = models.JSONField(default=list)

    objects = OwnedQuerySet["LegalEntity"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "registration_number"], name="legal_entity_registered_once"
            )
        ]


class Site(OwnedRow):
    """A workshop: where it is, which clock and money it uses, which languages it speaks."""

    node = models.OneToOneField(Node, models.PROTECT, related_name="site")
    legal_entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="sites")
    code = models.SlugField(max_length=40, unique=True)
    tz = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    languages = ArrayField(models.CharField(max_length=10))
    address = models.JSONField(default=dict)
    phone = models.CharField(max_length=20, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    services = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    opened = models.BooleanField(default=True)

    objects = OwnedQuerySet["Site"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="site_on_earth",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
            )
        ]


class OpeningHours(OwnedRow):
    """Hours of one weekday by the clock on the wall (0 is Monday); no row means closed."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    breaks = models.JSONField(default=list)

    objects = OwnedQuerySet["OpeningHours"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "weekday"], name="hours_once_per_weekday"),
            models.CheckConstraint(name="opens_before_closing", condition=Q(opens__lt=F("closes"))),
            models.CheckConstraint(name="weekday_0_to_6", condition=Q(weekday__lte=6)),
        ]


class ClosedDay(OwnedRow):
    """A day this workshop decided to stay closed."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="closed_days")
    on = models.DateField()
    reason = models.CharField(max_length=120, blank=True)

    objects = OwnedQuerySet["ClosedDay"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "on"], name="closed_once_per_day")]


class Staff(OwnedRow):
    """A colleague and the place they belong to; several places are several rows."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    reading = models.CharField(max_length=120, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    objects = OwnedQuerySet["Staff"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "owner_node"],
                condition=Q(valid_until=None),
                name="staff_once_per_node",
            )
        ]


class RoleGrant(OwnedRow):
    """A role at a place and below it, with limits, from one moment until another."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    limits = models.JSONField(default=dict)
    maker = models.ForeignKey(Maker, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    objects = OwnedQuerySet["RoleGrant"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "owner_node"],
                condition=Q(valid_until=None),
                name="role_once_per_node",
            ),
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["account", "valid_from"], name="grants_of_account")]


class Deputy(OwnedRow):
    """Somebody is away in [from, until); another stands in, so that no work waits for them."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in AwayReason])

    objects = OwnedQuerySet["Deputy"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="away_for_some_time", condition=Q(until_at__gt=F("from_at"))
            ),
            models.CheckConstraint(
                name="nobody_deputises_for_themselves", condition=~Q(account=F("deputy"))
            ),
        ]
        indexes = [models.Index(fields=["account", "until_at"], name="away_by_account")]


class Tablet(OwnedRow):
    """A device that belongs to a workshop and not to a person; only the hash of its key is kept."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, unique=True)
    lock_minutes = models.PositiveSmallIntegerField(default=3)
    bound_by = models.CharField(max_length=120)
    bound_at = models.DateTimeField()
    on = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    on_since = models.DateTimeField(null=True)
    wrong = models.PositiveSmallIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoke_reason = models.CharField(max_length=200, blank=True)

    objects = OwnedQuerySet["Tablet"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tablet_locks_itself", condition=Q(lock_minutes__gte=1, lock_minutes__lte=30)
            ),
            models.CheckConstraint(
                name="tablet_revoked_with_reason",
                condition=Q(revoked_at=None, revoke_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
            ),
            models.CheckConstraint(
                name="nobody_is_on_a_revoked_tablet", condition=Q(revoked_at=None) | Q(on=None)
            ),
        ]


class Badge(Row):
    """The card or tag of a colleague, known by its hash; one at a time."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    issued_by = models.CharField(max_length=120)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(revoked_at=None), name="badge_belongs_to_one_person"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(revoked_at=None), name="one_badge_per_person"
            ),
        ]


class PinQuerySet(models.QuerySet["Pin"]):
    def locked(self) -> Self:
        return self.select_for_update(of=("self",)).order_by("pk")


class Pin(Row):
    """The digits with which a colleague is on at a shared tablet; kept as a slow hash."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    hashed = models.CharField(max_length=128)
    set_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True)

    objects = PinQuerySet.as_manager()
