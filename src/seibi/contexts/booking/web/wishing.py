"""The form in which somebody says which days and hours would suit; three pages show it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from seibi.contexts.booking.contracts.waiting import EVERY_DAY, SHORT_NOTICE_HOURS
from seibi.contexts.booking.web.forms import HOURS, NOTICE, WishForm
from seibi.kernel.clock import local_day
from seibi.kernel.errors import DomainError, Invalid

TWO_WEEKS = dt.timedelta(days=14)
FIELDS = ("from_day", "until_day", "weekdays", "hours", "notice")


@dataclass(frozen=True, slots=True)
class WishFields:
    """What the form shows: what was typed, else days that make sense."""

    from_day: str
    until_day: str
    weekdays: Sequence[tuple[int, str, str, bool]]
    hours: Sequence[tuple[str, Any, bool]]
    notice: str
    notices: Sequence[tuple[int, Any]]
    errors: Mapping[str, str]


def fields(
    typed: QueryDict, *, tz: str, at: dt.datetime, before: dt.datetime | None = None
) -> WishFields:
    """Until the day of the visit that is booked, or for two weeks."""
    today = local_day(at, tz)
    last = local_day(before, tz) if before else today + TWO_WEEKS
    chosen = typed.getlist("weekdays") if "hours" in typed else [str(n) for n in EVERY_DAY]
    hours = typed.get("hours", "any")
    return WishFields(
        from_day=typed.get("from_day") or today.isoformat(),
        until_day=typed.get("until_day") or max(last, today).isoformat(),
        weekdays=[
            (n, str(WEEKDAYS_ABBR[n]), str(WEEKDAYS[n]), str(n) in chosen) for n in EVERY_DAY
        ],
        hours=[(name, word, name == hours) for name, (word, _from, _until) in HOURS.items()],
        notice=typed.get("notice", str(SHORT_NOTICE_HOURS)),
        notices=list(NOTICE.items()),
        errors={},
    )


def wish_form(typed: QueryDict) -> WishForm:
    """The wish as typed. Raises Invalid ("wish_incomplete") with a sentence for each field."""
    form = WishForm(typed)
    if not form.is_valid():
        errors = {name: " ".join(map(str, said)) for name, said in form.errors.items()}
        raise Invalid("wish_incomplete", next(iter(errors.values())), errors=errors)
    return form


def kept(typed: QueryDict) -> dict[str, list[str]]:
    """What a draft keeps of it until an address is proven."""
    return {name: typed.getlist(name) for name in FIELDS}


def restored(wish: Mapping[str, list[str]]) -> QueryDict:
    """What a draft has kept, as it was typed."""
    typed = QueryDict(mutable=True)
    for name, values in wish.items():
        typed.setlist(name, values)
    return typed


def errors_of(refusal: DomainError | None) -> Mapping[str, str]:
    """Field to sentence, of a refusal that names fields."""
    found: Mapping[str, str] = refusal.extra.get("errors", {}) if refusal else {}
    return found
