"""What the pages of booking share: the site, the steps, the price so far, a fresh form key."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import FreeSlot, Guest, Stay
from seibi.contexts.booking.web.drafts import Draft
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, NotFound
from seibi.kernel.ids import new_id
from seibi.kernel.money import Money

DIAGNOSIS = "DIAG"  # own words without a choice from the menu: somebody has to look

VIN_LENGTH = 17


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three steps, as the stepper shows it."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Total:
    """The price and the time of what has been chosen so far."""

    price: Money | None
    minutes: int
    tax_included: bool
    titles: tuple[str, ...]


def site_of(code: str) -> SiteInfo:
    """The workshop in the address of the page. Raises NotFound."""
    return network.site_by_code(code)


def codes_of(draft: Draft) -> list[str]:
    """What is to be done; own words alone mean that somebody looks at the car."""
    return draft.codes or [DIAGNOSIS]


def total_of(site: SiteInfo, codes: Sequence[str]) -> Total:
    """Price and duration of a choice, with the names of what is in it."""
    work = catalogue.work(codes)
    quote = catalogue.quote_for(site_id=site.id, work=work, at=clock.now())
    return Total(
        price=None if quote.unpriced else quote.shown,
        minutes=quote.minutes,
        tax_included=quote.tax_included,
        titles=tuple(o.name for o in work),
    )


def steps(now: int) -> list[Step]:
    """What, when, you: done, now, next."""
    labels = [_("What"), _("When"), _("You")]
    states = ["done" if n < now else "now" if n == now else "next" for n in range(len(labels))]
    return [Step(label, state) for label, state in zip(labels, states, strict=True)]


def base(request: HttpRequest, site: SiteInfo, **more: Any) -> dict[str, Any]:
    """The values that every page of a site needs."""
    return {"site": site, "site_title": site.name, "form_key": new_id(), **more}


def free_of(error: DomainError) -> list[FreeSlot]:
    """The free times that came with a refusal, for the page that shows it."""
    return [
        FreeSlot(_moment(entry["start"]), _moment(entry["ready_at"]))
        for entry in error.extra.get("free", ())
    ]


def _moment(value: Any) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)


def typed(values: Mapping[str, Any], name: str) -> str:
    """A text from a form, without the one sign that no database keeps."""
    return str(values.get(name, "")).replace("\x00", "")


def guest_of(values: Mapping[str, Any]) -> Guest:
    """Somebody as typed. Seventeen letters and digits without a gap are a VIN, else a plate."""
    number = typed(values, "plate").strip()
    is_vin = len(number) == VIN_LENGTH and number.isalnum() and number.isascii()
    make, _space, model = typed(values, "car").strip().partition(" ")
    return Guest(
        name=typed(values, "name")[:120],
        email=typed(values, "email")[:254],
        plate="" if is_vin else number[:40],
        vin=number if is_vin else "",
        phone=typed(values, "phone")[:30],
        make=make[:60],
        model=model[:60],
    )


def id_in(values: Mapping[str, Any], name: str) -> UUID:
    """An id from a form or an address. Raises NotFound for what is none."""
    try:
        return UUID(str(values.get(name, "")))
    except ValueError:
        sentence = _("There is no such customer or car.")
        raise NotFound("customer_not_found", sentence) from None


def stay_in(values: Mapping[str, Any]) -> Stay:
    """How the time is spent; whoever says nothing leaves the car."""
    stay = values.get("stay", "")
    return Stay(stay) if stay in list(Stay) else Stay.DROP_OFF
