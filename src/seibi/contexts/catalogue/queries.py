"""Everything that reads the catalogue: operations, the menu with prices, quotes, price history."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.catalogue.contracts import (
    BayKind,
    Category,
    KitPart,
    MenuItem,
    OperationInfo,
    PriceKind,
    PricePeriod,
    QualityGrade,
    Quote,
    Skill,
)
from seibi.contexts.catalogue.domain.pricing import (
    PartPrice,
    Price,
    PriceBook,
    lines_for,
    price_book,
)
from seibi.contexts.catalogue.labels import CATEGORY_LABELS
from seibi.contexts.catalogue.models import Operation, Package, PriceRule
from seibi.contexts.catalogue.permissions import can_see_prices
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.parts import facade as parts
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.errors import NotFound, require
from seibi.kernel.money import Money, total
from seibi.kernel.text import translated

UNKNOWN = "unknown"
_WITH_KIT = """
    SELECT o.*, (SELECT coalesce(json_agg(json_build_array(k.part_number, k.quantity::text)
                                          ORDER BY k.part_number), '[]')::text
                 FROM catalogue_kititem AS k WHERE k.operation_id = o.id) AS parts
    FROM catalogue_operation AS o WHERE o.code = ANY(%s)
"""  # plain, because each look at free times and each booking asks for some


def operations(codes: Iterable[str] | None = None) -> dict[str, OperationInfo]:
    """Operations by code in the reader's language; None asks for all, unknown ones are left out."""
    if codes is None:
        return {
            row.code: _info(row, _kit(row)) for row in Operation.objects.prefetch_related("kit")
        }
    rows = Operation.objects.raw(_WITH_KIT, [list(set(codes))])
    return {row.code: _info(row, json.loads(vars(row)["parts"])) for row in rows}


def menu(*, site_id: UUID, vehicle_id: UUID | None = None, at: dt.datetime) -> list[MenuItem]:
    """What a site offers for a car, with the price it shows and how long it takes.

    Work that does not fit the car's drive is left out; without a car everything is offered.
    The number of SQL queries does not grow with the menu. Raises NotFound ("site_not_found").
    """
    site, powertrain = network.site(site_id), _powertrain(vehicle_id)
    found = [
        _info(row, _kit(row))
        for row in Operation.objects.for_sale(site.country).prefetch_related("kit")
        if _fits(row.powertrains, powertrain)
    ]
    book = _book(site, local_day(at, site.tz))
    known = _part_prices(found, book, site)
    items = [_item(o, [o], o.description, book, known) for o in found]
    return [*items, *_packages({o.code: o for o in found}, site, book, known)]


def quote(
    *, site_id: UUID, codes: Sequence[str], vehicle_id: UUID | None = None, at: dt.datetime
) -> Quote:
    """The price of certain work at a site on a day: net + tax = gross on every line and in total.

    Package codes stand for their operations. Work without a price here is named in ``unpriced``,
    never guessed. Raises NotFound ("site_not_found", "operation_not_found").
    """
    return quote_for(site_id=site_id, work=_expand(codes), at=at)


def quote_for(*, site_id: UUID, work: Sequence[OperationInfo], at: dt.datetime) -> Quote:
    """``quote`` for operations that were looked up already. Raises NotFound ("site_not_found")."""
    site = network.site(site_id)
    book = _book(site, local_day(at, site.tz))
    known = _part_prices(work, book, site)
    per_operation = {o.code: lines_for(o, book, known) for o in work}
    lines = tuple(line for found in per_operation.values() for line in found)
    return Quote(
        site_id=site_id,
        lines=lines,
        net=total((x.net for x in lines), book.currency),
        tax=total((x.tax for x in lines), book.currency),
        gross=total((x.gross for x in lines), book.currency),
        minutes=sum(o.minutes for o in work),
        tax_included=book.tax_included,
        unpriced=tuple(code for code, found in per_operation.items() if not found),
    )


def price_history(
    *, node: str, kind: PriceKind, item_code: str = "", actor: Actor
) -> list[PricePeriod]:
    """Every price of one thing that was ever set at a node itself, newest first.

    Raises NotAllowed: what things cost before is for staff.
    """
    require(can_see_prices(actor, node))
    rows = PriceRule.objects.filter(owner_node=node, kind=kind, item_code=item_code)
    return [
        PricePeriod(
            amount=row.amount,
            currency=row.currency,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in rows.order_by("-valid_from")
    ]


def work(codes: Sequence[str]) -> list[OperationInfo]:
    """``expand``, with the operations themselves. Raises NotFound ("operation_not_found")."""
    return _expand(codes)


def expand(codes: Sequence[str]) -> tuple[str, ...]:
    """The operations behind a choice from the menu: packages opened, each operation once.

    Raises NotFound ("operation_not_found").
    """
    return tuple(o.code for o in _expand(codes))


def _expand(codes: Sequence[str]) -> list[OperationInfo]:
    """Operations as they are; only what is none is looked for among the packages."""
    found = operations(codes)
    inside = {
        p.code: [i.operation.code for i in p.items.all()]
        for p in _packages_among([code for code in codes if code not in found])
    }
    flat = list(dict.fromkeys(c for code in codes for c in inside.get(code, [code])))
    if more := [code for code in flat if code not in found]:
        found |= operations(more)
    if missing := [code for code in flat if code not in found]:
        sentence = _("There is no operation %(code)s.") % {"code": missing[0]}
        raise NotFound("operation_not_found", sentence)
    return [found[code] for code in flat]


def _packages_among(codes: Sequence[str]) -> list[Package]:
    if not codes:
        return []
    return list(Package.objects.filter(code__in=codes).prefetch_related("items__operation"))


def _kit(row: Operation) -> list[tuple[str, Decimal]]:
    return [(part.part_number, part.quantity) for part in row.kit.all()]


def _info(row: Operation, kit: Iterable[tuple[str, Decimal | str]]) -> OperationInfo:
    return OperationInfo(
        code=row.code,
        name=translated(row.name),
        description=translated(row.description),
        category=Category(row.category),
        minutes=row.minutes,
        bay_kind=BayKind(row.bay_kind),
        skill=Skill(row.skill),
        grade=row.grade,
        technicians=row.technicians,
        tool_kind=row.tool_kind,
        buffer_before=row.buffer_before,
        buffer_after=row.buffer_after,
        may_wait=row.may_wait,
        quality_grade=QualityGrade(row.quality_grade),
        kit=tuple(KitPart(number, Decimal(quantity)) for number, quantity in kit),
        powertrains=tuple(row.powertrains),
        names=row.name,
    )


def _powertrain(vehicle_id: UUID | None) -> str:
    if vehicle_id is None:
        return UNKNOWN
    found = vehicles.summaries([vehicle_id]).get(vehicle_id)
    return str(found.powertrain) if found else UNKNOWN


def _fits(powertrains: Sequence[str], powertrain: str) -> bool:
    return not powertrains or powertrain == UNKNOWN or powertrain in powertrains


def _book(site: SiteInfo, day: dt.date) -> PriceBook:
    rules = PriceRule.objects.reaching(site.node).in_force(day)
    prices = [
        Price(r.owner_node, PriceKind(r.kind), r.item_code, r.amount, r.currency, r.tax_included)
        for r in rules
    ]
    rates = network.legal_entity(site.legal_entity_id).tax_rates
    rate = rates[0].rate if rates else Decimal(0)
    return price_book(prices, currency=site.currency, tax_rate=rate)


def _part_prices(
    work: Iterable[OperationInfo], book: PriceBook, site: SiteInfo
) -> dict[str, PartPrice]:
    """What the kits of work without a fixed price cost; nothing is asked where all is fixed."""
    numbers = {k.part_number for o in work if o.code not in book.fixed for k in o.kit}
    if not numbers or book.labour_rate is None:
        return {}
    names = parts.summaries(numbers=numbers)
    prices = parts.prices(numbers=numbers, node=site.node, currency=book.currency)
    return {
        number: PartPrice(number, names[number].name, price.net)
        for number, price in prices.items()
        if number in names
    }


def _packages(
    found: Mapping[str, OperationInfo],
    site: SiteInfo,
    book: PriceBook,
    known: Mapping[str, PartPrice],
) -> list[MenuItem]:
    items = []
    for row in Package.objects.prefetch_related("items__operation"):
        codes = [i.operation.code for i in row.items.all()]
        sold_here = not row.countries or site.country in row.countries
        if codes and sold_here and all(code in found for code in codes):
            work = [found[code] for code in codes]
            first = _item(work[0], work, translated(row.description), book, known)
            named = replace(first, code=row.code, name=translated(row.name), shelf=_("Packages"))
            items.append(named)
    return items


def _item(
    first: OperationInfo,
    work: Sequence[OperationInfo],
    description: str,
    book: PriceBook,
    known: Mapping[str, PartPrice],
) -> MenuItem:
    lines = [lines_for(o, book, known) for o in work]
    shown = [x.gross if book.tax_included else x.net for found in lines for x in found]
    price: Money | None = total(shown, book.currency) if all(lines) else None
    return MenuItem(
        code=first.code,
        name=first.name,
        description=description,
        category=first.category,
        shelf=str(CATEGORY_LABELS[first.category]),
        minutes=sum(o.minutes for o in work),
        may_wait=all(o.may_wait for o in work),
        price=price,
        tax_included=book.tax_included,
        operations=tuple(o.code for o in work),
    )
