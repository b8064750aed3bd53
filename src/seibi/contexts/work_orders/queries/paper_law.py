"""The papers that the law asks for: Japan's record of inspection and maintenance in two copies,
China's certificate of repair."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import LineState
from seibi.contexts.work_orders.contracts.desk import WorkOrderPage
from seibi.contexts.work_orders.contracts.papers import PaperKind
from seibi.contexts.work_orders.contracts.quality import CertificateInfo, Checklist
from seibi.contexts.work_orders.domain.guarantee import LAWFUL
from seibi.contexts.work_orders.labels import REPAIR_LEVEL_LABELS, SYMBOL_LABELS
from seibi.contexts.work_orders.queries.certificates import certificate_of
from seibi.contexts.work_orders.queries.checklists import checklists_of
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken
from seibi.ui import formats

SPOKEN: Mapping[PaperKind, str] = {PaperKind.RECORD: "ja", PaperKind.CERTIFICATE: "zh-hans"}
SIGNS: Mapping[str, str] = {  # as the form of the trade marks them
    "good": "✓",
    "replaced": "×",
    "repaired": "△",
    "adjusted": "A",
    "tightened": "T",
    "cleaned": "C",
    "lubricated": "L",
    "none": "/",
}

Body = Callable[[], dict[str, Any]]


def lawful(page: WorkOrderPage, kind: PaperKind, actor: Actor) -> Body | None:
    """The body of a paper of the law; None for the house's own papers.

    Raises RuleBroken ("record_incomplete", "no_certificate").
    """
    if kind is PaperKind.RECORD:
        lists = checklists_of(page.card.id, actor)
        if not lists or any(one.missing for one in lists):
            sentence = _("The record is printed when every item of the inspection has its result.")
            raise RuleBroken("record_incomplete", sentence)
        return lambda: _record(page, lists)
    if kind is PaperKind.CERTIFICATE:
        found = certificate_of(page.card.id, actor)
        if not found.number:
            raise RuleBroken("no_certificate", _("No certificate is signed for this visit."))
        return lambda: _certificate(page, found)
    return None


def has_record(work_order_id: UUID, actor: Actor) -> bool:
    """Whether the record of a visit can be printed."""
    lists = checklists_of(work_order_id, actor)
    return bool(lists) and not any(one.missing for one in lists)


def has_certificate(work_order_id: UUID, actor: Actor) -> bool:
    """Whether a certificate of this visit is signed."""
    return bool(certificate_of(work_order_id, actor).number)


def _record(page: WorkOrderPage, lists: list[Checklist]) -> dict[str, Any]:
    """Plate and frame, odometer, each item with its sign, what was done, when, and by whom."""
    card, reception = page.card, page.reception
    site = network.site(card.site_id)
    done = [line.title for line in page.lines if line.state is LineState.DONE]
    finished = max((check.checked_at for check in page.checks), default=None)
    inspectors = ", ".join(dict.fromkeys(check.checked_by for check in page.checks))
    rows = [
        [SIGNS[str(row.symbol)], f"{row.words}\n{row.group}", row.measured, "", "", ""]
        for one in lists
        for row in one.rows
    ]
    legend = "  ".join(f"{SIGNS[str(code)]} {word}" for code, word in SYMBOL_LABELS.items())
    return {
        "subtitle": _("Copy for the user, copy for the workshop. Keep it in the car."),
        "facts": [
            (
                _("Odometer at the inspection"),
                f"{reception.odometer} {reception.odometer_unit}" if reception else "",
            ),
            (
                _("Day of the inspection"),
                formats.local_date(reception.signed_at, card.tz) if reception else "",
            ),
            (
                _("Maintenance finished on"),
                formats.local_date(finished, card.tz) if finished else "",
            ),
            (_("Inspected by"), inspectors),
            (_("Client"), card.customer_name),
            (
                _("Name and address of the workshop"),
                " ".join([site.name, *network.address_lines(site.address)]),
            ),
        ],
        "columns": ["", _("Item"), _("Measured"), "", "", ""],
        "rows": rows,
        "notes": [
            f"{_('Outline of the maintenance')}: {', '.join(done)}",
            legend,
        ],
        "blanks": [pgettext("on paper", "Person in charge of maintenance")],
        "copies": [_("Copy for the user"), _("Copy for the workshop")],
    }


def _certificate(page: WorkOrderPage, found: CertificateInfo) -> dict[str, Any]:
    """Number, what was repaired how deep, who inspected it, and the guarantee of the law."""
    card = page.card
    level = found.needed
    terms = LAWFUL[level] if level else None
    done = [line.title for line in page.lines if line.state is LineState.DONE]
    return {
        "subtitle": found.number,
        "facts": [
            (_("Certificate no."), found.number),
            (_("Kind of repair"), str(REPAIR_LEVEL_LABELS[level]) if level else ""),
            (_("Inspector"), found.inspector),
            (
                _("Signed on"),
                formats.local_date(found.issued_at, card.tz) if found.issued_at else "",
            ),
            (
                _("Odometer"),
                f"{page.reception.odometer} {page.reception.odometer_unit}"
                if page.reception
                else "",
            ),
            (_("Client"), card.customer_name),
        ],
        "notes": [
            f"{_('Work done')}: {', '.join(done)}",
            _("The repair was inspected and meets the standard; the car may leave."),
            _("Guarantee of the repair: %(days)s days or %(km)s, whichever comes first.")
            % {"days": terms.days, "km": formats.kilometres(terms.km)}
            if terms
            else "",
        ],
        "blanks": [_("Inspector (seal)"), _("Repairer (seal)")],
    }
