"""What people type into the booking pages, looked at for its form only; rules live below."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.booking.contracts import Stay
from seibi.contexts.booking.contracts.waiting import EVERY_DAY, SHORT_NOTICE_HOURS, WaitWish
from seibi.contexts.booking.labels import STAY_LABELS

LONGEST_WISH = 2000


class WhatForm(forms.Form):
    """What is to be done, and how the time is spent meanwhile."""

    codes = forms.MultipleChoiceField(required=False)
    wishes = forms.CharField(required=False, max_length=LONGEST_WISH, strip=True)
    stay = forms.ChoiceField(choices=list(STAY_LABELS.items()), required=False)
    courtesy_car = forms.BooleanField(required=False)
    vehicle_id = forms.UUIDField(required=False)

    def __init__(self, *args: object, codes: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        chosen = self.fields["codes"]
        chosen.choices = [(code, code) for code in codes]  # type: ignore[attr-defined]

    def clean_stay(self) -> str:
        return str(self.cleaned_data["stay"] or Stay.DROP_OFF)

    def clean(self) -> None:
        if not self.cleaned_data.get("codes") and not self.cleaned_data.get("wishes"):
            self.add_error(
                "codes",
                _("Choose at least one thing to be done, or say what is wrong in your own words."),
            )


class SlotForm(forms.Form):
    """A time from the calendar, as an ISO moment with its offset."""

    starts_at = forms.CharField()

    def clean_starts_at(self) -> dt.datetime:
        try:
            moment = dt.datetime.fromisoformat(self.cleaned_data["starts_at"])
        except ValueError:
            raise forms.ValidationError(_("Choose one of the times.")) from None
        if moment.tzinfo is None:
            raise forms.ValidationError(_("Choose one of the times."))
        return moment.astimezone(dt.UTC)


class GuestForm(forms.Form):
    """Who comes, with which car, and where the confirmation goes."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    plate = forms.CharField(
        label=_("Number plate or VIN"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    car = forms.CharField(
        label=_("Make and model"),
        help_text=_("For example: Toyota Corolla"),
        max_length=80,
        required=False,
    )
    phone = forms.CharField(
        label=pgettext_lazy("booking", "Telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=pgettext_lazy("booking", "E-mail"), widget=forms.EmailInput({"autocomplete": "email"})
    )


class CodeForm(forms.Form):
    """The six digits from the mail."""

    code = forms.CharField(
        label=_("Code from the e-mail"),
        max_length=12,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )


class BringerForm(forms.Form):
    """Somebody else may bring the car."""

    bringer_name = forms.CharField(
        label=_("Who brings the car?"),
        help_text=_("Leave it empty if you come yourself."),
        max_length=120,
        required=False,
    )


class ReasonForm(forms.Form):
    """Why, and what is offered for the trouble (by the site)."""

    reason = forms.CharField(required=False, max_length=500)
    remedy = forms.CharField(required=False, max_length=500)
    sequence = forms.IntegerField(required=False, min_value=0)


class ArriveForm(forms.Form):
    """Where the key hangs and where the car stands."""

    key_tag = forms.CharField(required=False, max_length=20)
    parking_place = forms.CharField(required=False, max_length=40)


NOON = dt.time(12)
HOURS = {
    "any": (_("At any time"), None, None),
    "morning": (pgettext_lazy("wait-list", "In the morning"), None, NOON),
    "afternoon": (pgettext_lazy("wait-list", "In the afternoon"), NOON, None),
}
NOTICE = {
    SHORT_NOTICE_HOURS: pgettext_lazy("wait-list", "Two hours before"),
    24: pgettext_lazy("wait-list", "One day before"),
    48: pgettext_lazy("wait-list", "Two days before"),
}


class WishForm(forms.Form):
    """Which days and hours would suit, and how early one has to know."""

    from_day = forms.DateField()
    until_day = forms.DateField()
    weekdays = forms.TypedMultipleChoiceField(
        choices=[(number, number) for number in EVERY_DAY], coerce=int
    )
    hours = forms.ChoiceField(choices=[(name, name) for name in HOURS])
    notice = forms.TypedChoiceField(choices=[(n, n) for n in NOTICE], coerce=int)

    def wish(self) -> WaitWish:
        """What was typed, as the value that booking takes."""
        _word, begins, ends = HOURS[self.cleaned_data["hours"]]
        return WaitWish(
            from_day=self.cleaned_data["from_day"],
            until_day=self.cleaned_data["until_day"],
            weekdays=tuple(self.cleaned_data["weekdays"]),
            from_time=begins,
            until_time=ends,
            notice_hours=self.cleaned_data["notice"],
        )
