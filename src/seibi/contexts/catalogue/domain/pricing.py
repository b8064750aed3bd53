"""What work costs: nearest price first, tax split per line, whole coins on every line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from seibi.contexts.catalogue.contracts import OperationInfo, PriceKind, QuoteLine, QuoteLineKind
from seibi.kernel.money import Money

SIXTY = Decimal(60)


@dataclass(frozen=True, slots=True)
class Price:
    """A price that is in force at some node above or at the site."""

    node: str
    kind: PriceKind
    item_code: str
    amount: Decimal
    currency: str
    tax_included: bool


@dataclass(frozen=True, slots=True)
class PriceBook:
    """All prices that hold at one site on one day, the nearest node's for each thing."""

    currency: str
    tax_rate: Decimal
    tax_included: bool
    labour_rate: Decimal | None
    fixed: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class PartPrice:
    """What a part of a kit is called and costs before tax."""

    part_number: str
    title: str
    net: Decimal


def price_book(prices: Iterable[Price], *, currency: str, tax_rate: Decimal) -> PriceBook:
    """The price of the nearest node wins; ``tax_rate`` holds where no node sets its own."""
    nearest: dict[tuple[PriceKind, str], Price] = {}
    for price in sorted(prices, key=lambda p: len(p.node)):
        if price.kind is PriceKind.TAX_RATE or price.currency == currency:
            nearest[price.kind, price.item_code] = price
    rate = nearest.get((PriceKind.TAX_RATE, ""))
    labour = nearest.get((PriceKind.LABOUR_RATE, ""))
    return PriceBook(
        currency=currency,
        tax_rate=rate.amount if rate else tax_rate,
        tax_included=rate.tax_included if rate else False,
        labour_rate=labour.amount if labour else None,
        fixed={code: p.amount for (kind, code), p in nearest.items() if kind is PriceKind.FIXED},
    )


def lines_for(
    operation: OperationInfo, book: PriceBook, parts: Mapping[str, PartPrice]
) -> list[QuoteLine]:
    """A fixed price covers work and parts; otherwise labour by standard time and each part.

    Returns no line at all where a price is missing: a customer never sees half a price.
    """
    if (fixed := book.fixed.get(operation.code)) is not None:
        return [line(operation, QuoteLineKind.FIXED, operation.name, Decimal(1), fixed, book)]
    if book.labour_rate is None or any(k.part_number not in parts for k in operation.kit):
        return []
    hours = Decimal(operation.minutes * operation.technicians) / SIXTY
    labour = line(operation, QuoteLineKind.LABOUR, operation.name, hours, book.labour_rate, book)
    return [labour, *_part_lines(operation, book, parts)]


def _part_lines(
    operation: OperationInfo, book: PriceBook, parts: Mapping[str, PartPrice]
) -> list[QuoteLine]:
    return [
        line(
            operation,
            QuoteLineKind.PART,
            parts[item.part_number].title,
            item.quantity,
            _as_shown(parts[item.part_number].net, book),
            book,
            part_number=item.part_number,
        )
        for item in operation.kit
    ]


def line(
    operation: OperationInfo,
    kind: QuoteLineKind,
    title: str,
    quantity: Decimal,
    unit: Decimal,
    book: PriceBook,
    *,
    part_number: str = "",
) -> QuoteLine:
    """One line in whole coins, so that net and tax add up to gross on every line."""
    net, tax, gross = split_tax(Money(unit * quantity, book.currency), book)
    return QuoteLine(
        operation_code=operation.code,
        kind=kind,
        title=title,
        quantity=quantity,
        unit_price=Money(unit, book.currency).rounded(),
        net=net,
        tax=tax,
        gross=gross,
        tax_rate=book.tax_rate,
        part_number=part_number,
    )


def split_tax(amount: Money, book: PriceBook) -> tuple[Money, Money, Money]:
    """(net, tax, gross) of an amount as this place writes its prices, each in whole coins."""
    if book.tax_included:
        gross = amount.rounded()
        net = Money(gross.amount / (1 + book.tax_rate), gross.currency).rounded()
        return net, gross - net, gross
    net = amount.rounded()
    tax = (net * book.tax_rate).rounded()
    return net, tax, net + tax


def _as_shown(net: Decimal, book: PriceBook) -> Decimal:
    return net * (1 + book.tax_rate) if book.tax_included else net
