"""The paper: an invoice as a PDF in English, Japanese or Chinese, with its own fonts."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from seibi.contexts.billing.contracts import (
    Cost,
    Form,
    InvoiceInfo,
    InvoiceKind,
    InvoiceLineInfo,
    TaxInfo,
)
from seibi.contexts.billing.domain.lines import is_upkeep
from seibi.contexts.billing.labels import (
    COST_LABELS,
    FORM_LABELS,
    KIND_LABELS,
    OLD_PARTS_LABELS,
    REPAIR_LABELS,
)
from seibi.contexts.work_orders.contracts import OldParts
from seibi.kernel.money import Money
from seibi.ui import formats
from seibi.ui.paper import printed, script_of

TEMPLATE = Path(__file__).parents[1] / "templates" / "billing" / "pdf" / "paper.typ"
SPLIT_COSTS = (Cost.LABOUR, Cost.MATERIAL)  # a settlement list itemises these two separately

Pair = tuple[str, str]


def render(invoice: InvoiceInfo, language: str) -> bytes:
    """The PDF of an invoice. Raises Unavailable ("paper_not_made")."""
    with translation.override(language):
        data = _data(invoice, language)
    return printed(TEMPLATE, data, at=invoice.issued_at)


def title_of(invoice: InvoiceInfo) -> str:
    """What the paper is called. A settlement list is never called a tax receipt."""
    if invoice.kind == InvoiceKind.CREDIT_NOTE:
        return str(KIND_LABELS[InvoiceKind.CREDIT_NOTE])
    return str(FORM_LABELS[invoice.form])


def _data(invoice: InvoiceInfo, language: str) -> dict[str, Any]:
    settlement = invoice.form == Form.SETTLEMENT_LIST
    return {
        **script_of(language),
        "paper": "us-letter" if invoice.form == Form.SALES_TAX_INVOICE else "a4",
        "title": title_of(invoice),
        "number": invoice.number,
        "subtitle": _subtitle(invoice),
        "meta": _meta(invoice),
        "issuer": _issuer(invoice),
        "recipient": {
            "label": _("Client") if settlement else _("To"),
            "name": invoice.recipient.name,
            "lines": list(invoice.recipient.lines),
        },
        "visit": _visit(invoice),
        "columns": [
            _("Code"),
            _("Work and parts"),
            _("Quantity"),
            _("Unit price, tax included") if invoice.tax_included else _("Unit price"),
            pgettext("column", "Tax"),
            _("Amount, tax included") if invoice.tax_included else _("Amount"),
        ],
        "parts": _parts(invoice, split=settlement),
        "costs": _costs(invoice) if settlement else [],
        "totals": [pair for tax in invoice.taxes for pair in _tax(invoice, tax)],
        "total": (_("Total"), formats.money(invoice.gross)),
        "after": _after(invoice),
        "notes": _notes(invoice),
        "signatures": [_("Repairer (seal)"), _("Client (signature)")] if settlement else [],
    }


def _subtitle(invoice: InvoiceInfo) -> str:
    if invoice.credits:
        return _("Takes back %(number)s") % {"number": invoice.credits}
    return ""


def _meta(invoice: InvoiceInfo) -> list[Pair]:
    name = _("Settlement list no.") if invoice.form == Form.SETTLEMENT_LIST else _("Number")
    rows = [(name, invoice.number), (_("Date"), _day(invoice.issued_on))]
    if invoice.kind == InvoiceKind.INVOICE:
        rows.append((_("Pay by"), _day(invoice.due_on)))
    return rows


def _issuer(invoice: InvoiceInfo) -> dict[str, Any]:
    who, lines = invoice.issuer, list(invoice.issuer.lines)
    if who.phone:
        lines.append(_("Phone %(number)s") % {"number": who.phone})
    if who.registration_number:
        word = _("Registration no. %(number)s")
        lines.append(word % {"number": who.registration_number})
    label = _("Repairer") if invoice.form == Form.SETTLEMENT_LIST else _("From")
    return {"label": label, "name": who.name, "lines": lines}


def _visit(invoice: InvoiceInfo) -> list[Pair]:
    visit = invoice.visit
    rows = [
        (_("Work order"), visit.work_order),
        (_("Plate"), visit.plate),
        (_("Car"), visit.car),
        (_("VIN or frame number"), visit.vin),
        (_("Received on"), _day(visit.arrived_on) if visit.arrived_on else ""),
        (_("Finished on"), _day(visit.finished_on) if visit.finished_on else ""),
        (_("Odometer in"), formats.kilometres(visit.odometer_in) if visit.odometer_in else ""),
        (_("Odometer out"), formats.kilometres(visit.odometer_out) if visit.odometer_out else ""),
        (_("Class of repair"), _repair_class(invoice)),
        (_("Old parts"), _old_parts(invoice)),
        (_("Certificate no."), visit.certificate),
    ]
    return [(name, value) for name, value in rows if value]


def _repair_class(invoice: InvoiceInfo) -> str:
    """Upkeep, or a repair of what was found; a settlement list has to say which."""
    if invoice.form != Form.SETTLEMENT_LIST:
        return ""
    codes = [line.part_number for line in invoice.lines if line.cost in (Cost.LABOUR, Cost.TEST)]
    return str(REPAIR_LABELS[is_upkeep(codes)])


def _old_parts(invoice: InvoiceInfo) -> str:
    """What became of them; on a settlement list that is printed before, boxes to tick."""
    if invoice.visit.old_parts:
        return str(OLD_PARTS_LABELS[OldParts(invoice.visit.old_parts)])
    if invoice.form != Form.SETTLEMENT_LIST:
        return ""
    asked = (OldParts.TAKEN, OldParts.WAIVED, OldParts.NONE)
    return "  ".join(f"□ {OLD_PARTS_LABELS[each]}" for each in asked)


def _parts(invoice: InvoiceInfo, *, split: bool) -> list[dict[str, Any]]:
    """All lines in one table; on a settlement list labour, parts and the rest apart."""
    if not split:
        return [{"title": "", "rows": [_row(invoice, line) for line in invoice.lines]}]
    groups: list[tuple[str, list[InvoiceLineInfo]]] = [
        (str(COST_LABELS[cost]), [line for line in invoice.lines if line.cost == cost])
        for cost in SPLIT_COSTS
    ]
    rest = [line for line in invoice.lines if line.cost not in SPLIT_COSTS]
    groups.append((str(COST_LABELS[Cost.OTHER]), rest))
    return [
        {"title": title, "rows": [_row(invoice, line) for line in lines]}
        for title, lines in groups
        if lines
    ]


def _row(invoice: InvoiceInfo, line: InvoiceLineInfo) -> list[str]:
    mark = _("(reduced rate)") if line.reduced else ""
    rate = _percent(line.tax_rate) if line.cost != Cost.STATUTORY else _("outside tax")
    quantity, unit_price = _counted(invoice, line)
    return [
        line.part_number,
        "\n".join(filter(None, (f"{line.description} {mark}".strip(), _off(line)))),
        f"{quantity} {line.unit}".strip(),
        formats.money(unit_price),
        rate,
        formats.money(line.gross if invoice.tax_included else line.net),
    ]


def _counted(invoice: InvoiceInfo, line: InvoiceLineInfo) -> tuple[str, Money]:
    """How much of it at which price; a settlement list counts labour in settled hours."""
    if invoice.form == Form.SETTLEMENT_LIST and line.cost == Cost.LABOUR and line.minutes:
        hours = (Decimal(line.minutes) / 60).quantize(Decimal("0.01"))
        before = line.net + line.discount if line.discount else line.net
        price = Money(before.amount / hours, before.currency).rounded()
        written = number_format(hours.normalize(), use_l10n=True)
        return _("%(hours)s h") % {"hours": written}, price
    return number_format(line.quantity.normalize(), use_l10n=True), line.unit_price


def _off(line: InvoiceLineInfo) -> str:
    """What was taken off the line."""
    if not line.discount:
        return ""
    return _("Discount %(amount)s") % {"amount": formats.money(-line.discount)}


def _tax(invoice: InvoiceInfo, tax: TaxInfo) -> list[Pair]:
    """The sum at one rate and its tax; inside the sum where the lines include it."""
    if tax.outside_tax:
        return [(_("Statutory fees, outside tax"), formats.money(tax.net))]
    rate = _percent(tax.rate)
    if invoice.tax_included:
        return [
            (_("Sum at %(rate)s, tax included") % {"rate": rate}, formats.money(tax.gross)),
            (_("of which tax at %(rate)s") % {"rate": rate}, formats.money(tax.tax)),
        ]
    return [
        (_("Net at %(rate)s") % {"rate": rate}, formats.money(tax.net)),
        (_("Tax at %(rate)s") % {"rate": rate}, formats.money(tax.tax)),
    ]


def _costs(invoice: InvoiceInfo) -> list[Pair]:
    return [(str(COST_LABELS[cost]), formats.money(net)) for cost, net in invoice.cost_totals]


def _after(invoice: InvoiceInfo) -> list[Pair]:
    if invoice.kind == InvoiceKind.CREDIT_NOTE or not invoice.paid:
        return []
    return [
        (_("Paid"), formats.money(invoice.paid)),
        (_("Still open"), formats.money(invoice.open)),
    ]


def _notes(invoice: InvoiceInfo) -> list[str]:
    notes = []
    if invoice.form == Form.QUALIFIED_INVOICE:
        notes.append(_("Tax is rounded once per rate for the whole invoice."))
    if any(line.reduced for line in invoice.lines):
        notes.append(_("Lines marked as reduced are taxed at the reduced rate."))
    if invoice.form == Form.SETTLEMENT_LIST:
        notes.append(
            _("Labour and materials are listed separately. This list is not a tax receipt.")
        )
    return notes


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT")


def _percent(rate: Decimal) -> str:
    percent = (rate * 100).normalize()
    return f"{percent:f} %"
