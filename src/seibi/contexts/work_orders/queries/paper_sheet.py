"""The reception sheet: interview, marks on the drawing, who may say yes, the signature."""

import io
from typing import Any
from xml.sax.saxutils import quoteattr

import segno
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from PIL import Image

from seibi.contexts.work_orders.contracts.desk import PartyInfo, ReceptionInfo, WorkOrderPage
from seibi.contexts.work_orders.contracts.reception import Interview, Pin
from seibi.contexts.work_orders.labels import (
    PARTY_ROLE_LABELS,
    PAYMENT_PLAN_LABELS,
    PIN_KIND_LABELS,
)
from seibi.kernel.files import store
from seibi.ui import formats

Pair = tuple[str, str]
SIGNATURE_WIDTH = 600

# the same car as on the screen, seen from above
CAR = (
    "M330 90 Q500 20 670 90 L720 260 L730 760 L680 920 Q500 980 320 920 L270 760 L280 260 Z",
    "M345 300 Q500 240 655 300 L630 390 Q500 360 370 390 Z",
    "M365 720 Q500 750 635 720 L660 820 Q500 860 340 820 Z",
    "M370 400 L370 710 M630 400 L630 710 M285 540 L370 540 M630 540 L725 540",
)


def reception(page: WorkOrderPage) -> dict[str, Any]:
    """Everything that was signed, as it was signed."""
    found = page.reception
    if found is None:
        return {}
    return {
        **complaint(page),
        "people": people(page),
        "facts": _facts(page, found),
        "drawing": drawing(found.pins),
        "marks": [_mark(number, pin) for number, pin in enumerate(found.pins, 1)],
        "marks_label": _("Marks on the car"),
        "notes": [
            _("Nothing is done beyond what you agreed to. We ask before anything is added."),
            _("Please take valuables out of the car."),
        ],
        "signature": {
            "label": _("Signed"),
            "who": found.signed_by,
            "at": formats.local_datetime(found.signed_at, page.card.tz),
            "image": picture_of(found),
            "hash": f"SHA-256 {found.sha256}",
        },
        "code": code_of(page.visit_url),
        "code_label": _("Follow your car here"),
    }


def complaint(page: WorkOrderPage) -> dict[str, Any]:
    """What the customer says, and what was asked back."""
    found = page.reception
    if found is None:
        return {}
    return {
        "quote": {"label": _("In the customer's own words"), "text": found.interview.words},
        "asked": _asked(found.interview),
    }


def people(page: WorkOrderPage) -> list[Pair]:
    """Who brings it, whose it is, who may say yes and how far."""
    return [(str(PARTY_ROLE_LABELS[each.role]), _person(each)) for each in page.parties]


def code_of(url: str) -> str:
    """A square code, as a drawing, that leads to an address of ours."""
    full = url if "://" in url else f"{settings.SEIBI_PUBLIC_URL}{url}"
    out = io.BytesIO()
    segno.make(full, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=1)
    return out.getvalue().decode()


def drawing(pins: tuple[Pin, ...]) -> str:
    """The car from above with a numbered mark for each pin."""
    body = "".join(f"<path d={quoteattr(path)}/>" for path in CAR)
    wheels = "".join(
        f'<rect x="{x}" y="{y}" width="45" height="130" rx="18"/>'
        for x in (235, 720)
        for y in (180, 690)
    )
    dots = "".join(
        f'<circle cx="{pin.x}" cy="{pin.y}" r="30" fill="#b3261e" stroke="none"/>'
        f'<text x="{pin.x}" y="{pin.y + 14}" font-size="40" text-anchor="middle" fill="#fff"'
        f' stroke="none" font-family="Noto Sans CJK JP">{number}</text>'
        for number, pin in enumerate(pins, 1)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="60 0 880 1000" fill="none"'
        f' stroke="#6b6560" stroke-width="8">{body}{wheels}{dots}</svg>'
    )


def picture_of(found: ReceptionInfo) -> list[int]:
    """The drawn signature as numbers, small enough for a sheet; empty where a name was typed."""
    if found.signature_file_id is None:
        return []
    out = io.BytesIO()
    with Image.open(io.BytesIO(store.read(found.signature_file_id))) as image:
        image.thumbnail((SIGNATURE_WIDTH, SIGNATURE_WIDTH))
        image.save(out, "PNG")
    return list(out.getvalue())


def _facts(page: WorkOrderPage, found: ReceptionInfo) -> list[Pair]:
    card = page.card
    rows = [
        (_("Received"), formats.local_datetime(found.signed_at, card.tz)),
        (_("Odometer"), f"{found.odometer:,} {found.odometer_unit}"),
        (_("Fuel"), _percent(found.fuel_percent)),
        (_("Charge"), _percent(found.charge_percent)),
        (_("Left in the car"), found.valuables or _("nothing of value")),
        (_("Old parts"), _("The customer wants the old parts") if found.keep_old_parts else ""),
        (_("Seat covers are on"), _("yes") if found.seat_covers else ""),
        (_("Courtesy car"), _("wished for") if found.courtesy_car else ""),
        (_("Means to pay by"), str(PAYMENT_PLAN_LABELS[found.payment]) if found.payment else ""),
        (
            _("Promise"),
            formats.local_datetime(card.promise_at, card.tz) if card.promise_at else "",
        ),
        (_("Agreed ceiling"), formats.money(page.ceiling) if page.ceiling else ""),
    ]
    return [(name, value) for name, value in rows if value]


def _asked(interview: Interview) -> list[Pair]:
    tried = {True: _("yes"), False: _("no"), None: ""}[interview.reproduced]
    rows = [
        (_("What happens?"), interview.what),
        (_("When?"), interview.when),
        (_("Where on the car, on which road?"), interview.where),
        (_("Who noticed it?"), interview.who),
        (_("What was done before it began?"), interview.why),
        (_("How often, how strong?"), interview.how),
        (_("Reproduced"), tried),
        (_("We drove it together"), _("yes") if interview.joint_test_drive else ""),
    ]
    return [(name, value) for name, value in rows if value]


def _person(party: PartyInfo) -> str:
    words = [party.name]
    if party.phone:
        words.append(formats.phone(party.phone))
    if party.limit:
        words.append(_("up to %(amount)s") % {"amount": formats.money(party.limit)})
    if party.purchase_order:
        words.append(party.purchase_order)
    return " · ".join(words)


def _mark(number: int, pin: Pin) -> str:
    words = f"{PIN_KIND_LABELS[pin.kind]} {pin.note}".strip()
    return pgettext("mark on a drawing", "%(number)s. %(words)s") % {
        "number": number,
        "words": words,
    }


def _percent(value: int | None) -> str:
    return f"{value} %" if value is not None else ""
