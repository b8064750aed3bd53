"""The wait-list at the desk: the line, joining it for a caller, answering for them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.booking.contracts import BOOK, SEE, Door
from seibi.contexts.booking.operations import waiting as operations
from seibi.contexts.booking.queries import appointments, people
from seibi.contexts.booking.queries import waiting as queries
from seibi.contexts.booking.web import pages, waiting, wishing
from seibi.contexts.booking.web.desk import staff_site, wishes_of
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, NotAllowed, NotFound
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import once


@never_cache
@require_safe
def wait_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who waits, in which order, who has to be called, and what is kept for whom."""
    site = staff_site(request, site_code, SEE)
    rows = queries.wait_list(
        site_id=site.id, actor=actor_of(request), machine_at=clock.machine_now()
    )
    context = pages.base(
        request, site, rows=rows, may_book=actor_of(request).may(BOOK, at_node=site.node)
    )
    return render(request, "booking/desk_wait_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, site_code: str) -> HttpResponse:
    """A caller would come earlier (their visit is named), or found no time that suits."""
    site = staff_site(request, site_code, BOOK)
    if request.method != "POST":
        return _join_page(request, site, request.GET)

    def handle() -> HttpResponse:
        try:
            _join(request, site)
        except NotFound:
            raise
        except DomainError as refusal:
            return _join_page(request, site, request.POST, refusal=refusal)
        messages.success(request, _("On the wait-list."))
        return redirect("booking:wait_list", site_code)

    return once(request, handle=handle)


@require_POST
def answer(request: HttpRequest, site_code: str, waiting_id: UUID) -> HttpResponse:
    """What a caller says to an offered time, or that they wait no longer."""
    staff_site(request, site_code, BOOK)

    def handle() -> HttpResponse:
        try:
            waiting.answered(request, waiting_id, actor_of(request))
        except (NotFound, NotAllowed):
            raise
        except DomainError as refusal:
            messages.error(request, refusal.message)
        return redirect("booking:wait_list", site_code)

    return once(request, handle=handle)


def _join(request: HttpRequest, site: SiteInfo) -> UUID:
    said: dict[str, Any] = {
        "wish": wishing.wish_form(request.POST).wish(),
        "door": Door.PHONE,
        "actor": actor_of(request),
        "at": clock.now(),
    }
    if request.POST.get("visit"):
        visit = _visit(request, request.POST)
        return operations.wait_for_earlier(appointment_id=visit.id, language=visit.language, **said)
    caller = _caller(request, request.POST)
    return operations.wait_for_time(
        site_id=site.id,
        customer_id=caller.customer.id,
        vehicle_id=caller.vehicle.id,
        operation_codes=request.POST.getlist("codes"),
        wishes=wishes_of(request.POST),
        language=caller.customer.language,
        **said,
    )


def _join_page(
    request: HttpRequest,
    site: SiteInfo,
    values: QueryDict,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    visit = _visit(request, values) if values.get("visit") else None
    codes = values.getlist("codes")
    context = pages.base(
        request,
        site,
        visit=visit,
        caller=None if visit else _caller(request, values),
        codes=codes,
        typed=values,
        total=pages.total_of(site, codes) if codes else None,
        wish=wishing.fields(
            values, tz=site.tz, at=clock.now(), before=visit.starts_at if visit else None
        ),
        refusal=refusal,
        errors=wishing.errors_of(refusal),
    )
    status = refusal.status if refusal else 200
    return render(request, "booking/desk_wait.html", context, status=status)


def _visit(request: HttpRequest, values: QueryDict) -> Any:
    return appointments.appointment(
        appointment_id=pages.id_in(values, "visit"), actor=actor_of(request), at=clock.now()
    )


def _caller(request: HttpRequest, values: QueryDict) -> people.Caller:
    return people.caller(
        customer_id=pages.id_in(values, "customer"),
        vehicle_id=pages.id_in(values, "vehicle"),
        actor=actor_of(request),
        at=clock.now(),
    )
