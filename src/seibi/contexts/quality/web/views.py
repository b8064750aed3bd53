"""The owner's survey, and the figures of a site."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.quality.contracts import SEE, WaitCause, WaitingFigures
from seibi.contexts.quality.operations import asking, calling
from seibi.contexts.quality.queries import figures, surveys
from seibi.contexts.quality.queries import waiting as waits
from seibi.contexts.quality.web.forms import SurveyForm
from seibi.kernel import clock
from seibi.kernel.http import actor_of, retried
from seibi.kernel.records import records_of
from seibi.ui.spark import Spark, spark

WEEKS = 8
LONGEST = 53


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@retried
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """Two taps: one of five, and send. The number in the message is chosen already."""
    survey_id, actor = surveys.SURVEYS.open_for(token, actor_of(request))
    page = surveys.survey_page(survey_id=survey_id, token=token, at=clock.now())
    form = SurveyForm(_asked(request, page.csat, page.nps, page.ces, page.comment))
    status = 200
    if request.method == "POST":
        form = SurveyForm(request.POST)
        if form.is_valid():
            asking.answer_survey(
                survey_id=survey_id, scores=form.scores(), actor=actor, at=clock.now()
            )
            return redirect(f"{request.path}?thanks=1")
        status = 422
    context = {"page": page, "form": form, "thanks": "thanks" in request.GET and page.csat}
    response = render(request, "quality/survey.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@require_POST
def called_back(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Somebody spoke with an unhappy owner: off everybody's list."""
    calling.note_call_back(survey_id=survey_id, actor=actor_of(request), at=clock.now())
    messages.success(request, _("Noted. Nobody else has to call."))
    return redirect("/")


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """The sites whose figures this person may see; the only one opens at once."""
    mine = network.nodes_of(actor_of(request), SEE)
    if len(mine) == 1:
        return redirect("quality:kpis", mine[0].code)
    return render(request, "quality/sites.html", {"sites": mine})


@never_cache
@require_safe
def kpis(request: HttpRequest, site_code: str) -> HttpResponse:
    """The figures of the last weeks, with today's."""
    at, actor = clock.now(), actor_of(request)
    weeks = _weeks(request.GET.get("weeks", ""))
    page = figures.recent(site_code=site_code, weeks=weeks, actor=actor, at=at)
    node = network.site_by_code(site_code).node
    context = {
        "page": page,
        "weeks": weeks,
        "last_day": page.to_day - dt.timedelta(days=1),
        "answers": surveys.latest_answers(actor=actor, node=node),
        "site_title": page.site_name,
    }
    return render(request, "quality/kpis.html", context)


@never_cache
@require_safe
def waiting(request: HttpRequest, site_code: str) -> HttpResponse:
    """What cars stand for, how long, and which ones."""
    at, actor = clock.now(), actor_of(request)
    site = network.site_by_code(site_code)
    weeks = _weeks(request.GET.get("weeks", ""))
    begin, end = figures.period(clock.local_day(at, site.tz), weeks)
    page = waits.waiting_figures(site_id=site.id, from_day=begin, to_day=end, actor=actor, at=at)
    asked = request.GET.get("cause", "")
    cause = WaitCause(asked) if asked in set(WaitCause) else None
    rows = []
    if cause:
        rows = waits.waits_of_cause(
            site_id=site.id, cause=cause, from_day=begin, to_day=end, actor=actor, at=at
        )
    named = records_of({f"work_order:{row.work_order_id}" for row in rows}, actor)
    context = {
        "page": page,
        "weeks": weeks,
        "last_day": end - dt.timedelta(days=1),
        "last_week": page.weeks[-1].starts_on,
        "chart": _minutes_by_week(page),
        "cause": cause,
        "rows": [(row, named.get(f"work_order:{row.work_order_id}")) for row in rows],
        "site_title": page.site_name,
    }
    return render(request, "quality/waiting.html", context)


def _minutes_by_week(page: WaitingFigures) -> Spark:
    return spark([float(week.minutes) for week in page.weeks])


def _weeks(asked: str) -> int:
    return min(max(int(asked), 1), LONGEST) if asked.isdecimal() and len(asked) < 4 else WEEKS


def _asked(
    request: HttpRequest, csat: int | None, nps: int | None, ces: int | None, comment: str
) -> dict[str, str] | None:
    """What was answered before, or the number that was tapped in the message."""
    tapped = request.GET.get("csat", "")
    if csat is None and tapped not in {"1", "2", "3", "4", "5"}:
        return None
    known = {"csat": csat or tapped, "nps": nps, "ces": ces, "comment": comment}
    return {name: str(value) for name, value in known.items() if value is not None}
