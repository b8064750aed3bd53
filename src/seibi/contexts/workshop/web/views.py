"""The board as people see it: at the desk, on the wall, in the lounge. Same values as the API."""

import datetime as dt
from typing import Any

import pydantic_core
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.workshop.contracts import (
    MANAGE,
    SEE,
    ResourceKind,
)
from seibi.contexts.workshop.contracts.board import BoardPage
from seibi.contexts.workshop.queries import board as queries
from seibi.kernel import clock
from seibi.kernel.clock import local_day
from seibi.kernel.errors import NotFound
from seibi.kernel.http import actor_of

ROWS = {"bay": ResourceKind.BAY, "technician": ResourceKind.TECHNICIAN}
API = "/api/v1/workshop"


@require_safe
@login_required
def board(request: HttpRequest, site_code: str) -> HttpResponse:
    """What stops, what is late: the board of a day, to be moved on."""
    page = _page(request, site_code)
    today = local_day(page.now, page.time_zone)
    day = dt.timedelta(days=1)
    context = {
        **_context(page),
        "today": today,
        "is_today": page.day == today,
        "days": [(page.day - day, "chevron-left"), (page.day + day, "chevron-right")],
        "may_manage": actor_of(request).may(MANAGE, at_node=page.node),
    }
    return render(request, "workshop/board.html", context)


@require_safe
@login_required
def wall(request: HttpRequest, site_code: str) -> HttpResponse:
    """The same board in the workshop, read from five metres and touched by nobody."""
    return render(request, "workshop/wall.html", _context(_page(request, site_code)))


@require_safe
@login_required
def lounge(request: HttpRequest, site_code: str) -> HttpResponse:
    """What people in the lounge see: their ticket, where it is, when it is ready."""
    site = network.site_by_code(site_code)
    if not actor_of(request).may(SEE, at_node=site.node):
        raise NotFound("site_not_found")
    view = queries.lounge(site_id=site.id, at=clock.now())
    return render(request, "workshop/lounge.html", {"view": view, "node": site.node})


def _page(request: HttpRequest, site_code: str) -> BoardPage:
    at = clock.now()
    site = network.site_by_code(site_code)
    return queries.board(
        site_id=site.id,
        day=_day(request) or local_day(at, site.tz),
        by=ROWS.get(request.GET.get("by", ""), ResourceKind.BAY),
        actor=actor_of(request),
        at=at,
    )


def _day(request: HttpRequest) -> dt.date | None:
    """The day in the address; a slip in it means today."""
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None


def _context(page: BoardPage) -> dict[str, Any]:
    wanted = urlencode({"site": page.site_code, "day": page.day.isoformat(), "by": page.by.value})
    return {
        "page": page,
        "page_json": pydantic_core.to_jsonable_python(page),
        "refresh_url": f"{API}/board?{wanted}",
        "move_url": f"{API}/moves",
        "topic": f"board:{page.node}",
        "board_url": reverse("workshop:board", args=[page.site_code]),
    }
