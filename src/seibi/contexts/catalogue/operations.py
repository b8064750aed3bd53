"""Everything that changes what is sold and what it costs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.catalogue.contracts import OperationSpec, PackageSpec, PriceKind, PriceSet
from seibi.contexts.catalogue.domain.standard import (
    standard_operations,
    standard_packages,
    standard_prices,
)
from seibi.contexts.catalogue.events import (
    CatalogueLoaded,
    OperationDefined,
    PackageDefined,
    PriceChanged,
    PricesLoaded,
)
from seibi.contexts.catalogue.models import KitItem, Operation, Package, PackageItem, PriceRule
from seibi.contexts.catalogue.permissions import can_define, can_price
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
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

    for position, spec in enumerate(standard_operations()):
        _save_operation(spec, position)
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


@transaction.atomic
def load_standard_prices(
    *, node: str, country: str, valid_from: dt.date, actor: Actor, at: dt.datetime
) -> int:
    """Take over a plausible price list of a country at a node; how many prices.

    Raises NotAllowed, NotFound ("no_price_list").
    """
    require(can_price(actor, node))

    prices = standard_prices(country, valid_from)
    if prices is None:
        raise NotFound("no_price_list", _("There is no ready-made price list for this country."))

    _lock_prices(node)
    for kind, code, amount in _entries(prices):
        _put_price(
            node=node,
            kind=kind,
            item_code=code,
            amount=amount,
            currency=prices.currency,
            tax_included=prices.tax_included,
            valid_from=valid_from,
        )

    tell(
        PricesLoaded(currency=prices.currency, prices=len(prices.fixed) + 2, valid_from=valid_from),
        actor=actor,
        at=at,
        subject=f"node:{node}",
        owner_node=node,
    )
    return len(prices.fixed) + 2


@transaction.atomic
def set_price(
    *,
    node: str,
    kind: PriceKind,
    amount: Decimal,
    valid_from: dt.date,
    item_code: str = "",
    currency: str = "",
    tax_included: bool = False,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A new price begins on a day; the one before it ends there and stays readable.

    Raises NotAllowed, Invalid ("price_negative"), RuleBroken ("price_before_the_last").
    """
    _lock_prices(node)

    require(can_price(actor, node))

    if amount < 0:
        raise Invalid("price_negative", _("A price is zero or more."))

    rule = _put_price(
        node=node,
        kind=kind,
        item_code=item_code,
        amount=amount,
        currency=currency,
        tax_included=tax_included,
        valid_from=valid_from,
    )

    tell(
        PriceChanged(
            kind=str(kind),
            operation_code=item_code,
            amount=amount,
            currency=currency,
            valid_from=valid_from,
        ),
        actor=actor,
        at=at,
        subject=f"price_rule:{rule.pk}",
        owner_node=node,
    )
    return rule.pk


def _entries(prices: PriceSet) -> list[tuple[PriceKind, str, Decimal]]:
    return [
        (PriceKind.TAX_RATE, "", prices.tax_rate),
        (PriceKind.LABOUR_RATE, "", prices.labour_rate),
        *((PriceKind.FIXED, code, amount) for code, amount in prices.fixed.items()),
    ]


def _lock_prices(node: str) -> None:
    list(PriceRule.objects.filter(owner_node=node, valid_until=None).locked())


def _put_price(
    *,
    node: str,
    kind: PriceKind,
    item_code: str,
    amount: Decimal,
    currency: str,
    tax_included: bool,
    valid_from: dt.date,
) -> PriceRule:
    values = {"amount": amount, "currency": currency, "tax_included": tax_included}
    open_rule = PriceRule.objects.filter(
        owner_node=node, kind=kind, item_code=item_code, valid_until=None
    ).first()
    if open_rule and open_rule.valid_from > valid_from:
        sentence = _("A later price has been set already. Choose a day after it.")
        raise RuleBroken("price_before_the_last", sentence)
    if open_rule and open_rule.valid_from == valid_from:
        PriceRule.objects.filter(pk=open_rule.pk).update(**values)
        return open_rule
    if open_rule:
        open_rule.valid_until = valid_from
        open_rule.save(update_fields=["valid_until"])
    return PriceRule.objects.create(
        owner_node=node, kind=kind, item_code=item_code, valid_from=valid_from, **values
    )


def _check_complete(spec: OperationSpec) -> None:
    if not spec.code or not any(spec.name.values()) or spec.minutes < 1 or spec.technicians < 1:
        sentence = _("An operation needs a code, a name, a time and at least one technician.")
        raise Invalid("operation_incomplete", sentence)


def _save_operation(spec: OperationSpec, position: int) -> Operation:
    values: Mapping[str, object] = {
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
    operation, _made = Operation.objects.update_or_create(
        code=spec.code, defaults=values, create_defaults={**values, "position": position}
    )
    operation.kit.all().delete()
    KitItem.objects.bulk_create(
        KitItem(operation=operation, part_number=k.part_number, quantity=k.quantity)
        for k in spec.kit
    )
    return operation


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
