"""A board page with a day of its own, for the tests of the island."""

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

DAY = dt.datetime(2026, 11, 22, 0, 0, tzinfo=dt.UTC)  # 09:00 in Tokyo
PAGE = """{% extends "ui/desk.html" %}{% load static ui_board %}
{% block title %}Board{% endblock %}{% block main_class %}is-wide{% endblock %}
{% block content %}<h1>Board</h1>
<div data-island="board" data-source="board-data" data-refresh="/board.json" data-move="/moves"
 data-live="board:/jp/" data-live-as="event"></div>
{{ page|json_script:"board-data" }}{% board_words %}{% endblock %}
{% block scripts %}<script type="module" src="{% static "ui/build/board.js" %}"></script>
{% endblock %}"""


def at(minutes: int) -> str:
    return (DAY + dt.timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


def card(name: str, row: str | None, start: int | None, minutes: int, **more: Any) -> dict:
    """A planned card of one step; ``more`` says what is different about it."""
    return {
        "id": f"step-{name}",
        "job_id": f"00000000-0000-7000-8000-{name:0>12}",
        "step_no": 1,
        "steps": 1,
        "subject": f"work_order:{name}",
        "version": 1,
        "title": f"Car {name}",
        "plate": "品川 300 さ 12-34",
        "words": "Oil and filter",
        "state": "planned",
        "state_word": "Planned",
        "step_state": "planned",
        "waiting_for": None,
        "waiting_word": "",
        "lane": None,
        "bay_id": row,
        "technician_ids": [],
        "technicians": ["Mia"],
        "start": None if start is None else at(start),
        "end": None if start is None else at(start + minutes),
        "planned_arrival": None,
        "first_promise_at": None,
        "promise_at": None,
        "forecast_at": None,
        "progress": 0,
        "late_against_plan": 0,
        "late_against_promise": 0,
        "customer_waits": False,
        "key_tag": "",
        "place": "",
        "ticket": "",
        "movable": True,
        **more,
    }


def day(rows: int = 3) -> dict:
    """A few bays, one car each; the third waits for a part and is late."""
    spans = [{"start": at(0), "end": at(480), "word": ""}]
    bays = [
        {
            "id": f"bay-{n}",
            "kind": "bay",
            "name": f"Bay {n}",
            "detail": "lift",
            "open": spans,
            "blocked": [],
        }
        for n in range(1, rows + 1)
    ]
    late = {"state": "waiting", "waiting_for": "part", "waiting_word": "part", "lane": "waiting"}
    cards = [
        card("1", "bay-1", 60, 60),
        card("2", "bay-2", 120, 90),
        card("3", "bay-3", 180, 60, late_against_plan=12, **late),
        card("4", None, None, 60, lane="to_assign"),
    ]
    return {
        "site_id": "site", "site_code": "t7", "site_name": "Shinagawa", "node": "/jp/",
        "time_zone": "Asia/Tokyo", "day": "2026-11-22", "now": at(90), "opens": at(0),
        "closes": at(480), "cell_minutes": 15, "by": "bay", "rows": bays, "cards": cards,
        "lanes": {}, "counts": {}, "may_move": True,
    }  # fmt: skip


def page(request: HttpRequest) -> HttpResponse:
    rows = int(request.GET.get("rows", "3"))
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"page": day(rows)}, request))


def fresh(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(day())


def moves(request: HttpRequest) -> HttpResponse:
    """Everything may move but car 2, whose place is taken."""
    wanted = json.loads(request.body)
    found = next(one for one in day()["cards"] if one["job_id"] == wanted["job_id"])
    if found["title"] == "Car 2":
        problem = {
            "title": "This bay is taken until 12:00.",
            "code": "slot_taken",
            "cards": [found],
            "free": [at(210)],
        }
        return JsonResponse(problem, status=409)
    start = dt.datetime.fromisoformat(wanted["start"])
    moved = {
        "version": found["version"] + 1,
        "bay_id": wanted["row_id"] or found["bay_id"],
        "start": start.isoformat(),
        "end": (start + dt.timedelta(minutes=60)).isoformat(),
        "lane": None,
    }
    return JsonResponse([{**found, **moved}], safe=False)


urlpatterns = [
    path("ui/", include("seibi.ui.urls")),
    path("board/", page),
    path("board.json", fresh),
    path("moves", moves),
]
