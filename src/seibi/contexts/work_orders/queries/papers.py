"""The papers of a visit as PDF: reception sheet, work order for the bench, estimate."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders.contracts import Payer
from seibi.contexts.work_orders.contracts.desk import WorkOrderPage
from seibi.contexts.work_orders.contracts.papers import PaperKind
from seibi.contexts.work_orders.labels import PAPER_LABELS
from seibi.contexts.work_orders.queries import desk, paper_law, paper_lines, paper_sheet
from seibi.kernel import beside
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken
from seibi.ui import formats
from seibi.ui.paper import printed, script_of

TEMPLATE = Path(__file__).parents[1] / "templates" / "work_orders" / "pdf" / "visit.typ"
LANGUAGES = {code for code, _name in settings.LANGUAGES}

Pair = tuple[str, str]


def paper(
    *, work_order_id: UUID, kind: PaperKind, language: str, actor: Actor, at: dt.datetime
) -> tuple[str, bytes]:
    """The name and the bytes of a paper. Without a language, papers for the customer speak theirs,
    the work order that of who prints it.

    Raises NotFound ("work_order_not_found"), RuleBroken ("not_received", "no_estimate",
    "record_incomplete", "no_certificate"), Unavailable ("paper_not_made").
    """
    page = desk.work_order_page(work_order_id=work_order_id, actor=actor, at=at)
    _check_ready(page, kind)
    lawful = paper_law.lawful(page, kind, actor)
    spoken = language if language in LANGUAGES else _own_language(page, kind)
    with translation.override(spoken):
        data = {
            **script_of(spoken),
            **_head(page, kind, at),
            **(lawful() if lawful else BODIES[kind](page)),
            "cards": _cards(page, kind, actor, at),
        }
    return f"{page.card.number}-{kind}.pdf", printed(TEMPLATE, data, at=at)


def _check_ready(page: WorkOrderPage, kind: PaperKind) -> None:
    if kind is PaperKind.RECEPTION and page.reception is None:
        raise RuleBroken(
            "not_received", _("The car is not received yet: there is nothing to print.")
        )
    if kind is PaperKind.ESTIMATE and not page.versions:
        raise RuleBroken("no_estimate", _("No estimate has been made yet: make a version first."))


def _own_language(page: WorkOrderPage, kind: PaperKind) -> str:
    if kind in paper_law.SPOKEN:
        return paper_law.SPOKEN[kind]
    if kind is PaperKind.WORK_ORDER:
        return translation.get_language() or "en"
    found = customers.summaries([page.card.customer_id]).get(page.card.customer_id)
    return found.language if found and found.language in LANGUAGES else "en"


def _head(page: WorkOrderPage, kind: PaperKind, at: dt.datetime) -> dict[str, Any]:
    """What stands on top of every paper: what it is, whose car, which site."""
    card = page.card
    site = network.site(card.site_id)
    lines = [*network.address_lines(site.address)]
    if site.phone:
        lines.append(_("Phone %(number)s") % {"number": formats.phone(site.phone, site.country)})
    return {
        "title": str(PAPER_LABELS[kind]),
        "number": card.number,
        "ticket": card.ticket if kind is not PaperKind.ESTIMATE else "",
        "ticket_label": pgettext("on paper", "Ticket"),
        "meta": [
            (_("Number"), card.number),
            (_("Printed"), formats.local_datetime(at, card.tz)),
            (_("Advisor"), card.advisor_name or "–"),
        ],
        "site": {"name": site.name, "lines": lines},
        "recipient": _recipient(page, kind),
        "car": _car(page),
        "people": [],
        "quote": None,
        "asked": [],
        "facts": [],
        "drawing": "",
        "marks": [],
        "columns": [],
        "rows": [],
        "totals": [],
        "notes": [],
        "signature": None,
        "box": "",
        "blanks": [],
        "code": "",
        "code_label": "",
    }


def _recipient(page: WorkOrderPage, kind: PaperKind) -> str:
    """Papers for the bench do not greet anybody."""
    if kind is PaperKind.WORK_ORDER:
        return ""
    found = customers.summaries([page.card.customer_id]).get(page.card.customer_id)
    return found.formal_name if found else page.card.customer_name


def _car(page: WorkOrderPage) -> list[Pair]:
    card = page.card
    car = vehicles.summaries([card.vehicle_id]).get(card.vehicle_id)
    rows = [
        (_("Car"), card.vehicle_title),
        (_("Plate"), card.plate),
        (_("VIN or frame number"), (car.vin or car.frame_number) if car else ""),
        (_("Key tag"), card.key_tag),
        (_("Place"), card.parking_place),
    ]
    return [(name, value) for name, value in rows if value]


def _cards(
    page: WorkOrderPage, kind: PaperKind, actor: Actor, at: dt.datetime
) -> list[dict[str, Any]]:
    """What other contexts print beside it, such as whom to turn to when one disagrees."""
    spot = beside.Spot(f"work_order:{page.card.id}", str(kind))
    return [
        {
            "title": block.title,
            "lines": list(block.lines),
            "code": paper_sheet.code_of(block.url) if block.url else "",
        }
        for block in beside.on_paper(spot, actor=actor, at=at)
    ]


def _reception(page: WorkOrderPage) -> dict[str, Any]:
    """The car as it came, in the customer's words, and how far their word goes."""
    return paper_sheet.reception(page)


def _work_order(page: WorkOrderPage) -> dict[str, Any]:
    """What is to be done, with room for what was measured."""
    return {**paper_sheet.complaint(page), **paper_lines.for_the_bench(page)}


def _estimate(page: WorkOrderPage) -> dict[str, Any]:
    """The valid version exactly as it was shown, and where one signs for it."""
    version = page.versions[-1]
    return {
        **paper_lines.as_shown(version, page.card.tz),
        "people": paper_sheet.people(page),
        "blanks": [_("Date"), _("Signature of who may say yes")]
        if any(line["payer"] == Payer.CUSTOMER for line in version.lines)
        else [],
    }


BODIES: dict[PaperKind, Callable[[WorkOrderPage], dict[str, Any]]] = {
    PaperKind.RECEPTION: _reception,
    PaperKind.WORK_ORDER: _work_order,
    PaperKind.ESTIMATE: _estimate,
}
