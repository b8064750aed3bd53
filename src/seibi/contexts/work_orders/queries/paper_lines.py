"""The tables on the papers of a visit: for the bench with times, for the customer with prices."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from seibi.contexts.work_orders.contracts import LineInfo, LineState
from seibi.contexts.work_orders.contracts.desk import VersionInfo, WorkOrderPage
from seibi.contexts.work_orders.domain.estimate import plain
from seibi.contexts.work_orders.domain.pricing import is_outside_tax
from seibi.contexts.work_orders.labels import (
    AUTHORITY_LABELS,
    GRADE_LABELS,
    PAYER_LABELS,
    SEVERITY_LABELS,
)
from seibi.kernel.money import Money
from seibi.ui import formats

NOT_DONE = (LineState.DECLINED, LineState.DEFERRED)


def for_the_bench(page: WorkOrderPage) -> dict[str, Any]:
    """What is agreed comes with a box to tick; what is not agreed says so and has none."""
    lines = [line for line in page.lines if line.state not in NOT_DONE and not line.outside_tax]
    total = sum(line.minutes for line in lines)
    return {
        "columns": [
            "",
            _("Work and parts"),
            pgettext("on paper", "Part no."),
            _("Quantity"),
            _("Time"),
            _("Check"),
        ],
        "rows": [_bench_row(line) for line in lines],
        "totals": [(_("Planned time"), formats.duration(total))] if total else [],
        "facts": _bench_facts(page),
        "notes": [_("Work only what has a box. Whatever else you find, report it first.")],
        "box": _("Measured and found"),
        "blanks": [
            pgettext("on paper", "Technician"),
            pgettext("on paper", "Inspector"),
        ],
    }


def as_shown(version: VersionInfo, tz: str) -> dict[str, Any]:
    """The lines of a version with the prices that were shown, and its hash."""
    made = formats.local_datetime(version.made_at, tz)
    meta = _("Version %(number)s of %(time)s") % {"number": version.number, "time": made}
    return {
        "subtitle": meta,
        "columns": [
            "",
            _("Work and parts"),
            pgettext("on paper", "Part no."),
            _("Quantity"),
            pgettext("column", "Tax"),
            _("Amount, tax included"),
        ],
        "rows": [_shown_row(line) for line in version.lines],
        "totals": _totals(version),
        "notes": [
            *(sentence for sentence in version.changes),
            _("Nothing is done that you do not agree to, line by line."),
            f"SHA-256 {version.sha256}",
        ],
    }


def _totals(version: VersionInfo) -> list[tuple[str, str]]:
    """The sums; statutory fees stand apart, since there is no tax on them."""
    fees = version.outside_tax
    net = version.net - fees if fees else version.net
    rows = [
        (_("Without tax"), formats.money(net)),
        (_("Tax"), formats.money(version.tax)),
        (_("Statutory fees, outside tax"), formats.money(fees) if fees else ""),
        (_("Total, tax included"), formats.money(version.gross)),
    ]
    return [(name, value) for name, value in rows if value]


def _bench_row(line: LineInfo) -> list[str]:
    words = [line.title]
    if line.authority:
        words.append(str(AUTHORITY_LABELS[line.authority]))
    elif line.included_in is None:
        words.append(_("Not agreed yet: do not begin"))
    if line.why:
        words.append(line.why)
    return [
        "□" if line.is_authorised else "–",
        "\n".join(words),
        line.part_number,
        plain(line.quantity),
        formats.duration(line.minutes) if line.minutes else "",
        str(GRADE_LABELS[line.grade]) if line.grade else "",
    ]


def _bench_facts(page: WorkOrderPage) -> list[tuple[str, str]]:
    card, found = page.card, page.reception
    rows = [
        (_("Promise"), formats.local_datetime(card.promise_at, card.tz) if card.promise_at else ""),
        (
            _("Forecast"),
            formats.local_datetime(card.forecast_at, card.tz) if card.forecast_at else "",
        ),
        (_("Odometer"), f"{found.odometer:,} {found.odometer_unit}" if found else ""),
        (
            _("Old parts"),
            _("The customer wants the old parts") if found and found.keep_old_parts else "",
        ),
        (_("Agreed ceiling"), formats.money(page.ceiling) if page.ceiling else ""),
        (_("Statutory fees, outside tax"), _bench_fees(page)),
        (_("Open recalls"), ", ".join(f"{r.number} {r.component}" for r in page.recalls)),
    ]
    return [(name, value) for name, value in rows if value]


def _bench_fees(page: WorkOrderPage) -> str:
    """What goes on to the state is nobody's work; the bench only sees that it is paid for."""
    fees = [x for x in page.lines if x.outside_tax and x.state not in NOT_DONE]
    return "; ".join(f"{line.title} {formats.money(line.gross)}" for line in fees)


def _shown_row(line: dict[str, Any]) -> list[str]:
    words = [str(line["title"])]
    if line["severity"]:
        words.append(str(SEVERITY_LABELS[line["severity"]]))
    if line["why"]:
        words.append(str(line["why"]))
    if line["if_not"]:
        words.append(_("If not: %(words)s") % {"words": line["if_not"]})
    gross = Money(Decimal(line["gross"]), line["currency"])
    asked = line["payer"] == "customer" and "included_in" not in line
    amount = formats.money(gross) if asked else str(PAYER_LABELS[line["payer"]])
    if "included_in" in line:
        amount = pgettext("price", "included")
    rate = Decimal(line["tax_rate"])
    percent = f"{(rate * 100).normalize():f} %"
    return [
        "□" if asked else "",
        "\n".join(words),
        line["part_number"],
        line["quantity"],
        _("outside tax") if is_outside_tax(line["kind"], rate) else percent,
        amount,
    ]
