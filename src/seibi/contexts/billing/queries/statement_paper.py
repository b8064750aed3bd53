"""The monthly statement as a PDF, on the same sheet as the invoices it sums up."""

from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from seibi.contexts.billing.contracts import InvoiceRow
from seibi.contexts.billing.contracts.accounts import StatementInfo
from seibi.contexts.billing.queries.paper import TEMPLATE
from seibi.ui import formats
from seibi.ui.paper import SCRIPTS, printed, script_of


def render(statement: StatementInfo, language: str) -> bytes:
    """The PDF of a statement. Raises Unavailable ("paper_not_made")."""
    wanted = language if language in SCRIPTS else "en"
    with translation.override(wanted):
        data = _data(statement, wanted)
    return printed(TEMPLATE, data, at=statement.issued_at)


def _data(statement: StatementInfo, language: str) -> dict[str, Any]:
    issuer = list(statement.issuer.lines)
    if statement.issuer.registration_number:
        word = _("Registration no. %(number)s")
        issuer.append(word % {"number": statement.issuer.registration_number})
    return {
        **script_of(language),
        "paper": "us-letter" if statement.due.currency == "USD" else "a4",
        "title": pgettext("paper", "Monthly statement"),
        "number": statement.number,
        "subtitle": _("Closed on %(day)s") % {"day": _day(statement.closed_on)},
        "meta": [
            (_("Number"), statement.number),
            (_("Closed on"), _day(statement.closed_on)),
            (_("Pay by"), _day(statement.due_on)),
        ],
        "issuer": {"label": _("From"), "name": statement.issuer.name, "lines": issuer},
        "recipient": {
            "label": _("To"),
            "name": statement.recipient.name,
            "lines": list(statement.recipient.lines),
        },
        "visit": [
            (_("Last statement"), formats.money(statement.before)),
            (_("Paid or taken back since"), formats.money(statement.received)),
            (_("New invoices"), formats.money(statement.billed)),
            (_("Due now"), formats.money(statement.due)),
        ],
        "columns": [
            _("Invoice"),
            _("Car"),
            _("Date"),
            _("Work order"),
            _("Paid"),
            _("Amount"),
        ],
        "parts": [{"title": "", "rows": [_row(row) for row in statement.invoices]}],
        "costs": [],
        "totals": [],
        "total": (_("Due now"), formats.money(statement.due)),
        "after": [],
        "notes": [_("The tax is on the invoices; a statement sums them up.")],
        "signatures": [],
    }


def _row(row: InvoiceRow) -> list[str]:
    return [
        row.number,
        row.car,
        formats.local_date(row.issued_at),
        row.work_order,
        formats.money(row.paid),
        formats.money(row.gross),
    ]


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT")
