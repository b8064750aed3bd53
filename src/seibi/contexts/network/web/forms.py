"""What is typed about people and hours, translated into what the operations take."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.network.contracts import AwayReason, DayHours, Role
from seibi.contexts.network.domain.roles import DEFAULT_LIMITS
from seibi.contexts.network.labels import ABSENCE_REASON_LABELS, ROLE_LABELS
from seibi.kernel.errors import Invalid

_HELD_BY_STAFF = [role for role in Role if role not in (Role.OWNER, Role.BRINGER)]


class PlaceForm(forms.Form):
    """A form that names one of the places the reader may lead."""

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"] = forms.ChoiceField(label=_("Place of work"), choices=places)


class HireForm(PlaceForm):
    """Somebody works here from now on."""

    name = forms.CharField(label=_("Name"), max_length=120)
    reading = forms.CharField(label=_("Reading of the name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"))


class GrantForm(PlaceForm):
    """A role at a place, with limits where the role has any."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(role, ROLE_LABELS[role]) for role in _HELD_BY_STAFF]
    )
    valid_until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty means until it is taken back"),
    )
    discount_percent = forms.DecimalField(
        label=_("Discount, per cent"), min_value=0, max_value=100, required=False
    )
    goodwill = forms.DecimalField(
        label=pgettext_lazy("limit", "Goodwill"), min_value=0, required=False
    )

    def limits(self) -> dict[str, Decimal]:
        """The limits that were typed and that the role can have."""
        names = DEFAULT_LIMITS.get(Role(self.cleaned_data["role"]), {})
        typed = {name: self.cleaned_data.get(name) for name in names}
        return {name: amount for name, amount in typed.items() if amount is not None}

    def ends(self, tz: str) -> dt.datetime | None:
        """The moment the role ends: the midnight after its last day."""
        day = self.cleaned_data["valid_until"]
        return _midnight(day + dt.timedelta(days=1), tz) if day else None


class AwayForm(forms.Form):
    """Somebody is away from one day to another, and who stands in."""

    from_on = forms.DateField(
        label=_("First day away"), widget=forms.DateInput(attrs={"type": "date"})
    )
    until_on = forms.DateField(
        label=_("Last day away"), widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.ChoiceField(
        label=_("Why away"),
        choices=list(ABSENCE_REASON_LABELS.items()),
        initial=AwayReason.HOLIDAY,
    )

    def __init__(self, *args: Any, colleagues: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one), name) for one, name in colleagues]
        self.fields["deputy"] = forms.ChoiceField(label=_("Who stands in"), choices=choices)

    def absence(self, tz: str) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        return {
            "deputy_id": UUID(data["deputy"]),
            "from_at": _midnight(data["from_on"], tz),
            "until_at": _midnight(data["until_on"] + dt.timedelta(days=1), tz),
            "reason": AwayReason(data["reason"]),
        }


def week_of(posted: Any) -> dict[int, DayHours]:
    """The hours of a week as the form sends them. Raises Invalid ("bad_hours").

    An empty opening time is a closed day; an empty break is no break.
    """
    week: dict[int, DayHours] = {}
    try:
        for weekday in range(7):
            opens, closes, pause, resume = (
                posted.get(f"{name}_{weekday}", "").strip()
                for name in ("opens", "closes", "pause", "resume")
            )
            if opens:
                week[weekday] = DayHours(
                    dt.time.fromisoformat(opens),
                    dt.time.fromisoformat(closes),
                    ((dt.time.fromisoformat(pause), dt.time.fromisoformat(resume)),)
                    if pause
                    else (),
                )
    except ValueError as error:
        raise Invalid("bad_hours", str(_("Write times like 09:00."))) from error
    return week


def day_of(text: str) -> dt.date:
    """A posted day. Raises Invalid ("bad_day")."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Invalid("bad_day", str(_("Choose a day."))) from error


def _midnight(day: dt.date, tz: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(tz)).astimezone(dt.UTC)
