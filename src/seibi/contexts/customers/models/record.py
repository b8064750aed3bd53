"""The customer record and the ways to reach the customer."""

from typing import Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from seibi.contexts.customers.contracts import SEE, ContactKind, CustomerKind
from seibi.contexts.network import facade as network
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, under

AnyRow = TypeVar("AnyRow", bound=models.Model)


class CustomerPartQuerySet(models.QuerySet[AnyRow]):
    """Rows that hang on a customer record."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*reach(actor)) | Q(customer_id__in=actor.persons))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",)).order_by("pk")

    def of(self, *customer_ids: UUID) -> Self:
        return self.filter(customer_id__in=customer_ids)


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Customer records an actor may know of: of their groups, or about themselves."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*reach(actor)) | Q(pk__in=actor.persons))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",)).order_by("pk")


def reach(actor: Actor) -> tuple[str, ...]:
    """Nodes whose customers this actor may see: those of a site are those of its dealer group.

    A record belongs to the group, so somebody at one workshop of a group knows all its customers.
    """
    nodes = actor.nodes(SEE)
    return tuple({path for node in nodes for path in (node, network.group_of(node))})


class Customer(OwnedRow):
    """A person or company as one dealer group knows them; ``owner_node`` is that group."""

    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in CustomerKind])
    family_name = models.CharField(max_length=80, blank=True)
    given_name = models.CharField(max_length=80, blank=True)
    family_reading = models.CharField(max_length=80, blank=True)
    given_reading = models.CharField(max_length=80, blank=True)
    company_name = models.CharField(max_length=160, blank=True)
    company_reading = models.CharField(max_length=160, blank=True)
    department = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    preferred = models.JSONField(default=dict)
    quiet_begins = models.TimeField(null=True)
    quiet_ends = models.TimeField(null=True)
    po_required = models.BooleanField(default=False)
    sales_id = models.UUIDField(null=True, db_index=True)
    registered_at = models.DateTimeField()

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="customer_has_a_name",
                condition=(Q(kind=CustomerKind.PERSON) & ~Q(family_name="", given_name=""))
                | (Q(kind=CustomerKind.COMPANY) & ~Q(company_name="")),
            ),
            models.CheckConstraint(
                name="quiet_hours_begin_and_end",
                condition=Q(quiet_begins=None, quiet_ends=None)
                | Q(quiet_begins__isnull=False, quiet_ends__isnull=False),
            ),
        ]

    @property
    def subject(self) -> str:
        return f"customer:{self.pk}"


class ContactPoint(OwnedRow):
    """One way to reach a customer, in its normal form (phones as E.164)."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ContactKind])
    value = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = CustomerPartQuerySet["ContactPoint"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "kind", "value"], name="contact_once_per_customer"
            )
        ]
        indexes = [models.Index(fields=["kind", "value"], name="contact_by_value")]


class Address(OwnedRow):
    """Where post for a customer goes; one per customer."""

    customer = models.OneToOneField(Customer, models.CASCADE, related_name="address")
    country = models.CharField(max_length=2)
    postal_code = models.CharField(max_length=12, blank=True)
    region = models.CharField(max_length=80, blank=True)
    city = models.CharField(max_length=80, blank=True)
    district = models.CharField(max_length=80, blank=True)
    line1 = models.CharField(max_length=160)
    line2 = models.CharField(max_length=160, blank=True)

    objects = CustomerPartQuerySet["Address"].as_manager()
