"""Cars, the numbers they are known by, and the people who have them."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.fields.ranges import DateRangeField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value

from seibi.contexts.vehicles.contracts import SEE, HolderRole, IdentifierKind, Powertrain, UseClass
from seibi.contexts.vehicles.labels import (
    HOLDER_LABELS,
    IDENTIFIER_LABELS,
    POWERTRAIN_LABELS,
    USE_CLASS_LABELS,
)
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under


class DuringDays(Func):
    """The days [from, to) of a row, as PostgreSQL knows them."""

    function = "DATERANGE"
    output_field = DateRangeField()


class DuringMoments(Func):
    """The moments [from, to) of a row, as PostgreSQL knows them."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def within_reach(*node_paths: str) -> Q:
    """Rows of these nodes, of what lies below them, and of the dealer groups above them."""
    above = {path[: i + 1] for path in node_paths for i, sign in enumerate(path) if sign == "/"}
    return under(*node_paths) | Q(owner_node__in=sorted(above - {"/"}))


class VehicleQuerySet(models.QuerySet["Vehicle"]):
    def visible_to(self, actor: Actor) -> Self:
        """Cars of the actor's own nodes or group, the person's own cars now, or by signed link."""
        nodes = actor.nodes(SEE)
        if "/" in nodes:
            return self
        held = Ownership.objects.filter(vehicle=OuterRef("pk"))
        wanted = Q(pk__in=[key[8:] for key in actor.keys if key.startswith("vehicle:")])
        if nodes:
            wanted |= within_reach(*nodes) | Q(Exists(held.filter(within_reach(*nodes))))
        if actor.persons:
            mine = held.filter(customer_id__in=actor.persons, ends_at=None)
            wanted |= Q(Exists(mine))
        return self.filter(wanted)

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Vehicle(OwnedRow):
    """A car we may look after. Its numbers are identifiers; none of them is its key."""

    make = models.CharField(max_length=60)
    model = models.CharField(max_length=120)
    make_key = models.CharField(max_length=60, editable=False)
    model_key = models.CharField(max_length=120, editable=False)
    model_year = models.PositiveSmallIntegerField(null=True)
    variant = models.CharField(max_length=120, blank=True)
    colour = models.CharField(max_length=60, blank=True)
    powertrain = models.CharField(
        max_length=20, choices=POWERTRAIN_LABELS, default=Powertrain.UNKNOWN
    )
    use_class = models.CharField(
        max_length=20, choices=USE_CLASS_LABELS, default=UseClass.PASSENGER
    )
    country = models.CharField(max_length=2)
    first_registered_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    inspection_expires_on = models.DateField(null=True)
    severe_use = models.BooleanField(default=False)
    registered_at = models.DateTimeField()

    objects = VehicleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["make_key", "model_key", "model_year"], name="vehicle_by_model")
        ]
        constraints = [
            models.CheckConstraint(
                name="vehicle_powertrain_known", condition=Q(powertrain__in=list(Powertrain))
            ),
            models.CheckConstraint(
                name="vehicle_use_class_known", condition=Q(use_class__in=list(UseClass))
            ),
        ]

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.model_year, self.make, self.model) if part)


class Identifier(Row):
    """One number a car is known by, from one day to another.

    ``key`` is its bare form; ``country`` may name a state, because plates there are the state's
    ("US-CA").
    """

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20, choices=IDENTIFIER_LABELS)
    country = models.CharField(max_length=6, blank=True)
    value = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["key", "kind"], name="identifier_by_key")]
        constraints = [
            models.CheckConstraint(
                name="identifier_kind_known", condition=Q(kind__in=list(IdentifierKind))
            ),
            models.CheckConstraint(
                name="identifier_days_in_order",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(kind__in=[IdentifierKind.VIN, IdentifierKind.FRAME_NUMBER]),
                name="identifier_of_one_car",
            ),
            ExclusionConstraint(
                name="identifier_plate_on_one_car",
                expressions=[
                    ("country", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    (DuringDays("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=IdentifierKind.PLATE),
            ),
        ]

    def __str__(self) -> str:
        return self.value


class Ownership(OwnedRow):
    """The time one customer has a car as its owner, driver or fleet manager."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="ownerships")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=HOLDER_LABELS)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["customer", "ends_at"], name="ownership_by_customer")]
        constraints = [
            models.CheckConstraint(
                name="ownership_role_known", condition=Q(role__in=list(HolderRole))
            ),
            models.CheckConstraint(
                name="ownership_times_in_order",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
            ),
            ExclusionConstraint(
                name="ownership_one_owner_at_a_time",
                expressions=[
                    ("vehicle", RangeOperators.EQUAL),
                    (
                        DuringMoments("starts_at", "ends_at", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(role=HolderRole.OWNER),
            ),
            ExclusionConstraint(
                name="ownership_once_per_person",
                expressions=[
                    ("vehicle", RangeOperators.EQUAL),
                    ("customer", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        DuringMoments("starts_at", "ends_at", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.vehicle_id}"


def at_moment(at: Value | object) -> Q:
    """Rows whose time [from, to) holds this moment."""
    return Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))
