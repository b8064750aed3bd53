"""The owner books in three steps: what, when, you. One call into booking each, then a page."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from seibi.contexts.booking.contracts import Door, FreeSlot, Party, Stay, Wishes
from seibi.contexts.booking.labels import STAY_LABELS
from seibi.contexts.booking.operations import confirming, contacts, guests, holds
from seibi.contexts.booking.queries import holds as hold_queries
from seibi.contexts.booking.queries import links, own
from seibi.contexts.booking.queries import slots as slot_queries
from seibi.contexts.booking.web import drafts, pages
from seibi.contexts.booking.web.forms import BringerForm, CodeForm, GuestForm, SlotForm, WhatForm
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.catalogue.contracts import MenuItem
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of, retried
from seibi.kernel.idempotency.replay import once


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu with a box to tick."""

    item: MenuItem
    chosen: bool
    due: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def what(request: HttpRequest, site_code: str) -> HttpResponse:
    """Step 1: the menu with price and time, due work ticked, and room for own words."""
    site, draft = pages.site_of(site_code), drafts.load(request, site_code)
    mine = own.my_cars(actor=actor_of(request), group_node=site.group_node, at=clock.now())
    car = mine.chosen(request.GET.get("car") or draft.vehicle_id)
    menu = catalogue.menu(
        site_id=site.id, vehicle_id=car.vehicle.id if car else None, at=clock.now()
    )
    form = WhatForm(request.POST or None, codes=[item.code for item in menu])
    if request.method == "POST":
        draft.codes = request.POST.getlist("codes")
        draft.wishes = request.POST.get("wishes", "")
        draft.stay = request.POST.get("stay") or Stay.DROP_OFF
        draft.courtesy_car = "courtesy_car" in request.POST
        draft.vehicle_id = request.POST.get("vehicle_id", "")
        if form.is_valid():
            drafts.save(request, site_code, draft)
            return redirect("booking:when", site_code)
    elif not draft.codes and car:
        draft.codes = [due.operation_code for due in car.due if due.operation_code in _codes(menu)]
    due_why = {due.operation_code: due.why for due in car.due} if car else {}
    choices = [Choice(i, i.code in draft.codes, due_why.get(i.code, "")) for i in menu]
    context = pages.base(
        request,
        site,
        steps=pages.steps(0),
        form=form,
        draft=draft,
        mine=mine,
        car=car,
        due=[c for c in choices if c.due],
        shelves=_shelves([c for c in choices if not c.due]),
        stays=STAY_LABELS.items(),
        total=pages.total_of(site, draft.codes) if draft.codes else None,
    )
    return render(request, "booking/what.html", context, status=422 if form.errors else 200)


@require_safe
def total(request: HttpRequest, site_code: str) -> HttpResponse:
    """The price and the time of what is ticked, while it is being ticked."""
    site = pages.site_of(site_code)
    known = catalogue.menu(site_id=site.id, at=clock.now())
    codes = [code for code in request.GET.getlist("codes") if code in _codes(known)]
    found = pages.total_of(site, codes) if codes else None
    return render(request, "booking/_total.html", {"total": found, "site": site})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def when(request: HttpRequest, site_code: str) -> HttpResponse:
    """Step 2: three good offers, then the calendar. A time that is gone shows the free ones."""
    site, draft = pages.site_of(site_code), drafts.load(request, site_code)
    if not draft.codes and not draft.wishes:
        return redirect("booking:what", site_code)
    if request.method != "POST":
        return _when_page(request, site, draft)
    return once(
        request,
        handle=lambda: _hold(request, site, draft),
    )


def _hold(request: HttpRequest, site: SiteInfo, draft: drafts.Draft) -> HttpResponse:
    form = SlotForm(request.POST)
    if not form.is_valid():
        return _when_page(request, site, draft, status=422)
    try:
        held = retried(holds.hold)(
            site_id=site.id,
            operation_codes=pages.codes_of(draft),
            starts_at=form.cleaned_data["starts_at"],
            stay=Stay(draft.stay),
            courtesy_car=draft.courtesy_car,
            replaces=UUID(draft.hold_id) if draft.hold_id else None,
            actor=actor_of(request),
            machine_at=clock.machine_now(),
            at=clock.now(),
        )
    except DomainError as refusal:
        if near := pages.free_of(refusal):
            return _near_page(request, site, draft, refusal, near)
        return _when_page(request, site, draft, refusal=refusal, status=refusal.status)
    draft.hold_id = str(held.id)
    drafts.save(request, site.code, draft)
    return redirect("booking:you", site.code)


def _when_page(
    request: HttpRequest,
    site: SiteInfo,
    draft: drafts.Draft,
    *,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    page = slot_queries.slots(
        site_id=site.id,
        operation_codes=pages.codes_of(draft),
        stay=Stay(draft.stay),
        courtesy_car=draft.courtesy_car,
        at=clock.now(),
    )
    context = pages.base(
        request,
        site,
        steps=pages.steps(1),
        draft=draft,
        page=page,
        refusal=refusal,
        total=pages.total_of(site, pages.codes_of(draft)),
    )
    return render(request, "booking/when.html", context, status=status)


def _near_page(
    request: HttpRequest,
    site: SiteInfo,
    draft: drafts.Draft,
    refusal: DomainError,
    near: list[FreeSlot],
) -> HttpResponse:
    """The times closest to the one that has gone, at once; all the rest is one tap away."""
    context = pages.base(
        request,
        site,
        steps=pages.steps(1),
        draft=draft,
        near=near,
        refusal=refusal,
    )
    return render(request, "booking/when.html", context, status=refusal.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest, site_code: str) -> HttpResponse:
    """Step 3: who comes. Signed-in owners press one button; others prove an address with a code."""
    site, draft = pages.site_of(site_code), drafts.load(request, site_code)
    if not draft.hold_id:
        return redirect("booking:when", site_code)
    mine = own.my_cars(actor=actor_of(request), group_node=site.group_node, at=clock.now())
    car = mine.chosen(draft.vehicle_id)
    if request.method != "POST":
        return _you_page(request, site, draft, car=car)
    draft.typed |= {name: pages.typed(request.POST, name) for name in KEPT & set(request.POST)}
    step = _GUEST_STEPS.get(request.POST.get("step", ""), _send_code)
    try:
        if car:
            return _confirm_own(request, site, draft, car)
        return step(request, site, draft)
    except DomainError as refusal:
        drafts.save(request, site.code, draft)
        return _you_page(request, site, draft, car=car, refusal=refusal, status=refusal.status)


KEPT = frozenset({"name", "plate", "car", "phone", "email", "bringer_name"})


def _send_code(request: HttpRequest, site: SiteInfo, draft: drafts.Draft) -> HttpResponse:
    form = GuestForm(request.POST)
    if not form.is_valid():
        drafts.save(request, site.code, draft)
        return _you_page(request, site, draft, form=form, status=422)
    guests.check_guest(pages.guest_of(draft.typed))
    draft.proof_id = str(
        contacts.send_contact_code(
            site_id=site.id,
            email=form.cleaned_data["email"],
            language=get_language() or "en",
            actor=actor_of(request),
            machine_at=clock.machine_now(),
            at=clock.now(),
        )
    )
    draft.proven = False
    drafts.save(request, site.code, draft)
    return redirect("booking:you", site.code)


def _confirm_guest(request: HttpRequest, site: SiteInfo, draft: drafts.Draft) -> HttpResponse:
    machine_at, at = clock.machine_now(), clock.now()
    if not draft.proven:
        contacts.prove_contact(
            proof_id=UUID(draft.proof_id),
            code=request.POST.get("code", ""),
            actor=actor_of(request),
            machine_at=machine_at,
            at=at,
        )
        draft.proven = True
    appointment_id = retried(guests.confirm_as_guest)(
        hold_id=UUID(draft.hold_id),
        proof_id=UUID(draft.proof_id),
        guest=pages.guest_of(draft.typed),
        wishes=_wishes(draft),
        door=Door.WEB,
        language=get_language() or "en",
        actor=actor_of(request),
        machine_at=machine_at,
        at=at,
    )
    drafts.drop(request, site.code)
    return redirect(links.link_of(appointment_id))


def _other_address(request: HttpRequest, site: SiteInfo, draft: drafts.Draft) -> HttpResponse:
    draft.proof_id, draft.proven = "", False
    drafts.save(request, site.code, draft)
    return redirect("booking:you", site.code)


_GUEST_STEPS = {"code": _confirm_guest, "back": _other_address}


def _confirm_own(
    request: HttpRequest, site: SiteInfo, draft: drafts.Draft, car: own.MyCar
) -> HttpResponse:
    appointment_id = retried(confirming.confirm)(
        hold_id=UUID(draft.hold_id),
        vehicle_id=car.vehicle.id,
        party=Party(
            owner_id=car.owner_id,
            bringer_id=car.person_id if car.person_id != car.owner_id else None,
            bringer_name=pages.typed(request.POST, "bringer_name")[:120],
        ),
        wishes=_wishes(draft),
        door=Door.WEB,
        language=get_language() or "en",
        actor=actor_of(request),
        machine_at=clock.machine_now(),
        at=clock.now(),
    )
    drafts.drop(request, site.code)
    return redirect(links.link_of(appointment_id))


def _you_page(
    request: HttpRequest,
    site: SiteInfo,
    draft: drafts.Draft,
    *,
    car: own.MyCar | None = None,
    form: GuestForm | None = None,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    held = hold_queries.held_or_none(
        hold_id=UUID(draft.hold_id), actor=actor_of(request), machine_at=clock.machine_now()
    )
    context = pages.base(
        request,
        site,
        steps=pages.steps(2),
        draft=draft,
        car=car,
        held=held,
        form=form or GuestForm(initial=draft.typed),
        code_form=CodeForm(),
        bringer_form=BringerForm(initial=draft.typed),
        refusal=refusal,
        refusal_errors=[
            (f"id_{name}", sentence)
            for name, sentence in (refusal.extra.get("errors", {}) if refusal else {}).items()
        ],
        free=pages.free_of(refusal) if refusal else [],
        total=pages.total_of(site, pages.codes_of(draft)),
    )
    return render(request, "booking/you.html", context, status=status)


def _wishes(draft: drafts.Draft) -> Wishes:
    return Wishes(draft.wishes, Stay(draft.stay), draft.courtesy_car)


def _codes(menu: list[MenuItem]) -> set[str]:
    return {item.code for item in menu}


def _shelves(choices: list[Choice]) -> list[tuple[str, list[Choice]]]:
    """The menu by shelf, in the order of the catalogue."""
    shelves: dict[str, list[Choice]] = {}
    for choice in choices:
        shelves.setdefault(choice.item.shelf, []).append(choice)
    return list(shelves.items())
