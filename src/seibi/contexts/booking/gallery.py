"""Samples of the pieces of booking, for the gallery."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext

from seibi.contexts.booking.contracts import FreeSlot, Offer, OfferKind, SlotDay, SlotPage
from seibi.kernel import clock
from seibi.kernel.money import Money

TZ = "Asia/Tokyo"
OFFERED = (OfferKind.SOONEST, OfferKind.QUIETEST, OfferKind.SATURDAY)


def samples() -> dict[str, Any]:
    """Free times with reasons, a full day, no free time at all; and lines of the menu."""
    first = clock.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    free = tuple(
        FreeSlot(first + dt.timedelta(hours=n), first + dt.timedelta(hours=n + 1)) for n in range(5)
    )
    offers = tuple(Offer(kind, slot) for kind, slot in zip(OFFERED, free, strict=False))
    days = (SlotDay(first.date(), free), SlotDay(first.date() + dt.timedelta(days=1), ()))
    return {
        "page": SlotPage(UUID(int=0), TZ, 60, ("OIL",), offers, days),
        "none": SlotPage(
            UUID(int=0), TZ, 60, ("OIL",), (), (), (pgettext("gallery", "No lift is free."),)
        ),
        "site": SimpleNamespace(phone="+81312345678"),
        "menu": [
            _choice(pgettext("gallery", "Engine oil and filter"), Decimal(8800), chosen=True),
            _choice(pgettext("gallery", "A look at the brakes"), Decimal(0)),
            _choice(pgettext("gallery", "Something else"), None),
        ],
    }


def _choice(name: str, price: Decimal | None, *, chosen: bool = False) -> SimpleNamespace:
    """What a line of the menu shows, as the page of the owner passes it."""
    item = SimpleNamespace(
        code=name,
        name=name,
        description=pgettext("gallery", "Why it is needed, in one sentence"),
        price=None if price is None else Money(price, "JPY"),
        minutes=45,
    )
    due = pgettext("gallery", "Due in about three weeks") if chosen else ""
    return SimpleNamespace(item=item, chosen=chosen, due=due)
