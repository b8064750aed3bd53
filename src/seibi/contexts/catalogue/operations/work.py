"""Defining operations and packages, and taking over the standard catalogue."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.catalogue.contracts import OperationSpec, PackageSpec
from seibi.contexts.catalogue.domain.standard import (
    standard_operations,
    standard_packages,
)
from seibi.contexts.catalogue.events import (
    CatalogueLoaded,
    OperationDefined,
    PackageDefined,
)
from seibi.contexts.catalogue.models import KitItem, Operation, Package, PackageItem
from seibi.contexts.catalogue.permissions import can_define
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def define_operation(*, spec: OperationSpec, actor: Actor, at: dt.datetime) -> UUID:
    """An operation code names one piece of work; defining it again changes its standard.

    Raises NotAllowed, Invalid ("operation_incomplete").
    """
    require(can_define(actor))

    _check_complete(spec)

    operation = _save_operation(spec, Operation.objects.count())

    tell(
        OperationDefined(operation_code=spec.code, minutes=spec.minutes),
        actor=actor,
        at=at,
        subject=f"operation:{operation.pk}",
        owner_node="/",
    )
    return operation.pk


@transaction.atomic
def define_package(*, spec: PackageSpec, actor: Actor, at: dt.datetime) -> UUID:
    """A package is made of operations that exist; defining it again changes what is in it.

    Raises NotAllowed, NotFound ("operation_not_found").
    """
    require(can_define(actor))

    package = _save_package(spec, Package.objects.count())

    tell(
        PackageDefined(package_code=spec.code, operation_codes=spec.operations),
        actor=actor,
        at=at,
        subject=f"package:{package.pk}",
        owner_node="/",
    )
    return package.pk


@transaction.atomic
def load_standard_catalogue(*, actor: Actor, at: dt.datetime) -> int:
    """Take over the operations and packages that come with Seibi; how many operations.

    Doing it again brings changed standards up to date and touches nothing else. Raises NotAllowed.
    """
    require(can_define(actor))

    _save_operations(standard_operations())
    for position, package in enumerate(standard_packages()):
        _save_package(package, position)

    tell(
        CatalogueLoaded(operations=len(standard_operations()), packages=len(standard_packages())),
        actor=actor,
        at=at,
        subject="catalogue:standard",
        owner_node="/",
    )
    return len(standard_operations())


def _check_complete(spec: OperationSpec) -> None:
    if not spec.code or not any(spec.name.values()) or spec.minutes < 1 or spec.technicians < 1:
        sentence = _("An operation needs a code, a name, a time and at least one technician.")
        raise Invalid("operation_incomplete", sentence)


def _save_operation(spec: OperationSpec, position: int) -> Operation:
    values = _columns(spec)
    operation, _made = Operation.objects.update_or_create(
        code=spec.code, defaults=values, create_defaults={**values, "position": position}
    )
    _save_kits({operation.code: operation}, [spec])
    return operation


def _save_operations(specs: Sequence[OperationSpec]) -> None:
    """Many at once, in the order of the menu, in a handful of statements."""
    rows = [
        Operation(code=spec.code, position=position, **_columns(spec))
        for position, spec in enumerate(specs)
    ]
    Operation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["position", *_columns(specs[0])],
    )
    codes = [spec.code for spec in specs]
    _save_kits({row.code: row for row in Operation.objects.filter(code__in=codes)}, specs)


def _save_kits(rows: Mapping[str, Operation], specs: Sequence[OperationSpec]) -> None:
    KitItem.objects.filter(operation__in=rows.values()).delete()
    KitItem.objects.bulk_create(
        KitItem(operation=rows[spec.code], part_number=k.part_number, quantity=k.quantity)
        for spec in specs
        for k in spec.kit
    )


def _columns(spec: OperationSpec) -> dict[str, Any]:
    return {
        "name": dict(spec.name),
        "description": dict(spec.description),
        "category": spec.category,
        "minutes": spec.minutes,
        "bay_kind": spec.bay_kind,
        "skill": spec.skill,
        "grade": spec.grade,
        "technicians": spec.technicians,
        "tool_kind": spec.tool_kind,
        "buffer_before": spec.buffer_before,
        "buffer_after": spec.buffer_after,
        "may_wait": spec.may_wait,
        "quality_grade": spec.quality_grade,
        "powertrains": list(spec.powertrains),
        "countries": list(spec.countries),
        "on_menu": spec.on_menu,
    }


def _save_package(spec: PackageSpec, position: int) -> Package:
    values = {
        "name": dict(spec.name),
        "description": dict(spec.description),
        "countries": list(spec.countries),
    }
    parts = _operations_of(spec.operations)
    package, _made = Package.objects.update_or_create(
        code=spec.code, defaults=values, create_defaults={**values, "position": position}
    )
    package.items.all().delete()
    PackageItem.objects.bulk_create(
        PackageItem(package=package, operation=operation, position=number)
        for number, operation in enumerate(parts)
    )
    return package


def _operations_of(codes: Sequence[str]) -> list[Operation]:
    found = {o.code: o for o in Operation.objects.filter(code__in=codes)}
    if missing := [code for code in codes if code not in found]:
        raise NotFound(
            "operation_not_found",
            _("There is no operation %(code)s.") % {"code": missing[0]},
        )
    return [found[code] for code in codes]
