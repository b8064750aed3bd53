"""Samples for the gallery: what each component shows in each state.

Components with words of the trade stand in their contexts. Such a context has a module ``gallery``
with ``samples()``, and a template ``<context>/gallery.html`` that shows them.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.module_loading import module_has_submodule
from django.utils.translation import pgettext

from seibi.kernel import clock
from seibi.kernel.money import Money
from seibi.ui import spark

SHARES = (71, 74, 70, 78, 82, 80, 86, 88)  # per cent, week by week


def samples() -> dict[str, Any]:
    """Values for every component; the texts are translated like any other page."""
    now = clock.now()
    return {
        "now": now,
        "soon": now + dt.timedelta(minutes=95),
        "latest": now + dt.timedelta(minutes=140),
        "tz": "Asia/Tokyo",
        "yen": Money(Decimal(32400), "JPY"),
        "dollars": Money(Decimal("1234.5"), "USD"),
        "yuan": Money(Decimal("-860.00"), "CNY"),
        "options": [
            ("am", pgettext("gallery", "In the morning")),
            ("pm", pgettext("gallery", "In the afternoon")),
        ],
        "cards": _cards(),
        "steps": _steps(),
        "story": _story(now),
        "rows": _rows(),
        "guided": {
            "number": 3,
            "of": 9,
            "title": pgettext("gallery", "First line"),
            "text": pgettext("gallery", "Why it is needed, in one sentence"),
            "back_url": "#guide",
            "next_url": "#guide",
            "end_url": "#guide",
        },
        "totals": _totals(),
        "tab_items": _tabs(),
        "chart": _chart(now),
        "met": spark.spark(SHARES, 85, axis=(0, 100)),
        "missed": spark.spark(
            SHARES, 95, ranges=[(share - 9, share + 7) for share in SHARES], axis=(0, 100)
        ),
        "facts": [
            (pgettext("gallery", "Opened"), pgettext("gallery", "Monday")),
            (pgettext("gallery", "Kept until"), pgettext("gallery", "Friday")),
        ],
        "field_errors": [
            ("g-broken", pgettext("gallery", "Enter a telephone number, such as 03 1234 5678"))
        ],
    }


def parts(request: HttpRequest) -> Iterator[str]:
    """The pieces that contexts bring along, each drawn with samples of its own."""
    for config in apps.get_app_configs():
        if config.name == __package__ or config.module is None:
            continue
        if module_has_submodule(config.module, "gallery"):
            shown = import_module(f"{config.name}.gallery").samples()
            yield render_to_string(f"{config.label}/gallery.html", shown, request)


def _chart(now: dt.datetime) -> dict[str, Any]:
    values = [71, 74, 70, 78, 82, 80, 86, 88]
    weeks = [now - dt.timedelta(weeks=len(values) - i) for i in range(len(values))]
    return {
        "at": [int(week.timestamp()) for week in weeks],
        "values": values,
        "low": [value - 6 for value in values],
        "high": [value + 6 for value in values],
        "target": 85,
        "unit": "%",
        "label": pgettext("gallery", "On time"),
        "target_label": pgettext("gallery", "Target"),
    }


def _cards() -> list[dict[str, Any]]:
    return [
        {
            "value": "1",
            "title": pgettext("gallery", "Soonest"),
            "hint": pgettext("gallery", "Tomorrow 09:00"),
            "side": "¥ 8,800",
        },
        {
            "value": "2",
            "title": pgettext("gallery", "Nearest"),
            "hint": pgettext("gallery", "Friday 14:30"),
            "side": "¥ 8,800",
        },
        {
            "value": "3",
            "title": pgettext("gallery", "Full today"),
            "hint": pgettext("gallery", "Opens again on Monday"),
            "disabled": 1,
        },
    ]


def _steps() -> list[dict[str, str]]:
    return [
        {"label": pgettext("gallery", "Arrived"), "state": "done", "note": "09:02"},
        {"label": pgettext("gallery", "Looked at"), "state": "done", "note": "09:40"},
        {"label": pgettext("gallery", "Agreed"), "state": "done", "note": "10:42"},
        {"label": pgettext("gallery", "In work"), "state": "now"},
        {"label": pgettext("gallery", "Ready"), "state": "next"},
    ]


def _story(now: dt.datetime) -> list[dict[str, Any]]:
    return [
        {
            "at": now,
            "title": pgettext("gallery", "Agreed to three lines"),
            "who": "Ada Sato",
            "tone": "done",
        },
        {
            "at": now - dt.timedelta(hours=1),
            "title": pgettext("gallery", "Waiting for an answer"),
            "text": pgettext("gallery", "We called once and left a message."),
            "tone": "attention",
            "icon": "phone-missed",
        },
        {"at": now - dt.timedelta(hours=2), "title": pgettext("gallery", "Opened"), "tone": "calm"},
    ]


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "title": pgettext("gallery", "First line"),
            "note": pgettext("gallery", "Why it is needed, in one sentence"),
            "quantity": 2,
            "amount": Money(Decimal(18000), "JPY"),
            "state_tone": "done",
            "state_word": pgettext("gallery", "Agreed"),
        },
        {"title": pgettext("gallery", "Second line"), "amount": Money(Decimal(11455), "JPY")},
    ]


def _totals() -> list[dict[str, Any]]:
    return [
        {"title": pgettext("gallery", "Net"), "amount": Money(Decimal(29455), "JPY")},
        {"title": pgettext("gallery", "Tax"), "amount": Money(Decimal(2945), "JPY")},
        {
            "title": pgettext("gallery", "Total"),
            "amount": Money(Decimal(32400), "JPY"),
            "sum": True,
        },
    ]


def _tabs() -> list[dict[str, Any]]:
    return [
        {"title": pgettext("gallery", "Open"), "url": "#tabs", "current": True, "count": 4},
        {"title": pgettext("gallery", "Done"), "url": "#tabs", "count": 12},
        {"title": pgettext("gallery", "All"), "url": "#tabs"},
    ]
