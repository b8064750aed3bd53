"""Turning the menu, the price list and what somebody types into priced lines of a visit."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext as _

from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.catalogue.contracts import OperationInfo, Quote, QuoteLine
from seibi.contexts.catalogue.contracts import QuoteLineKind as QuoteKind
from seibi.contexts.network import facade as network
from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import PartInfo
from seibi.contexts.work_orders.contracts import LineKind, NewLine, TaxRule
from seibi.contexts.work_orders.domain.pricing import (
    UnitPrice,
    is_sensible,
    price,
    unit_from_gross,
    unit_from_net,
)
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import WorkStep
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid
from seibi.kernel.money import Money, total

DIAGNOSIS_CODES = frozenset({"DIAG"})


def draft_from_menu(work_order: WorkOrder, codes: Sequence[str], at: dt.datetime) -> list[Line]:
    """The lines of work from the menu, at this site's prices of today; unpriced work costs zero
    until an advisor says otherwise."""
    if not codes:
        return []
    quote = catalogue.quote(
        site_id=work_order.site_id, codes=list(codes), vehicle_id=work_order.vehicle_id, at=at
    )
    known = catalogue.operations([*codes, *(line.operation_code for line in quote.lines)])
    stocked = parts.summaries(numbers=_numbers(quote, known))
    position = next_position(work_order)
    lines: list[Line] = []
    for quoted in quote.lines:
        unit = _quoted_unit(work_order, quoted, tax_included=quote.tax_included)
        line = _from_quote(work_order, position + len(lines), quoted, unit, known, stocked)
        lines.append(line)
        add_steps(line)
        if quoted.kind is QuoteKind.FIXED and (operation := known.get(quoted.operation_code)):
            lines += _include_kit(line, operation, stocked)
    return lines


def draft_line(work_order: WorkOrder, new: NewLine, at: dt.datetime) -> Line:
    """One typed line; what was left open is found in the catalogue and the price lists.

    Raises Invalid ("line_price_missing", "line_priced_twice", "line_part_missing",
    "line_title_missing", …).
    """
    operation = catalogue.operations([new.operation_code]).get(new.operation_code)
    part = _part(new)
    title = _title(new, operation, part)
    rate = new.tax_rate if new.tax_rate is not None else _rate(work_order, new)
    unit, is_fixed = _unit_price(work_order, new, part, rate, at)
    if not is_sensible(new.quantity, unit.written.amount, rate):
        sentence = _("A quantity is above zero, a price not below it, a tax rate between 0 and 1.")
        raise Invalid("line_not_priced", sentence, errors={"quantity": sentence})
    priced = price(new.quantity, unit, rate)
    line = Line.objects.create(
        work_order=work_order,
        position=next_position(work_order),
        kind=new.kind,
        title=title,
        why=new.why.strip(),
        if_not=new.if_not.strip(),
        severity=new.severity or "",
        operation_code=new.operation_code,
        part_id=part.id if part else None,
        quantity=new.quantity,
        unit_net=unit.net.amount,
        unit_gross=unit.gross_amount,
        tax_rate=rate,
        net=priced.net.amount,
        tax=priced.tax.amount,
        gross=priced.gross.amount,
        payer=new.payer,
        reference=new.reference,
        minutes=new.minutes or (operation.minutes if operation else 0),
        grade=_grade(new.kind, operation),
    )
    add_steps(line)
    if operation and is_fixed and line.kind != LineKind.PART:
        stocked = parts.summaries(numbers=[item.part_number for item in operation.kit])
        _include_kit(line, operation, stocked)
    return line


def claim_kept_parts(
    work_order: WorkOrder, lines: Sequence[Line], *, actor: Actor, at: dt.datetime
) -> None:
    """What was kept for the appointment belongs to the lines that need it."""
    stocked = parts.summaries_by_id(ids=[line.part_id for line in lines if line.part_id])
    for line in lines:
        if line.part_id and line.part_id in stocked:
            parts.assign_to_line(
                subject=work_order.subject,
                part_number=stocked[line.part_id].number,
                line_id=line.pk,
                actor=actor,
                at=at,
            )


def add_steps(line: Line) -> None:
    """A line that somebody works on begins with one thing to do: the line itself."""
    if line.kind in (LineKind.LABOUR, LineKind.DIAGNOSIS):
        WorkStep.objects.create(line=line, position=1)


def next_position(work_order: WorkOrder) -> int:
    """Lines keep the order in which they came."""
    last = Line.objects.filter(work_order=work_order).aggregate(last=Max("position"))["last"]
    return int(last or 0) + 1


def _from_quote(
    work_order: WorkOrder,
    position: int,
    quoted: QuoteLine,
    unit: UnitPrice,
    known: Mapping[str, OperationInfo],
    stocked: Mapping[str, PartInfo],
) -> Line:
    operation = known.get(quoted.operation_code)
    part = stocked.get(quoted.part_number)
    kind = _kind(quoted, part)
    title: Mapping[str, str] = {"en": quoted.title}
    if kind is LineKind.PART and part:
        title = part.names
    elif operation and operation.names:
        title = operation.names
    return Line.objects.create(
        work_order=work_order,
        position=position,
        kind=kind,
        title=dict(title),
        operation_code=quoted.operation_code,
        part_id=part.id if part else None,
        quantity=quoted.quantity,
        unit_net=unit.net.amount,
        unit_gross=unit.gross_amount,
        tax_rate=quoted.tax_rate,
        net=quoted.net.amount,
        tax=quoted.tax.amount,
        gross=quoted.gross.amount,
        minutes=operation.minutes if operation and kind is not LineKind.PART else 0,
        grade=_grade(kind, operation),
    )


def _numbers(quote: Quote, known: Mapping[str, OperationInfo]) -> set[str]:
    """The parts that a quote prices, and those of its jobs at a fixed price."""
    priced = {line.part_number for line in quote.lines if line.part_number}
    fixed = [line.operation_code for line in quote.lines if line.kind is QuoteKind.FIXED]
    kits = {item.part_number for code in fixed if code in known for item in known[code].kit}
    return priced | kits


def _include_kit(
    job: Line, operation: OperationInfo, stocked: Mapping[str, PartInfo]
) -> list[Line]:
    """The parts of a job at a fixed price are lines without a price, and come off the shelf as any
    other. A number that no part has makes no line."""
    items = [item for item in operation.kit if item.part_number in stocked]
    return [
        Line.objects.create(
            work_order_id=job.work_order_id,
            position=job.position + place,
            kind=LineKind.PART,
            title=dict(stocked[item.part_number].names),
            operation_code=job.operation_code,
            part_id=stocked[item.part_number].id,
            quantity=item.quantity,
            unit_net=Decimal(0),
            tax_rate=job.tax_rate,
            net=Decimal(0),
            tax=Decimal(0),
            gross=Decimal(0),
            payer=job.payer,
            included_in=job,
        )
        for place, item in enumerate(items, start=1)
    ]


def _quoted_unit(work_order: WorkOrder, quoted: QuoteLine, *, tax_included: bool) -> UnitPrice:
    if tax_included:
        return unit_from_gross(quoted.unit_price, quoted.tax_rate)
    return unit_from_net(quoted.unit_price, quoted.tax_rate, TaxRule(work_order.tax_rule))


def _kind(quoted: QuoteLine, part: PartInfo | None) -> LineKind:
    if quoted.kind is QuoteKind.PART and part:
        return LineKind.PART
    return LineKind.DIAGNOSIS if quoted.operation_code in DIAGNOSIS_CODES else LineKind.LABOUR


def _grade(kind: LineKind, operation: OperationInfo | None) -> str:
    """Parts and fees are looked at with the work they belong to; work without a grade is seen by
    whoever did it."""
    if kind is not LineKind.LABOUR:
        return ""
    return str(operation.quality_grade) if operation else "self_photo"


def _part(new: NewLine) -> PartInfo | None:
    if new.kind is not LineKind.PART and not new.part_number:
        return None
    part = parts.summaries(numbers=[new.part_number]).get(new.part_number)
    if part is None:
        sentence = _("Choose the part by its number; no part has this one.")
        raise Invalid("line_part_missing", sentence, errors={"part_number": sentence})
    return part


def _title(new: NewLine, operation: OperationInfo | None, part: PartInfo | None) -> dict[str, str]:
    typed = {language: text.strip() for language, text in new.title.items() if text.strip()}
    if typed:
        return typed
    if part:
        return dict(part.names)
    if operation:
        return dict(operation.names or {"en": operation.name})
    sentence = _("Say what is to be done.")
    raise Invalid("line_title_missing", sentence, errors={"title": sentence})


def _unit_price(
    work_order: WorkOrder, new: NewLine, part: PartInfo | None, rate: Decimal, at: dt.datetime
) -> tuple[UnitPrice, bool]:
    """As typed; what was left open is found in the price lists of parts and of work. And whether it
    is the fixed price of a job, which covers its parts."""
    rule = TaxRule(work_order.tax_rule)
    check_priced_once(new.unit_net, new.unit_gross)
    if new.unit_gross is not None:
        return unit_from_gross(Money(new.unit_gross, work_order.currency).rounded(), rate), False
    if new.unit_net is not None:
        net = Money(new.unit_net, work_order.currency).rounded()
        return unit_from_net(net, rate, rule), False
    if part:
        found = parts.prices(
            numbers=[part.number], node=work_order.owner_node, currency=work_order.currency
        ).get(part.number)
        if found:
            return unit_from_net(Money(found.net, found.currency), rate, rule), False
    elif new.operation_code:
        quote = catalogue.quote(
            site_id=work_order.site_id,
            codes=[new.operation_code],
            vehicle_id=work_order.vehicle_id,
            at=at,
        )
        if new.operation_code not in quote.unpriced:
            wanted = [line for line in quote.lines if not line.part_number] or list(quote.lines)
            is_fixed = any(line.kind is QuoteKind.FIXED for line in wanted)
            if quote.tax_included:
                gross = total((x.gross for x in wanted), work_order.currency)
                return unit_from_gross(gross, rate), is_fixed
            net = total((x.net for x in wanted), work_order.currency)
            return unit_from_net(net, rate, rule), is_fixed
    sentence = _("This site has no price for it. Type what it costs.")
    raise Invalid("line_price_missing", sentence, errors={"unit_net": sentence})


def check_priced_once(unit_net: object, unit_gross: object) -> None:
    """The price of one is typed without tax or with it. Raises Invalid ("line_priced_twice")."""
    if unit_net is not None and unit_gross is not None:
        sentence = _("Type the price of one without tax or with it, not both.")
        errors = {"unit_net": sentence, "unit_gross": sentence}
        raise Invalid("line_priced_twice", sentence, errors=errors)


def _rate(work_order: WorkOrder, new: NewLine) -> Decimal:
    """Fees that are only passed on carry no tax of ours; all else the entity's first rate."""
    if new.kind is LineKind.FEE:
        return Decimal(0)
    entity = network.legal_entity(network.site(work_order.site_id).legal_entity_id)
    return entity.tax_rates[0].rate if entity.tax_rates else Decimal(0)
