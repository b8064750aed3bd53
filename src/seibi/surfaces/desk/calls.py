"""Whom do I help next by telephone: the list, the person, and the booking beside each other."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import BOOK, CarWish, SlotPage
from seibi.contexts.booking.contracts.waiting import WaitOfferState, WaitRow
from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import CALL, PLAN, SEE, ContactPage, Outcome, Refusal, TodayPage
from seibi.contexts.care.labels import REFUSAL_LABELS
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.customers import facade as customers
from seibi.contexts.diagnosis import facade as diagnosis
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.quality import facade as quality
from seibi.contexts.quality.contracts import SEE as QUALITY
from seibi.contexts.quality.contracts import AnswerInfo
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError, NotFound
from seibi.kernel.http import actor_of
from seibi.kernel.ids import new_id
from seibi.kernel.money import Money, total
from seibi.surfaces.places import current_site, sites_of
from seibi.ui.templatetags.ui_format import iso

ONE_TAP = (
    (Outcome.REACHED, "1"),
    (Outcome.NO_ANSWER, "2"),
    (Outcome.VOICEMAIL, "3"),
    (Outcome.NOT_NOW, "4"),
    (Outcome.ELSEWHERE, "5"),
    (Outcome.WRONG_NUMBER, "6"),
)
UNHAPPY_DAYS = 30
MOST_ANSWERS = 100


@dataclass(frozen=True, slots=True)
class CarChoice:
    """One of the household's cars in the booking: what is done, what it costs, whether it comes."""

    car: VehicleSummary
    wish: CarWish
    titles: tuple[str, ...]
    price: Money | None
    tax_included: bool
    minutes: int
    comes: bool


@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """The list of the day with one person open; free times alone when only they are asked for."""
    site = site_of(request)
    if site is None:
        return redirect("home:home")
    if request.headers.get("HX-Request") == "true" and "contact" in request.GET:
        context = {"site": site, **_booking(request, site, _open_contact(request), request.GET)}
        return render(request, "desk/_call_booking.html", context)
    return render(request, "desk/calls.html", page_of(request, site, request.GET))


@never_cache
@require_safe
def inbound(request: HttpRequest) -> HttpResponse:
    """Somebody rings: the person opens, with the contact that made us ring them."""
    actor, site = actor_of(request), site_of(request)
    if site is None:
        return redirect("home:home")
    number = request.GET.get("from", "").strip().replace("\x00", "")[:40]
    if number and not number.startswith("+") and request.GET.urlencode().startswith("from=+"):
        number = f"+{number}"  # an exchange that does not escape its plus sign
    people, contact_id = (
        care.who_calls(typed=number, site=site, actor=actor) if number else ([], None)
    )
    if contact_id is not None:
        return redirect(f"{reverse('desk:calls')}?contact={contact_id}&inbound=1")
    if len(people) == 1:
        return redirect("desk:person", people[0].id)
    context = {"site": site, "site_title": site.name, "number": number, "people": people}
    return render(request, "desk/inbound.html", context)


def site_of(request: HttpRequest) -> SiteInfo | None:
    """The workshop looked at, for those who look after its owners."""
    actor = actor_of(request)
    site = current_site(request, actor)
    return site if site and actor.may(SEE, at_node=site.node) else None


def page_of(
    request: HttpRequest,
    site: SiteInfo,
    values: Mapping[str, Any],
    *,
    contact_id: UUID | None = None,
    refusal: DomainError | None = None,
) -> dict[str, Any]:
    """Everything on the page; what was typed stays through a refusal."""
    actor, at = actor_of(request), clock.now()
    today = care.today(site_id=site.id, actor=actor, at=at)
    chosen = contact_id or id_in(values, "contact") or _first(today)
    opened = _contact(chosen, actor, at) if chosen else None
    context: dict[str, Any] = {
        "site": site,
        "site_title": site.name,
        "sites": sites_of(request, actor),
        "today": today,
        "is_old": today.computed_at is None
        or clock.local_day(today.computed_at, site.tz) < today.day,
        "offers": _offers(actor, site),
        "may_call": actor.may(CALL, at_node=site.node),
        "may_plan": actor.may(PLAN, at_node=site.node),
        "open": opened,
        "refusal": refusal,
        "errors": (refusal.extra.get("errors") or {}) if refusal else {},
        "typed": values,
        "inbound": "inbound" in values,
        "one_tap": ONE_TAP,
        "refusals": [(code, REFUSAL_LABELS[code]) for code in Refusal],
        "form_key": new_id(),
    }
    if opened:
        context |= _person(opened, actor, at)
        context |= _booking(request, site, opened, values)
    return context


def wishes_in(opened: ContactPage, values: Any) -> tuple[CarWish, ...]:
    """The cars that come, as ticked; before anything is ticked, all that are due."""
    wishes = care.wishes_of(opened.row.reasons)
    ticked = set(values.getlist("car")) if hasattr(values, "getlist") else set()
    chosen = [w for w in wishes if not ticked or str(w.vehicle_id) in ticked]
    lend = "courtesy_car" in values
    return tuple(replace(w, courtesy_car=lend and n == 0) for n, w in enumerate(chosen))


def id_in(values: Mapping[str, Any], name: str) -> UUID | None:
    """An id from a form or an address; None where there is none."""
    try:
        return UUID(str(values.get(name, "")))
    except ValueError:
        return None


def _open_contact(request: HttpRequest) -> ContactPage:
    opened = _contact(id_in(request.GET, "contact"), actor_of(request), clock.now())
    if opened is None:
        raise Http404
    return opened


def _contact(contact_id: UUID | None, actor: Actor, at: dt.datetime) -> ContactPage | None:
    try:
        return care.contact(contact_id=contact_id, actor=actor, at=at) if contact_id else None
    except NotFound:
        return None


def _first(today: TodayPage) -> UUID | None:
    return today.to_call[0].id if today.to_call else None


def _person(opened: ContactPage, actor: Actor, at: dt.datetime) -> dict[str, Any]:
    """Cars with their history, wishes that were said before, what is booked."""
    people = {opened.row.customer_id, *(one.customer_id for one in opened.row.reasons)}
    cars = vehicles.vehicles_of(people, at)
    due = diagnosis.due_items([car.id for car in cars], at)
    booked = booking.appointments_of(customer_ids=people, actor=actor, at=at)
    said = {str(one.work_order_id): one for one in _unhappy(opened, actor, at)}
    customers.note_read(customer_id=opened.row.customer_id, page="desk", actor=actor, at=at)
    return {
        "cars": [(car, due.get(car.id, [])[:2]) for car in cars],
        "booked": booked,
        "said": [said[one.about] for one in opened.row.reasons if one.about in said],
        "sold_options": [(one.vehicle_id, one.car) for one in _one_per_car(opened)],
    }


def _unhappy(opened: ContactPage, actor: Actor, at: dt.datetime) -> list[AnswerInfo]:
    """What an unhappy owner wrote: who calls has read it."""
    if not opened.row.urgent or not actor.nodes(QUALITY):
        return []
    return quality.unhappy_answers(actor=actor, days=UNHAPPY_DAYS, at=at, limit=MOST_ANSWERS)


def _one_per_car(opened: ContactPage) -> list[Any]:
    return list({one.vehicle_id: one for one in opened.row.reasons if one.vehicle_id}.values())


def _booking(
    request: HttpRequest, site: SiteInfo, opened: ContactPage, values: Any
) -> dict[str, Any]:
    """The cars with price and length, and the times at which all of them may come."""
    actor = actor_of(request)
    if not actor.may(BOOK, at_node=site.node):
        return {"may_book": False}
    comes = wishes_in(opened, values)
    weekday = str(values.get("weekday", ""))
    page = (
        booking.slots_together(
            site_id=site.id,
            cars=comes,
            weekdays={int(weekday)} if weekday in {str(n) for n in range(7)} else (),
            at=clock.now(),
        )
        if comes
        else None
    )
    choices = _choices(site, opened, comes)
    prices = [choice.price for choice in choices if choice.comes]
    known = [price for price in prices if price is not None]
    return {
        "may_book": True,
        "contact_id": opened.row.id,
        "choices": choices,
        "page": page,
        "weekday": weekday,
        "weekdays": [(str(n), WEEKDAYS[n]) for n in range(7)],
        "courtesy_car": "courtesy_car" in values,
        "price": total(known, site.currency) if known and len(known) == len(prices) else None,
        "tax_included": all(choice.tax_included for choice in choices),
        "coming": len(comes),
        "chosen_time": _chosen_time(values, page, weekday),
        "bringer": str(values.get("bringer_name", "")),
    }


def _chosen_time(values: Any, page: SlotPage | None, weekday: str) -> str:
    """What was chosen and is still offered; else, where a day was wished for, the first time."""
    free = [iso(slot.starts_at) for day in page.days for slot in day.slots] if page else []
    typed = str(values.get("starts_at", ""))
    if typed in free or not (weekday and free):
        return typed
    return free[0]


def _choices(site: SiteInfo, opened: ContactPage, comes: tuple[CarWish, ...]) -> list[CarChoice]:
    wishes = care.wishes_of(opened.row.reasons)
    cars = vehicles.summaries([wish.vehicle_id for wish in wishes])
    found = []
    for wish in wishes:
        work = catalogue.work(wish.operation_codes)
        quote = catalogue.quote_for(site_id=site.id, work=work, at=clock.now())
        found.append(
            CarChoice(
                car=cars[wish.vehicle_id],
                wish=wish,
                titles=tuple(one.name for one in work),
                price=None if quote.unpriced else quote.shown,
                tax_included=quote.tax_included,
                minutes=quote.minutes,
                comes=any(one.vehicle_id == wish.vehicle_id for one in comes),
            )
        )
    return found


def _offers(actor: Actor, site: SiteInfo) -> list[WaitRow]:
    """Times that are kept for somebody who has not answered yet."""
    line = booking.wait_list(site_id=site.id, actor=actor, machine_at=clock.machine_now())
    return [
        row for row in line if row.waiting.offer and row.waiting.offer.state is WaitOfferState.OPEN
    ]
