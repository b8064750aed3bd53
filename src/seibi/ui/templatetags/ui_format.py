"""Template filters and tags for what people read: amounts, moments, icons, states."""

import datetime as dt

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from seibi.kernel import clock
from seibi.kernel.money import Money
from seibi.ui import formats, page, qr_code

register = template.Library()

TONES = {
    "calm": "circle",
    "attention": "triangle-alert",
    "late": "clock-alert",
    "done": "circle-check",
    "brand": "info",
}


@register.filter
def money(value: Money | None) -> str:
    """``{{ line.gross|money }}``: an amount with its sign; a dash when there is none."""
    return formats.money(value) if value is not None else "–"


@register.filter
def currency_sign(currency: str) -> str:
    """``{{ "JPY"|currency_sign }}``: the sign before an amount field."""
    return formats.currency_sign(currency).strip()


@register.filter
def local_time(at: dt.datetime | None, tz: str) -> str:
    """``{{ visit.ready_at|local_time:site.tz }}``: 16:30."""
    return formats.local_time(at, tz) if at else "–"


@register.filter
def as_trade(machine_at: dt.datetime) -> dt.datetime:
    """``{{ hold.expires_at|as_trade|local_time:site.tz }}``: what the trade's clock shows then."""
    return clock.as_trade(machine_at)


@register.filter
def local_date(at: dt.datetime | dt.date | None, tz: str = "UTC") -> str:
    """``{{ visit.starts_at|local_date:site.tz }}``: the day with its weekday."""
    return formats.local_date(at, tz) if at else "–"


@register.filter
def short_day(at: dt.datetime | dt.date | None, tz: str) -> str:
    """``{{ reading.read_at|short_day:tz }}``: the day in numbers."""
    return formats.short_day(at, tz) if at else ""


@register.filter
def local_datetime(at: dt.datetime | None, tz: str) -> str:
    """``{{ visit.starts_at|local_datetime:site.tz }}``: the day and the time."""
    return formats.local_datetime(at, tz) if at else "–"


@register.filter
def duration(length: dt.timedelta | int | None) -> str:
    """``{{ operation.minutes|duration }}``: 1 h 30 min."""
    return formats.duration(length) if length is not None else "–"


@register.filter
def km(value: int | None) -> str:
    """``{{ car.odometer|km }}``: 42,310 km."""
    return formats.kilometres(value) if value is not None else "–"


@register.filter
def mi(value: int | None) -> str:
    """``{{ car.odometer|mi }}``: the same distance in miles."""
    return formats.miles(value) if value is not None else "–"


@register.filter
def unbroken(text: str) -> str:
    """``{{ car.plate|unbroken }}``: its parts stay on one line."""
    return text.replace(" ", "\u00a0")


@register.filter
def phone(number: str | None, country: str = "") -> str:
    """``{{ person.phone|phone:site.country }}``: spaced as people there write it."""
    return formats.phone(number, country) if number else "–"


@register.simple_tag
def icon(name: str, label: str = "", extra: str = "") -> SafeString | str:
    """``{% icon "check" %}``: a drawing; pass ``label`` only when no word stands beside it."""
    if not name:
        return ""
    address = f"{static('ui/build/icons.svg')}#{name}"
    classes = f"icon {extra}".strip()
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>',
            classes,
            label,
            address,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, address
    )


@register.simple_tag
def tone(name: str, word: str, icon_name: str = "") -> SafeString:
    """``{% tone "late" _("12 min late") %}``: a state as icon and word, its colour repeated."""
    known = name if name in TONES else "calm"
    return format_html(
        '<span class="tone tone-{}">{}{}</span>', known, icon(icon_name or TONES[known]), word
    )


@register.simple_tag
def tone_icon(name: str, chosen: str = "") -> SafeString | str:
    """The icon of a tone, unless the caller chose one."""
    return icon(chosen or TONES.get(name, "circle"))


@register.simple_tag(takes_context=True)
def page_setup(context: template.Context) -> page.PageSetup:
    """``{% page_setup as page %}``: language, theme and clock of the page."""
    request = context.get("request")
    return page.page_setup(request if isinstance(request, HttpRequest) else None)


@register.simple_tag
def qr_drawing(text: str) -> SafeString:
    """The QR code of a text as an inline drawing."""
    return qr_code.drawing(text)


@register.filter
def iso(at: dt.datetime | None) -> str:
    """``<time datetime="{{ at|iso }}">``: UTC, for machines."""
    return at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z") if at else ""
