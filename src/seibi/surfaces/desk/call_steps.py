"""What somebody does on the list: take a contact, note what came of it, book, make the list."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import Outcome, Refusal
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from seibi.kernel.http import actor_of, retried
from seibi.kernel.idempotency.replay import once
from seibi.surfaces.desk.calls import id_in, page_of, site_of, wishes_in
from seibi.ui.formats import local_date, local_datetime


@require_POST
def outcome(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """One tap: the next person opens, and a sentence says what comes next for this one."""
    site = _site(request)

    def act() -> HttpResponse:
        said = _outcome(request)
        care.note_outcome(
            contact_id=contact_id,
            outcome=said,
            refusal=_refusal(request),
            text=request.POST.get("note", "").replace("\x00", "")[:300],
            call_at=_moment(request, site),
            vehicle_id=id_in(request.POST, "vehicle"),
            actor=actor_of(request),
            at=clock.now(),
        )
        messages.success(request, _next_words(request, contact_id))
        return redirect("desk:calls")

    return _run(request, site, contact_id, act)


@require_POST
def book(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The time that was chosen, for every car that comes."""
    site = _site(request)

    def act() -> HttpResponse:
        opened = care.contact(contact_id=contact_id, actor=actor_of(request), at=clock.now())
        starts_at = parse_datetime(request.POST.get("starts_at", ""))
        if starts_at is None or starts_at.tzinfo is None:
            sentence = _("Choose one of the free times.")
            raise Invalid("time_missing", sentence, errors={"starts_at": sentence})
        booked = retried(care.book)(
            contact_id=contact_id,
            cars=wishes_in(opened, request.POST),
            starts_at=starts_at,
            bringer_name=request.POST.get("bringer_name", "").replace("\x00", ""),
            actor=actor_of(request),
            machine_at=clock.machine_now(),
            at=clock.now(),
        )
        words = ngettext(
            "Booked for %(time)s: %(count)s car.",
            "Booked for %(time)s: %(count)s cars.",
            len(booked),
        )
        moment = local_datetime(starts_at, site.tz)
        messages.success(request, words % {"time": moment, "count": len(booked)})
        return redirect("desk:calls")

    return _run(request, site, contact_id, act)


@require_POST
def take(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """I am on it: the list says so to the others."""
    site = _site(request)

    def act() -> HttpResponse:
        care.take(contact_id=contact_id, actor=actor_of(request), at=clock.now())
        return redirect(f"{reverse('desk:calls')}?contact={contact_id}")

    return _run(request, site, contact_id, act)


@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Make today's list now."""
    site = _site(request)

    def act() -> HttpResponse:
        made = care.compute(site_id=site.id, actor=actor_of(request), at=clock.now())
        words = ngettext("%(count)s new person.", "%(count)s new people.", made.opened)
        messages.success(request, words % {"count": made.opened})
        return redirect("desk:calls")

    return once(request, handle=act)


def _site(request: HttpRequest) -> SiteInfo:
    site = site_of(request)
    if site is None:
        raise Http404
    return site


def _run(
    request: HttpRequest, site: SiteInfo, contact_id: UUID, act: Callable[[], HttpResponse]
) -> HttpResponse:
    try:
        return once(request, handle=act)
    except (NotFound, NotAllowed):
        raise
    except DomainError as refusal:
        context = page_of(request, site, request.POST, contact_id=contact_id, refusal=refusal)
        return render(request, "desk/calls.html", context, status=refusal.status)


def _outcome(request: HttpRequest) -> Outcome:
    code = request.POST.get("outcome", "")
    return Outcome(code) if code in set(Outcome) else Outcome.OVER


def _refusal(request: HttpRequest) -> Refusal | None:
    code = request.POST.get("refusal", "")
    return Refusal(code) if code in set(Refusal) else None


def _moment(request: HttpRequest, site: SiteInfo) -> dt.datetime | None:
    """A time by the wall clock of the workshop, as the field of the browser sends it."""
    typed = parse_datetime(request.POST.get("call_at", "")[:40] or "-")
    if typed is None:
        return None
    return typed if typed.tzinfo else typed.replace(tzinfo=ZoneInfo(site.tz))


def _next_words(request: HttpRequest, contact_id: UUID) -> str:
    row = care.contact(contact_id=contact_id, actor=actor_of(request), at=clock.now()).row
    if row.state == "done":
        return _("Noted. This is settled.")
    if row.call_at:
        return _("Noted. Call again: %(time)s.") % {"time": local_datetime(row.call_at, row.tz)}
    return _("Noted. It comes back on %(day)s.") % {"day": local_date(row.due_on)}
