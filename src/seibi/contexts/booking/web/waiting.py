"""The wait-list for owners: join it, see what is offered behind the link, take it, leave."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.booking.contracts import Door, Stay, Wishes
from seibi.contexts.booking.operations import contacts, guests, offers
from seibi.contexts.booking.operations import waiting as operations
from seibi.contexts.booking.queries import appointments, links, own
from seibi.contexts.booking.queries import waiting as queries
from seibi.contexts.booking.web import drafts, pages, wishing
from seibi.contexts.booking.web.forms import CodeForm, GuestForm
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError, NotFound
from seibi.kernel.http import actor_of, retried
from seibi.kernel.idempotency.replay import once


@never_cache
@require_safe
def waiting(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody waits for, the time that is kept for them, and the way out."""
    return _page(request, token)


@never_cache
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One tap: take the time, say no to it, or leave the list."""
    waiting_id, actor = links.WAITING.open_for(token, actor_of(request))

    def handle() -> HttpResponse:
        try:
            said = answered(request, waiting_id, actor)
        except NotFound:
            raise
        except DomainError as refusal:
            return _page(request, token, refusal=refusal)
        messages.success(request, said)
        return redirect("booking:waiting", token)

    return once(request, handle=handle)


def answered(request: HttpRequest, waiting_id: UUID, actor: Actor) -> str:
    """Do what the button says; the sentence that tells so.

    Raises NotFound, NotAllowed, Expired, RuleBroken.
    """
    step = request.POST.get("step", "")
    now: dict[str, Any] = {
        "actor": actor,
        "machine_at": clock.machine_now(),
        "at": clock.now(),
    }
    if step == "leave":
        operations.leave_wait_list(waiting_id=waiting_id, **now)
        return _("You are not on the wait-list any more.")
    offer_id = pages.id_in(request.POST, "offer")
    if queries.waiting_of_offer(offer_id=offer_id) != waiting_id:
        raise NotFound("offer_not_found", _("There is no such offer."))
    if step == "take":
        retried(offers.take_offer)(offer_id=offer_id, **now)
        return _("The time is yours.")
    offers.decline_offer(offer_id=offer_id, **now)
    return _("The time goes to the next person. You stay on the list.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest, token: str) -> HttpResponse:
    """Who has a visit would come earlier: which days and hours would suit?"""
    appointment_id, actor = links.VISITS.open_for(token, actor_of(request))
    at = clock.now()
    visit = appointments.appointment(appointment_id=appointment_id, actor=actor, at=at)
    site = network.site(visit.site_id)

    def join() -> UUID:
        return operations.wait_for_earlier(
            appointment_id=appointment_id,
            wish=wishing.wish_form(request.POST).wish(),
            door=Door.WEB,
            language=visit.language,
            actor=actor,
            at=at,
        )

    def show(refusal: DomainError | None = None) -> HttpResponse:
        wish = wishing.fields(request.POST, tz=site.tz, at=at, before=visit.starts_at)
        context = pages.base(
            request,
            site,
            visit=visit,
            token=token,
            wish=wish,
            refusal=refusal,
            errors=wishing.errors_of(refusal),
        )
        status = refusal.status if refusal else 200
        return render(request, "booking/earlier.html", context, status=status)

    return _joined(request, join, show) if request.method == "POST" else show()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wait(request: HttpRequest, site_code: str) -> HttpResponse:
    """No time suits: say which would, and be told; without an account an address is proven."""
    site, draft = pages.site_of(site_code), drafts.load(request, site_code)
    if not draft.codes and not draft.wishes:
        return redirect("booking:what", site_code)
    mine = own.my_cars(actor=actor_of(request), group_node=site.group_node, at=clock.now())
    car = mine.chosen(draft.vehicle_id)
    if request.method != "POST":
        return _wait_page(request, site, draft, car)
    step = request.POST.get("step", "")
    if step != "code":
        draft.wish = wishing.kept(request.POST)
    if step == "back":
        draft.proof_id, draft.proven = "", False
    draft.typed |= {n: pages.typed(request.POST, n) for n in GUEST_FIELDS & set(request.POST)}
    drafts.save(request, site_code, draft)
    if step == "back":
        return redirect("booking:wait", site_code)
    try:
        return once(request, handle=lambda: _wait(request, site, draft, car))
    except DomainError as refusal:
        drafts.save(request, site.code, draft)
        return _wait_page(request, site, draft, car, refusal=refusal)


GUEST_FIELDS = frozenset({"name", "plate", "car", "phone", "email"})


def _wait(
    request: HttpRequest, site: SiteInfo, draft: drafts.Draft, car: own.MyCar | None
) -> HttpResponse:
    wish = wishing.wish_form(wishing.restored(draft.wish)).wish()
    actor, at, machine_at = actor_of(request), clock.now(), clock.machine_now()
    said: dict[str, Any] = {
        "site_id": site.id,
        "operation_codes": pages.codes_of(draft),
        "wishes": Wishes(draft.wishes, Stay(draft.stay), draft.courtesy_car),
        "wish": wish,
        "door": Door.WEB,
        "language": get_language() or "en",
        "actor": actor,
        "at": at,
    }
    if car:
        waiting_id = operations.wait_for_time(
            customer_id=car.owner_id, vehicle_id=car.vehicle.id, **said
        )
    elif request.POST.get("step") == "code":
        _prove(request, draft, actor)
        waiting_id = guests.wait_as_guest(
            proof_id=UUID(draft.proof_id),
            guest=pages.guest_of(draft.typed),
            machine_at=machine_at,
            **said,
        )
    else:
        _send_code(request, site, draft, actor)
        return redirect("booking:wait", site.code)
    drafts.drop(request, site.code)
    return redirect(links.waiting_link_of(waiting_id))


def _send_code(request: HttpRequest, site: SiteInfo, draft: drafts.Draft, actor: Actor) -> None:
    guests.check_guest(pages.guest_of(draft.typed))
    draft.proof_id = str(
        contacts.send_contact_code(
            site_id=site.id,
            email=draft.typed.get("email", ""),
            language=get_language() or "en",
            actor=actor,
            machine_at=clock.machine_now(),
            at=clock.now(),
        )
    )
    draft.proven = False
    drafts.save(request, site.code, draft)


def _prove(request: HttpRequest, draft: drafts.Draft, actor: Actor) -> None:
    if draft.proven or not draft.proof_id:
        return
    contacts.prove_contact(
        proof_id=UUID(draft.proof_id),
        code=pages.typed(request.POST, "code"),
        actor=actor,
        machine_at=clock.machine_now(),
        at=clock.now(),
    )
    draft.proven = True


def _joined(
    request: HttpRequest, join: Callable[[], UUID], show: Callable[[DomainError], HttpResponse]
) -> HttpResponse:
    def handle() -> HttpResponse:
        try:
            waiting_id = join()
        except NotFound:
            raise
        except DomainError as refusal:
            return show(refusal)
        messages.success(request, _("You are on the wait-list. We write as soon as it fits."))
        return redirect(links.waiting_link_of(waiting_id))

    return once(request, handle=handle)


def _wait_page(
    request: HttpRequest,
    site: SiteInfo,
    draft: drafts.Draft,
    car: own.MyCar | None,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    at = clock.now()
    context = pages.base(
        request,
        site,
        draft=draft,
        car=car,
        wish=wishing.fields(wishing.restored(draft.wish), tz=site.tz, at=at),
        form=GuestForm(initial=draft.typed),
        code_form=CodeForm(),
        refusal=refusal,
        errors=wishing.errors_of(refusal),
        total=pages.total_of(site, pages.codes_of(draft)),
    )
    status = refusal.status if refusal else 200
    return render(request, "booking/wait.html", context, status=status)


def _page(request: HttpRequest, token: str, *, refusal: DomainError | None = None) -> HttpResponse:
    waiting_id, actor = links.WAITING.open_for(token, actor_of(request))
    info = queries.waiting(waiting_id=waiting_id, actor=actor, machine_at=clock.machine_now())
    site = network.site(info.site_id)
    visit_id = info.appointment_id or queries.visit_taken(waiting_id=waiting_id)
    context = pages.base(
        request,
        site,
        waiting=info,
        token=token,
        live_link=token,
        car=vehicles.summaries([info.vehicle_id])[info.vehicle_id],
        visit_link=links.link_of(visit_id) if visit_id else "",
        refusal=refusal,
    )
    status = refusal.status if refusal else 200
    return render(request, "booking/waiting.html", context, status=status)
