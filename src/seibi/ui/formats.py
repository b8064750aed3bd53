"""How amounts, moments, distances and telephone numbers are written, by language."""

import datetime as dt
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

import phonenumbers
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seibi.kernel.money import Money

SYMBOLS: Final = {"CNY": "¥", "EUR": "€", "GBP": "£", "JPY": "¥", "NOK": "kr", "USD": "$"}
_FULL_WIDTH_YEN: Final = "￥"
_KILOMETRES_IN_A_MILE: Final = Decimal("1.609344")


def money(value: Money) -> str:
    """The amount with its sign: ``¥1,234``, ``￥1,234`` in Japanese, ``-$12.50``."""
    rounded = value.rounded().amount
    sign = "-" if rounded < 0 else ""
    return f"{sign}{currency_sign(value.currency)}{abs(rounded):,}"


def currency_sign(currency: str) -> str:
    """The sign people of the reader's language know; the code itself when there is none."""
    if currency == "JPY" and _language() == "ja":
        return _FULL_WIDTH_YEN
    if currency == "JPY" and _language().startswith("zh"):
        return "JP¥"
    if currency == "CNY" and _language() == "ja":
        return "CN¥"
    return SYMBOLS.get(currency, f"{currency} ")


def local_time(at: dt.datetime, tz: str) -> str:
    """The wall-clock time at a place: ``16:30``."""
    return f"{at.astimezone(ZoneInfo(tz)):%H:%M}"


def local_date(at: dt.datetime | dt.date, tz: str = "UTC") -> str:
    """The day at a place with its weekday; the year only when it is not told by the pattern."""
    day = at.astimezone(ZoneInfo(tz)).date() if isinstance(at, dt.datetime) else at
    return formats.date_format(day, _day_pattern())


def short_day(at: dt.datetime | dt.date, tz: str) -> str:
    """The day at a place in numbers, as tables and records show it."""
    day = at.astimezone(ZoneInfo(tz)).date() if isinstance(at, dt.datetime) else at
    return formats.date_format(day, "SHORT_DATE_FORMAT")


def local_datetime(at: dt.datetime, tz: str) -> str:
    """Day and wall-clock time at a place, in the order of the reader's language."""
    return f"{local_date(at, tz)} {local_time(at, tz)}"


def duration(length: dt.timedelta | int) -> str:
    """A length of time in words: ``1 h 30 min``. An ``int`` is minutes."""
    minutes = length if isinstance(length, int) else round(length.total_seconds() / 60)
    days, rest = divmod(abs(minutes), 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = []
    if days:
        parts.append(ngettext("%(count)d day", "%(count)d days", days) % {"count": days})
    if hours:
        parts.append(_("%(count)d h") % {"count": hours})
    if minutes or not parts:
        parts.append(_("%(count)d min") % {"count": minutes})
    return " ".join(parts)


def kilometres(value: int) -> str:
    """A distance as the odometer shows it."""
    return _("%(count)s km") % {"count": f"{value:,}"}


def miles(value: int) -> str:
    """A distance in kilometres for readers who drive in miles."""
    return _("%(count)s mi") % {"count": f"{round(Decimal(value) / _KILOMETRES_IN_A_MILE):,}"}


def phone(number: str, country: str = "") -> str:
    """National form for numbers of the reader's own country, international form otherwise."""
    try:
        parsed = phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        return number
    at_home = phonenumbers.region_code_for_number(parsed) == country
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, form.NATIONAL if at_home else form.INTERNATIONAL)


def _language() -> str:
    return translation.get_language() or "en"


def _day_pattern() -> str:
    language = _language()
    if language == "ja":
        return "n月j日（D）"
    if language.startswith("zh"):
        return "n月j日 D"
    return "D j M"
