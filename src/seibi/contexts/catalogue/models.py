"""Tables of the catalogue: operations with their kits, packages, and prices that keep history."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.catalogue.contracts import (
    BayKind,
    Category,
    PriceKind,
    QualityGrade,
    Skill,
)
from seibi.contexts.catalogue.labels import (
    BAY_KIND_LABELS,
    CATEGORY_LABELS,
    PRICE_KIND_LABELS,
    QUALITY_GRADE_LABELS,
    SKILL_LABELS,
)
from seibi.kernel.rows import OwnedRow, Row
from seibi.kernel.text import TranslatedField


class OperationQuerySet(models.QuerySet["Operation"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))

    def for_sale(self, country: str) -> Self:
        """What is on the menu in a country; no country named means everywhere."""
        return self.filter(Q(countries=[]) | Q(countries__contains=[country]), on_menu=True)


class Operation(Row):
    """A piece of work: what it is to the owner, and what it needs in the workshop."""

    code = models.CharField(max_length=40, unique=True)
    name = TranslatedField()
    description = TranslatedField(blank=True, default=dict)
    category = models.CharField(max_length=20, choices=CATEGORY_LABELS)
    minutes = models.PositiveIntegerField()
    bay_kind = models.CharField(max_length=20, choices=BAY_KIND_LABELS)
    skill = models.CharField(max_length=20, choices=SKILL_LABELS)
    grade = models.PositiveSmallIntegerField(default=1)
    technicians = models.PositiveSmallIntegerField(default=1)
    tool_kind = models.CharField(max_length=40, blank=True)
    buffer_before = models.PositiveIntegerField(default=0)
    buffer_after = models.PositiveIntegerField(default=0)
    may_wait = models.BooleanField(default=True)
    quality_grade = models.CharField(max_length=20, choices=QUALITY_GRADE_LABELS)
    powertrains = models.JSONField(default=list, blank=True)
    countries = models.JSONField(default=list, blank=True)
    on_menu = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)

    objects = OperationQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                name="operation_takes_time", condition=Q(minutes__gte=1, technicians__gte=1)
            ),
            models.CheckConstraint(
                name="operation_category_known", condition=Q(category__in=list(Category))
            ),
            models.CheckConstraint(
                name="operation_bay_kind_known", condition=Q(bay_kind__in=list(BayKind))
            ),
            models.CheckConstraint(
                name="operation_skill_known", condition=Q(skill__in=list(Skill))
            ),
            models.CheckConstraint(
                name="operation_quality_grade_known",
                condition=Q(quality_grade__in=list(QualityGrade)),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class KitItem(Row):
    """A part that an operation uses up."""

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="kit")
    part_number = models.CharField(max_length=60)
    quantity = models.DecimalField(max_digits=9, decimal_places=3)

    class Meta:
        ordering = ["part_number"]
        constraints = [
            models.UniqueConstraint(fields=["operation", "part_number"], name="kit_part_once"),
            models.CheckConstraint(name="kit_quantity_positive", condition=Q(quantity__gt=0)),
        ]


class Package(Row):
    """Several operations under one name."""

    code = models.CharField(max_length=40, unique=True)
    name = TranslatedField()
    description = TranslatedField(blank=True, default=dict)
    countries = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class PackageItem(Row):
    """One operation of a package, in order."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="items")
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["package", "operation"], name="package_operation_once")
        ]


class PriceRuleQuerySet(models.QuerySet["PriceRule"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))

    def in_force(self, day: dt.date) -> Self:
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)

    def reaching(self, node: str) -> Self:
        """The rules of a node and of every node above it."""
        steps = node.strip("/").split("/")
        above = ["/" + "".join(f"{s}/" for s in steps[:n]) for n in range(len(steps) + 1)]
        return self.filter(owner_node__in=above)


class PriceRule(OwnedRow):
    """What something costs at a node and below it, for a time. Old prices stay as they were."""

    kind = models.CharField(max_length=20, choices=PRICE_KIND_LABELS)
    item_code = models.CharField(max_length=40, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=4)
    currency = models.CharField(max_length=3, blank=True)
    tax_included = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    objects = PriceRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_node", "kind", "item_code"],
                condition=Q(valid_until=None),
                name="price_rule_one_open",
            ),
            models.UniqueConstraint(
                fields=["owner_node", "kind", "item_code", "valid_from"],
                name="price_rule_one_start",
            ),
            models.CheckConstraint(
                name="price_rule_kind_known", condition=Q(kind__in=list(PriceKind))
            ),
            models.CheckConstraint(name="price_rule_not_negative", condition=Q(amount__gte=0)),
            models.CheckConstraint(
                name="price_rule_days_in_order",
                condition=Q(valid_until=None) | Q(valid_until__gt=models.F("valid_from")),
            ),
        ]
