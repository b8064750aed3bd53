"""What owners and leaders type."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.support.contracts import (
    ComplaintCause,
    DisputeOutcome,
    Effect,
    LineRuling,
    NewDispute,
    Ruling,
    Topic,
    Via,
)
from seibi.contexts.support.contracts.pages import Case
from seibi.contexts.support.labels import CAUSE_LABELS, OUTCOME_LABELS, TOPIC_LABELS
from seibi.kernel.money import Money

WORDS_MISSING = _("Say in your own words what you see differently.")


class DifferentlyForm(forms.Form):
    """What it is about, in one's own words, with a photo or film."""

    topic = forms.ChoiceField(label=_("What is it about?"), choices=list(TOPIC_LABELS.items()))
    words = forms.CharField(
        label=_("What do you see differently?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": WORDS_MISSING},
    )
    upload = forms.FileField(
        label=pgettext_lazy("evidence", "Photo or film"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,video/mp4,video/webm", "class": "w-full"}),
    )

    def new(self, line_ids: list[UUID], via: Via = Via.SCREEN) -> NewDispute:
        """The valid form as a value."""
        data = self.cleaned_data
        return NewDispute(Topic(data["topic"]), data["words"], tuple(line_ids), via=via)


class ToldForm(DifferentlyForm):
    """The same, written down by whoever heard it."""

    words = forms.CharField(
        label=_("In the customer's words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what the customer said.")},
    )
    upload = None  # type: ignore[assignment]


class FactForm(forms.Form):
    """Something more for the evidence."""

    words = forms.CharField(
        label=_("Add something"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    upload = forms.FileField(
        label=pgettext_lazy("evidence", "Photo or film"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,video/mp4,video/webm", "class": "w-full"}),
    )


class MessageForm(forms.Form):
    """One message."""

    text = forms.CharField(max_length=4000, required=False)


class ComplaintForm(forms.Form):
    """A complaint that somebody said or telephoned."""

    topic = forms.ChoiceField(label=_("What is it about?"), choices=list(TOPIC_LABELS.items()))
    words = forms.CharField(
        label=_("In the customer's words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what the customer said.")},
    )
    cause = forms.ChoiceField(label=_("Cause"), choices=list(CAUSE_LABELS.items()))
    redress = forms.CharField(label=_("What we did"), max_length=300, required=False)


class ClosingForm(forms.Form):
    """Why it came to it, and what we did."""

    cause = forms.ChoiceField(label=_("Cause"), choices=list(CAUSE_LABELS.items()))
    redress = forms.CharField(label=_("What we did"), max_length=300, required=False)


class RulingForm(forms.Form):
    """A decision with its reason; one choice per stopped line."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=list(OUTCOME_LABELS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    reason = forms.CharField(
        label=_("Reason, in the owner's language"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason, in the owner's language.")},
    )
    redress = forms.CharField(label=_("What we do for the owner"), max_length=300, required=False)
    goodwill = forms.DecimalField(
        label=_("Goodwill"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    cause = forms.ChoiceField(label=_("Cause"), choices=list(CAUSE_LABELS.items()))

    def ruling(self, case: Case, typed: Any) -> Ruling:
        """The valid form as a value; ``typed`` are the fields of the lines."""
        currency = case.lines[0].gross.currency if case.lines else None
        amount = self.cleaned_data["goodwill"]
        if currency is None and case.file.versions:
            currency = case.file.versions[0].gross.currency
        return Ruling(
            outcome=DisputeOutcome(self.cleaned_data["outcome"]),
            reason=self.cleaned_data["reason"],
            redress=self.cleaned_data["redress"],
            goodwill=Money(amount, currency or "USD") if amount else None,
            cause=ComplaintCause(self.cleaned_data["cause"]),
            lines=tuple(_line(one.id, typed) for one in case.lines if one.stopped),
        )


class PriceForm(forms.Form):
    """The new price of one line."""

    unit_net = forms.DecimalField(required=False, min_value=0, max_digits=12, decimal_places=2)


def _line(line_id: UUID, typed: Any) -> LineRuling:
    effect = typed.get(f"effect_{line_id}", Effect.GO_ON)
    price = PriceForm({"unit_net": typed.get(f"unit_net_{line_id}", "")})
    price.is_valid()
    return LineRuling(
        line_id,
        Effect(effect) if effect in list(Effect) else Effect.GO_ON,
        price.cleaned_data.get("unit_net"),
    )
