"""What every page needs to know about its reader: language, theme, the trade clock."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest
from django.utils import translation

from seibi.kernel import clock

THEME_COOKIE: Final = "seibi_theme"
THEMES: Final = ("light", "dark")
OWN_NAMES: Final = {"en": "English", "ja": "日本語", "zh-hans": "简体中文"}
HTML_LANGUAGES: Final = {"zh-hans": "zh-Hans"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language in its own name, as people look for it."""

    code: str
    name: str
    html: str
    current: bool


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The facts that the frame of a page shows."""

    language: str
    code: str
    languages: tuple[Language, ...]
    theme: str
    path: str
    machine_ms: int
    clock_offset_ms: int
    clock_speed: float


def page_setup(request: HttpRequest | None) -> PageSetup:
    """Never fails: an error page without a request still has a language and a clock."""
    rate, machine = _rate(), clock.machine_now()
    theme = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    current = translation.get_language() or settings.LANGUAGE_CODE
    return PageSetup(
        language=html_language(current),
        code=current,
        languages=tuple(_language(code, current) for code, _name in settings.LANGUAGES),
        theme=theme if theme in THEMES else "",
        path=request.get_full_path() if request else "/",
        machine_ms=round(machine.timestamp() * 1000),
        clock_offset_ms=round((rate.at(machine) - machine).total_seconds() * 1000),
        clock_speed=rate.speed,
    )


def html_language(code: str) -> str:
    """The BCP 47 tag that browsers expect for one of our language codes."""
    return HTML_LANGUAGES.get(code, code)


def _rate() -> clock.Rate:
    """How trade time runs; real time while the database cannot say."""
    try:
        return clock.rate()
    except DatabaseError:
        return clock.REAL


def _language(code: str, current: str) -> Language:
    return Language(
        code=code,
        name=OWN_NAMES.get(code, code),
        html=html_language(code),
        current=code == current,
    )
