"""Samples for the gallery: what each component shows in each state."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from seibi.kernel import clock
from seibi.kernel.money import Money


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
        "options": [("am", _("In the morning")), ("pm", _("In the afternoon"))],
        "cards": _cards(),
        "steps": _steps(),
        "story": _story(now),
        "rows": _rows(),
        "totals": _totals(),
        "tab_items": _tabs(),
        "points": [71, 74, 70, 78, 82, 80, 86, 88],
        "facts": [(_("Opened"), _("Monday")), (_("Kept until"), _("Friday"))],
        "field_errors": [("g-broken", _("Enter a telephone number, such as 03 1234 5678"))],
    }


def _cards() -> list[dict[str, Any]]:
    return [
        {"value": "1", "title": _("Soonest"), "hint": _("Tomorrow 09:00"), "side": "¥ 8,800"},
        {"value": "2", "title": _("Nearest"), "hint": _("Friday 14:30"), "side": "¥ 8,800"},
        {"value": "3", "title": _("Full today"), "hint": _("Opens again on Monday"), "disabled": 1},
    ]


def _steps() -> list[dict[str, str]]:
    return [
        {"label": _("Arrived"), "state": "done", "note": "09:02"},
        {"label": _("Looked at"), "state": "done", "note": "09:40"},
        {"label": _("Agreed"), "state": "done", "note": "10:42"},
        {"label": _("In work"), "state": "now"},
        {"label": _("Ready"), "state": "next"},
    ]


def _story(now: dt.datetime) -> list[dict[str, Any]]:
    return [
        {
            "at": now,
            "title": _("Agreed to three lines"),
            "who": "Ada Sato",
            "tone": "done",
        },
        {
            "at": now - dt.timedelta(hours=1),
            "title": _("Waiting for an answer"),
            "text": _("We called once and left a message."),
            "tone": "attention",
            "icon": "phone-missed",
        },
        {"at": now - dt.timedelta(hours=2), "title": _("Opened"), "tone": "calm"},
    ]


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "title": _("First line"),
            "note": _("Why it is needed, in one sentence"),
            "quantity": 2,
            "amount": Money(Decimal(18000), "JPY"),
            "state_tone": "done",
            "state_word": _("Agreed"),
        },
        {"title": _("Second line"), "amount": Money(Decimal(11455), "JPY")},
    ]


def _totals() -> list[dict[str, Any]]:
    return [
        {"title": _("Net"), "amount": Money(Decimal(29455), "JPY")},
        {"title": _("Tax"), "amount": Money(Decimal(2945), "JPY")},
        {"title": _("Total"), "amount": Money(Decimal(32400), "JPY"), "sum": True},
    ]


def _tabs() -> list[dict[str, Any]]:
    return [
        {"title": _("Open"), "url": "#tabs", "current": True, "count": 4},
        {"title": _("Done"), "url": "#tabs", "count": 12},
        {"title": _("All"), "url": "#tabs"},
    ]
