"""The list of the day, and booking by telephone in three steps: who, what and when, read back."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from seibi.contexts.booking.contracts import (
    BOOK,
    SEE,
    Door,
    Party,
    Wishes,
)
from seibi.contexts.booking.labels import STAY_LABELS
from seibi.contexts.booking.operations import confirming, holds
from seibi.contexts.booking.queries import appointments as appointment_queries
from seibi.contexts.booking.queries import day as day_queries
from seibi.contexts.booking.queries import people
from seibi.contexts.booking.queries import slots as slot_queries
from seibi.contexts.booking.queries.waiting import how_many_wait
from seibi.contexts.booking.web import pages
from seibi.contexts.booking.web.forms import SlotForm
from seibi.contexts.booking.web.pages import typed
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel import clock
from seibi.kernel.decisions import Allowed, Denied
from seibi.kernel.errors import DomainError, require
from seibi.kernel.http import actor_of, retried
from seibi.kernel.idempotency.replay import once


@never_cache
@require_safe
def day(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who is expected today, who is late, who has come."""
    site = staff_site(request, site_code, SEE)
    at = clock.now()
    today = clock.local_day(at, site.tz)
    wanted = _day(request.GET.get("day", ""), today)
    rows = day_queries.day_list(site_id=site.id, day=wanted, actor=actor_of(request), at=at)
    context = pages.base(
        request,
        site,
        rows=rows,
        day=wanted,
        today=today,
        may_book=actor_of(request).may(BOOK, at_node=site.node),
        waiting_count=how_many_wait(site_id=site.id),
        before=wanted - dt.timedelta(days=1),
        after=wanted + dt.timedelta(days=1),
        at=at,
    )
    return render(request, "booking/desk_day.html", context)


@never_cache
@require_safe
def new(request: HttpRequest, site_code: str) -> HttpResponse:
    """Step 1 of a booking by telephone: who is calling, found by name, number or plate."""
    site = staff_site(request, site_code, BOOK)
    query = typed(request.GET, "q").strip()
    found = people.find(query, actor=actor_of(request), at=clock.now()) if query else []
    template = "booking/_desk_found.html" if _fragment(request) else "booking/desk_new.html"
    context = pages.base(request, site, query=query, found=found)
    return render(request, template, context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def services(request: HttpRequest, site_code: str) -> HttpResponse:
    """Step 2: tick the work, and the free times stand beside it; one of them is kept at once."""
    site = staff_site(request, site_code, BOOK)
    if request.method == "POST":
        return run_once(request, lambda: _keep(request, site))
    if _fragment(request):
        return render(request, "booking/_desk_slots.html", chosen_work(request, site, request.GET))
    return render(request, "booking/desk_services.html", chosen_work(request, site, request.GET))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, site_code: str, hold_id: UUID) -> HttpResponse:
    """Step 3: read it back and book it."""
    site = staff_site(request, site_code, BOOK)
    if request.method != "POST":
        return render(request, "booking/desk_confirm.html", _read_back(request, site, hold_id))
    try:
        appointment_id = retried(confirming.confirm)(
            hold_id=hold_id,
            vehicle_id=pages.id_in(request.POST, "vehicle"),
            party=Party(
                owner_id=pages.id_in(request.POST, "customer"),
                bringer_name=typed(request.POST, "bringer_name")[:120],
                purchase_order=typed(request.POST, "purchase_order")[:60],
            ),
            wishes=wishes_of(request.POST),
            door=Door.PHONE,
            language=request.POST.get("language", "en"),
            actor=actor_of(request),
            machine_at=clock.machine_now(),
            at=clock.now(),
        )
    except DomainError as refusal:
        context = _read_back(request, site, hold_id) | {"refusal": refusal}
        context["free"] = pages.free_of(refusal)
        return render(request, "booking/desk_confirm.html", context, status=refusal.status)
    info = appointment_queries.appointment(
        appointment_id=appointment_id, actor=actor_of(request), at=clock.now()
    )
    messages.success(request, _("Booked: %(number)s.") % {"number": info.number})
    day_of_visit = clock.local_day(info.starts_at, site.tz).isoformat()
    return redirect(f"{reverse('booking:desk_day', args=[site_code])}?day={day_of_visit}")


def _keep(request: HttpRequest, site: SiteInfo) -> HttpResponse:
    context = chosen_work(request, site, request.POST)
    form = SlotForm(request.POST)
    if not form.is_valid():
        return render(request, "booking/desk_services.html", context, status=422)
    try:
        held = retried(holds.hold)(
            site_id=site.id,
            operation_codes=context["codes"],
            starts_at=form.cleaned_data["starts_at"],
            stay=pages.stay_in(request.POST),
            courtesy_car="courtesy_car" in request.POST,
            actor=actor_of(request),
            machine_at=clock.machine_now(),
            at=clock.now(),
        )
    except DomainError as refusal:
        context |= {"refusal": refusal}
        return render(request, "booking/desk_services.html", context, status=refusal.status)
    kept = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "starts_at", "idempotency_key"):
        kept.pop(name, None)
    target = reverse("booking:desk_confirm", args=[site.code, held.id])
    return redirect(f"{target}?{kept.urlencode()}")


def chosen_work(request: HttpRequest, site: SiteInfo, values: Any) -> dict[str, Any]:
    """The work to choose from, what is chosen, and the times at which it can be done."""
    vehicle_id = pages.id_in(values, "vehicle")
    menu = catalogue.menu(site_id=site.id, vehicle_id=vehicle_id, at=clock.now())
    known = {item.code for item in menu}
    codes = [code for code in values.getlist("codes") if code in known]
    page = (
        slot_queries.slots(
            site_id=site.id,
            operation_codes=codes,
            stay=pages.stay_in(values),
            courtesy_car="courtesy_car" in values,
            at=clock.now(),
        )
        if codes
        else None
    )
    return pages.base(
        request,
        site,
        caller=people.caller(
            customer_id=pages.id_in(values, "customer"),
            vehicle_id=vehicle_id,
            actor=actor_of(request),
            at=clock.now(),
        ),
        menu=menu,
        codes=codes,
        typed=values,
        page=page,
        stays=STAY_LABELS.items(),
        total=pages.total_of(site, codes) if codes else None,
    )


def _read_back(request: HttpRequest, site: SiteInfo, hold_id: UUID) -> dict[str, Any]:
    values = request.POST or request.GET
    codes = values.getlist("codes")
    return pages.base(
        request,
        site,
        held=people.hold_of(hold_id, actor_of(request), clock.machine_now()),
        caller=people.caller(
            customer_id=pages.id_in(values, "customer"),
            vehicle_id=pages.id_in(values, "vehicle"),
            actor=actor_of(request),
            at=clock.now(),
        ),
        codes=codes,
        typed=values,
        total=pages.total_of(site, codes) if codes else None,
    )


def wishes_of(values: Any) -> Wishes:
    return Wishes(
        text=typed(values, "wishes")[:2000],
        stay=pages.stay_in(values),
        courtesy_car="courtesy_car" in values,
    )


def run_once(request: HttpRequest, handle: Callable[[], HttpResponse]) -> HttpResponse:
    return once(request, handle=handle)


def staff_site(request: HttpRequest, site_code: str, permission: str) -> SiteInfo:
    site = pages.site_of(site_code)
    allowed = actor_of(request).may(permission, at_node=site.node)
    require(
        Allowed() if allowed else Denied(_("Only the staff of this workshop may see this page."))
    )
    return site


def _fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _day(text: str, today: dt.date) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return today
    return day if day_queries.FIRST_DAY < day < day_queries.LAST_DAY else today
