"""Booking at the desk and by telephone in three steps, the list of the day, and walk-ins."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.booking.contracts import (
    BOOK,
    SEE,
    CancelledBy,
    Door,
    Party,
    Stay,
    WalkInAnswer,
    Wishes,
)
from seibi.contexts.booking.labels import STAY_LABELS, WALK_IN_LABELS
from seibi.contexts.booking.operations import arrivals, changing, confirming, holds
from seibi.contexts.booking.queries import appointments as appointment_queries
from seibi.contexts.booking.queries import day as day_queries
from seibi.contexts.booking.queries import people
from seibi.contexts.booking.queries import slots as slot_queries
from seibi.contexts.booking.web import pages
from seibi.contexts.booking.web.forms import ArriveForm, ReasonForm, SlotForm
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel import clock
from seibi.kernel.decisions import Allowed, Denied
from seibi.kernel.errors import DomainError, require
from seibi.kernel.http import actor_of, caller_id, retried
from seibi.kernel.idempotency.replay import once


@never_cache
@require_safe
def day(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who is expected today, who is late, who has come."""
    site = _staff_site(request, site_code, SEE)
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
        before=wanted - dt.timedelta(days=1),
        after=wanted + dt.timedelta(days=1),
        at=at,
    )
    return render(request, "booking/desk_day.html", context)


@never_cache
@require_safe
def new(request: HttpRequest, site_code: str) -> HttpResponse:
    """Step 1 of a booking by telephone: who is calling, found by name, number or plate."""
    site = _staff_site(request, site_code, BOOK)
    query = request.GET.get("q", "").strip()
    found = people.find(query, actor=actor_of(request), at=clock.now()) if query else []
    template = "booking/_desk_found.html" if _fragment(request) else "booking/desk_new.html"
    context = pages.base(request, site, query=query, found=found)
    return render(request, template, context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def services(request: HttpRequest, site_code: str) -> HttpResponse:
    """Step 2: tick the work, and the free times stand beside it; one of them is kept at once."""
    site = _staff_site(request, site_code, BOOK)
    if request.method == "POST":
        return retried(once)(
            request, actor_id=caller_id(request), handle=lambda: _keep(request, site)
        )
    if _fragment(request):
        return render(request, "booking/_desk_slots.html", _services(request, site, request.GET))
    return render(request, "booking/desk_services.html", _services(request, site, request.GET))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, site_code: str, hold_id: UUID) -> HttpResponse:
    """Step 3: read it back and book it."""
    site = _staff_site(request, site_code, BOOK)
    if request.method != "POST":
        return render(request, "booking/desk_confirm.html", _read_back(request, site, hold_id))
    try:
        appointment_id = retried(confirming.confirm)(
            hold_id=hold_id,
            vehicle_id=UUID(request.POST["vehicle"]),
            party=Party(
                owner_id=UUID(request.POST["customer"]),
                bringer_name=request.POST.get("bringer_name", "")[:120],
                purchase_order=request.POST.get("purchase_order", "")[:60],
            ),
            wishes=_wishes(request.POST),
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


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest, site_code: str) -> HttpResponse:
    """Somebody stands at the counter: find the car, say what, and hear the honest answers."""
    site = _staff_site(request, site_code, BOOK)
    values = request.POST or request.GET
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            return retried(once)(
                request, actor_id=caller_id(request), handle=lambda: _take_in(request, site)
            )
        except DomainError as error:
            refusal = error
    query = values.get("q", "").strip()
    context = (
        _services(request, site, values) if values.get("vehicle") else pages.base(request, site)
    )
    codes = context.get("codes", [])
    context |= {
        "query": query,
        "refusal": refusal,
        "found": people.find(query, actor=actor_of(request), at=clock.now()) if query else [],
        "choices": [
            (WALK_IN_LABELS[choice.answer], choice, choice.answer is not WalkInAnswer.OTHER_SITE)
            for choice in slot_queries.walk_in_choices(
                site_id=site.id, operation_codes=codes, at=clock.now()
            )
        ]
        if codes
        else [],
    }
    return render(
        request, "booking/desk_walk_in.html", context, status=refusal.status if refusal else 200
    )


@require_POST
def arrive(request: HttpRequest, site_code: str, appointment_id: UUID) -> HttpResponse:
    """The car is here: answer with the list as it is now."""
    form = ArriveForm(request.POST)
    form.is_valid()

    def call() -> None:
        arrived = arrivals.arrive(
            appointment_id=appointment_id,
            key_tag=form.cleaned_data.get("key_tag", ""),
            parking_place=form.cleaned_data.get("parking_place", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
        messages.success(
            request,
            _("Ticket %(ticket)s, key tag %(tag)s.")
            % {"ticket": arrived.ticket, "tag": arrived.key_tag},
        )

    return _acted(request, site_code, call)


@require_POST
def missed(request: HttpRequest, site_code: str, appointment_id: UUID) -> HttpResponse:
    """The car did not come."""
    return _acted(
        request,
        site_code,
        lambda: changing.mark_missed(
            appointment_id=appointment_id, actor=actor_of(request), at=clock.now()
        ),
    )


@require_POST
def place(request: HttpRequest, site_code: str, arrival_id: UUID) -> HttpResponse:
    """Key or car are somewhere else now."""
    form = ArriveForm(request.POST)
    form.is_valid()
    return _acted(
        request,
        site_code,
        lambda: arrivals.place_car(
            arrival_id=arrival_id,
            key_tag=form.cleaned_data.get("key_tag"),
            parking_place=form.cleaned_data.get("parking_place"),
            actor=actor_of(request),
            at=clock.now(),
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, site_code: str, appointment_id: UUID) -> HttpResponse:
    """Move or cancel for the owner, or for us with a remedy."""
    site = _staff_site(request, site_code, BOOK)
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            _change(request, appointment_id)
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("Changed. The owner is told by e-mail."))
            return redirect("booking:desk_day", site_code)
    at, actor = clock.now(), actor_of(request)
    context = pages.base(
        request,
        site,
        refusal=refusal,
        visit=appointment_queries.appointment(appointment_id=appointment_id, actor=actor, at=at),
        page=slot_queries.slots_to_move(appointment_id=appointment_id, actor=actor, at=at),
        typed=request.POST,
    )
    status = refusal.status if refusal else 200
    return render(request, "booking/desk_change.html", context, status=status)


def _change(request: HttpRequest, appointment_id: UUID) -> None:
    form, slot = ReasonForm(request.POST), SlotForm(request.POST)
    form.is_valid()
    by = CancelledBy.SITE if request.POST.get("by") == "site" else CancelledBy.OWNER
    values: dict[str, Any] = {
        "appointment_id": appointment_id,
        "by": by,
        "reason": form.cleaned_data.get("reason", ""),
        "remedy": form.cleaned_data.get("remedy", ""),
        "sequence": form.cleaned_data.get("sequence"),
        "actor": actor_of(request),
        "at": clock.now(),
    }
    if request.POST.get("step") == "cancel":
        changing.cancel(**values)
    elif slot.is_valid():
        changing.move(starts_at=slot.cleaned_data["starts_at"], **values)


def _keep(request: HttpRequest, site: SiteInfo) -> HttpResponse:
    context = _services(request, site, request.POST)
    form = SlotForm(request.POST)
    if not form.is_valid():
        return render(request, "booking/desk_services.html", context, status=422)
    try:
        held = retried(holds.hold)(
            site_id=site.id,
            operation_codes=context["codes"],
            starts_at=form.cleaned_data["starts_at"],
            stay=Stay(request.POST.get("stay") or Stay.DROP_OFF),
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


def _take_in(request: HttpRequest, site: SiteInfo) -> HttpResponse:
    slot = SlotForm(request.POST)
    starts_at = slot.cleaned_data["starts_at"] if slot.is_valid() else None
    arrived = retried(arrivals.walk_in)(
        site_id=site.id,
        customer_id=UUID(request.POST["customer"]),
        vehicle_id=UUID(request.POST["vehicle"]),
        operation_codes=request.POST.getlist("codes"),
        wishes=_wishes(request.POST),
        starts_at=starts_at,
        language=request.POST.get("language", "en"),
        key_tag=request.POST.get("key_tag", ""),
        parking_place=request.POST.get("parking_place", ""),
        actor=actor_of(request),
        machine_at=clock.machine_now(),
        at=clock.now(),
    )
    messages.success(
        request,
        _("Ticket %(ticket)s, key tag %(tag)s.")
        % {"ticket": arrived.ticket, "tag": arrived.key_tag},
    )
    return redirect("booking:desk_day", site.code)


def _services(request: HttpRequest, site: SiteInfo, values: Any) -> dict[str, Any]:
    """The work to choose from, what is chosen, and the times at which it can be done."""
    vehicle_id = UUID(values["vehicle"])
    menu = catalogue.menu(site_id=site.id, vehicle_id=vehicle_id, at=clock.now())
    known = {item.code for item in menu}
    codes = [code for code in values.getlist("codes") if code in known]
    page = (
        slot_queries.slots(
            site_id=site.id,
            operation_codes=codes,
            stay=Stay(values.get("stay") or Stay.DROP_OFF),
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
            customer_id=UUID(values["customer"]),
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
            customer_id=UUID(values["customer"]),
            vehicle_id=UUID(values["vehicle"]),
            actor=actor_of(request),
            at=clock.now(),
        ),
        codes=codes,
        typed=values,
        total=pages.total_of(site, codes) if codes else None,
    )


def _wishes(values: Any) -> Wishes:
    return Wishes(
        text=values.get("wishes", "")[:2000],
        stay=Stay(values.get("stay") or Stay.DROP_OFF),
        courtesy_car="courtesy_car" in values,
    )


def _acted(request: HttpRequest, site_code: str, call: Any) -> HttpResponse:
    try:
        call()
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("booking:desk_day", site_code)


def _staff_site(request: HttpRequest, site_code: str, permission: str) -> SiteInfo:
    site = pages.site_of(site_code)
    allowed = actor_of(request).may(permission, at_node=site.node)
    require(
        Allowed() if allowed else Denied(_("Only the staff of this workshop may see this page."))
    )
    return site


def _once(request: HttpRequest, handle: Callable[[], HttpResponse]) -> HttpResponse:
    return retried(once)(request, actor_id=caller_id(request), handle=handle)


def _fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _day(text: str, today: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return today
