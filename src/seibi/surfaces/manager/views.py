"""The pages of a manager's day. Each asks what is known and renders it."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.booking import facade as booking
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.quality import facade as quality
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.tasks.contracts import TaskOutcome
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound
from seibi.kernel.http import actor_of, retried
from seibi.surfaces.manager import figures, queues, sheet
from seibi.surfaces.places import sites_of

SEE, LEAD, DAY = "quality.see", "quality.lead", "work_orders.see"


@never_cache
@require_safe
def home(request: HttpRequest, site_code: str) -> HttpResponse:
    """The manager's home of one workshop."""
    actor = actor_of(request)
    return page(request, actor, _site(site_code, actor))


def page(request: HttpRequest, actor: Actor, site: SiteInfo) -> HttpResponse:
    """What needs somebody now, what there is to know of the week, and nothing else."""
    at = clock.now()
    here = queues.house(site, actor, at)
    found = queues.queues(here)
    context = {
        "site": site,
        "sites": sites_of(request, actor),
        "here": len(here.cards),
        "queues": queues.filled(found),
        "calm": [one for one in found if not one.rows],
        "total": queues.total(found),
        "mine": tasks.my_count(actor=actor, at=at),
        "shown": figures.shown(site, actor, at),
        "ready": [card for card in here.cards if card.state == "ready"],
        "may_lead": actor.may(LEAD, at_node=site.node),
    }
    return render(request, "manager/home.html", context)


@never_cache
@require_safe
def morning(request: HttpRequest, site_code: str) -> HttpResponse:
    """What does everybody have to know before the doors open?"""
    actor, at = actor_of(request), clock.now()
    site = _site(site_code, actor)
    return _morning(request, site, actor, at)


def _morning(
    request: HttpRequest,
    site: SiteInfo,
    actor: Actor,
    at: dt.datetime,
    *,
    typed: str = "",
    error: str = "",
) -> HttpResponse:
    context = {
        "sheet": sheet.sheet(site, actor, at),
        "site": site,
        "may_lead": actor.may(LEAD, at_node=site.node),
        "typed": typed,
        "error": error,
    }
    return render(request, "manager/morning.html", context, status=422 if error else 200)


@require_POST
@retried
def theme(request: HttpRequest, site_code: str) -> HttpResponse:
    """The manager writes the line of the day."""
    actor, at = actor_of(request), clock.now()
    site = _site(site_code, actor)
    text = request.POST.get("text", "")
    day = clock.local_day(at, site.tz)
    try:
        quality.write_theme(site_id=site.id, day=day, text=text, actor=actor, at=at)
    except Invalid as refused:
        return _morning(request, site, actor, at, typed=text, error=refused.message)
    messages.success(request, _("The line of the day is on the sheet."))
    return redirect("manager:morning", site.code)


@require_safe
def paper(request: HttpRequest, site_code: str) -> HttpResponse:
    """The morning sheet as an A4 page in the reader's language, or another one."""
    actor, at = actor_of(request), clock.now()
    site = _site(site_code, actor)
    wanted = request.GET.get("language", "") or get_language() or "en"
    answer = HttpResponse(sheet.printed(site, actor, at, wanted), content_type="application/pdf")
    name = f"{site.code}-{clock.local_day(at, site.tz).isoformat()}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@never_cache
@require_safe
def tomorrow(request: HttpRequest, site_code: str) -> HttpResponse:
    """What is not ready for the visits of tomorrow, and who puts it right?"""
    actor, at = actor_of(request), clock.now()
    site = _site(site_code, actor)
    day = _day(site, at)
    context = {
        "ahead": booking.day_ahead(site=site, day=day, actor=actor, at=at),
        "site": site,
        "day": day,
        "may_check": actor.may("booking.arrive", at_node=site.node),
    }
    return render(request, "manager/tomorrow.html", context)


@require_POST
@retried
def check(request: HttpRequest, site_code: str) -> HttpResponse:
    """Look at tomorrow now, whatever time it is."""
    actor, at = actor_of(request), clock.now()
    site = _site(site_code, actor)
    found = booking.check_day(site_id=site.id, day=_day(site, at), actor=actor, at=at)
    if found:
        messages.success(request, _("Looked at. What is in the way is a task for somebody."))
    else:
        messages.success(request, _("Looked at. Nothing is in the way."))
    return redirect("manager:tomorrow", site.code)


@require_POST
@retried
def answered(request: HttpRequest, site_code: str, task_id: UUID) -> HttpResponse:
    """One tap: this is taken care of."""
    actor, at = actor_of(request), clock.now()
    site = _site(site_code, actor)
    tasks.finish_task(task_id=task_id, outcome=TaskOutcome.DONE, note="", actor=actor, at=at)
    return redirect("manager:tomorrow", site.code)


def _site(site_code: str, actor: Actor) -> SiteInfo:
    """A workshop whose day this person may know. Raises NotFound."""
    site = network.site_by_code(site_code)
    if not all(actor.may(one, at_node=site.node) for one in (SEE, DAY)):
        raise NotFound("site_not_found", _("There is no such workshop."))
    return site


def _day(site: SiteInfo, at: dt.datetime) -> dt.date:
    """Tomorrow on the clock of the workshop, or the next day on which it is open."""
    today = clock.local_day(at, site.tz)
    horizon = today + dt.timedelta(days=8)
    opens = network.opening_intervals(site.id, today + dt.timedelta(days=1), horizon)
    return clock.local_day(opens[0][0], site.tz) if opens else today + dt.timedelta(days=1)
