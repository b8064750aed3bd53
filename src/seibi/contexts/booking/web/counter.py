"""At the counter: walk-ins, arrivals, keys and places, and changes that somebody asked for."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from seibi.contexts.booking.contracts import (
    BOOK,
    SEE,
    CancelledBy,
    Stay,
    WalkInAnswer,
)
from seibi.contexts.booking.labels import WALK_IN_LABELS
from seibi.contexts.booking.operations import (
    arrivals,
    calling,
    changing,
    elsewhere,
    guests,
    visit_links,
    yard,
)
from seibi.contexts.booking.queries import appointments as appointment_queries
from seibi.contexts.booking.queries import people
from seibi.contexts.booking.queries import slots as slot_queries
from seibi.contexts.booking.queries import yard as queries
from seibi.contexts.booking.web import pages
from seibi.contexts.booking.web.desk import chosen_work, run_once, staff_site, wishes_of
from seibi.contexts.booking.web.forms import ArriveForm, ReasonForm, SlotForm
from seibi.contexts.booking.web.pages import typed
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, NotAllowed, NotFound
from seibi.kernel.http import actor_of, retried
from seibi.kernel.links import reasons

LEND = "lend"  # the car is left, and a courtesy car taken


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest, site_code: str) -> HttpResponse:
    """Somebody stands at the counter: find the car, say what, and hear the honest answers."""
    site = staff_site(request, site_code, BOOK)
    values = request.POST or request.GET
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            return run_once(request, lambda: _take_in(request, site))
        except DomainError as error:
            refusal = error
    query = typed(values, "q").strip()
    context = (
        chosen_work(request, site, values) if values.get("vehicle") else pages.base(request, site)
    )
    codes = context.get("codes", [])
    choices = (
        slot_queries.walk_in_choices(site_id=site.id, operation_codes=codes, at=clock.now())
        if codes
        else []
    )
    context |= {
        "query": query,
        "refusal": refusal,
        "found": people.find(query, actor=actor_of(request), at=clock.now()) if query else [],
        "choices": [
            (WALK_IN_LABELS[choice.answer], choice, choice.answer is not WalkInAnswer.OTHER_SITE)
            for choice in choices
        ],
        "waiting_word": WALK_IN_LABELS[WalkInAnswer.WAIT],
        "may_wait": any(choice.answer is WalkInAnswer.WAIT for choice in choices),
        "free_places": queries.yard(site_id=site.id, actor=actor_of(request)).free if codes else (),
    }
    return render(
        request, "booking/desk_walk_in.html", context, status=refusal.status if refusal else 200
    )


@require_POST
def newcomer(request: HttpRequest, site_code: str) -> HttpResponse:
    """Somebody we do not know yet is recorded, and the booking or the walk-in goes on."""
    site = staff_site(request, site_code, BOOK)
    goes_on = "desk_walk_in" if request.POST.get("goes_on") == "walk_in" else "desk_services"

    def handle() -> HttpResponse:
        customer_id, vehicle_id = guests.record_visitor(
            site_id=site.id,
            guest=pages.guest_of(request.POST),
            language=get_language() or "en",
            actor=actor_of(request),
            at=clock.now(),
        )
        target = reverse(f"booking:{goes_on}", args=[site_code])
        return redirect(f"{target}?customer={customer_id}&vehicle={vehicle_id}")

    try:
        return run_once(request, handle)
    except DomainError as refusal:
        errors = refusal.extra.get("errors") or {"name": refusal.message}
        context = pages.base(
            request,
            site,
            query=typed(request.POST, "plate"),
            found=[],
            typed=request.POST,
            refusal_errors=list(errors.items()),
        )
        page = "booking/desk_walk_in.html" if goes_on == "desk_walk_in" else "booking/desk_new.html"
        return render(request, page, context, status=refusal.status)


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
def called(request: HttpRequest, site_code: str, appointment_id: UUID) -> HttpResponse:
    """Somebody was reminded on the telephone: back to the list of who is still to be called."""
    _acted(
        request,
        site_code,
        lambda: calling.note_call(
            appointment_id=appointment_id, actor=actor_of(request), at=clock.now()
        ),
    )
    return redirect("/")


@require_POST
def place(request: HttpRequest, site_code: str, arrival_id: UUID) -> HttpResponse:
    """Key or car are somewhere else now."""
    form = ArriveForm(request.POST)
    form.is_valid()
    return _acted(
        request,
        site_code,
        lambda: yard.place_car(
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
    site = staff_site(request, site_code, BOOK)
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
        link_reasons=reasons.choices(),
    )
    status = refusal.status if refusal else 200
    return render(request, "booking/desk_change.html", context, status=status)


@require_POST
def new_link(request: HttpRequest, site_code: str, appointment_id: UUID) -> HttpResponse:
    """The old link of a visit is dead; the owner is sent another."""

    def call() -> None:
        visit_links.replace_link(
            appointment_id=appointment_id,
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
        messages.success(request, _("The old link is closed. The owner is sent a new one."))

    return _acted(request, site_code, call)


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


def _take_in(request: HttpRequest, site: SiteInfo) -> HttpResponse:
    """One press: here now, here later with or without a courtesy car, or at another site."""
    kind, _bar, moment = typed(request.POST, "choice").partition("|")
    slot = SlotForm({"starts_at": moment} if moment else request.POST)
    starts_at = slot.cleaned_data["starts_at"] if slot.is_valid() else None
    said = wishes_of(request.POST)
    who: dict[str, Any] = {
        "customer_id": pages.id_in(request.POST, "customer"),
        "vehicle_id": pages.id_in(request.POST, "vehicle"),
        "operation_codes": request.POST.getlist("codes"),
        "wishes": replace(
            said,
            stay=Stay.WAIT if kind == Stay.WAIT else said.stay,
            courtesy_car=kind == LEND or said.courtesy_car,
        ),
        "language": request.POST.get("language", "en"),
        "actor": actor_of(request),
        "machine_at": clock.machine_now(),
        "at": clock.now(),
    }
    if starts_at and kind not in ("", *Stay, LEND):
        other = pages.id_in({"site": kind}, "site")
        retried(elsewhere.book_elsewhere)(
            from_site_id=site.id, site_id=other, starts_at=starts_at, **who
        )
        messages.success(request, _("Booked at the other workshop. The owner has it in writing."))
        return redirect("booking:desk_day", site.code)
    arrived = retried(arrivals.walk_in)(
        site_id=site.id,
        starts_at=starts_at,
        key_tag=typed(request.POST, "key_tag")[:20],
        parking_place=typed(request.POST, "parking_place")[:40],
        **who,
    )
    return redirect("booking:desk_ticket", site.code, arrived.id)


def _acted(request: HttpRequest, site_code: str, call: Any) -> HttpResponse:
    """Done, or why not, on the list of the day; who may not look there learns nothing.

    Raises NotFound, NotAllowed.
    """
    staff_site(request, site_code, SEE)
    try:
        call()
    except (NotFound, NotAllowed):
        raise
    except DomainError as refusal:
        messages.error(request, refusal.message)
    back = "yard" if request.POST.get("back") == "yard" else "desk_day"
    return redirect(f"booking:{back}", site_code)
