"""What an owner answers: one tap for how content, the rest if they like."""

from django import forms
from django.utils.translation import gettext_lazy as _

from seibi.contexts.quality.contracts import Scores


class SurveyForm(forms.Form):
    """How content, how likely to recommend, how easy, and words."""

    csat = forms.TypedChoiceField(
        label=_("How content are you with the visit?"),
        coerce=int,
        choices=[(n, n) for n in range(1, 6)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five.")},
    )
    nps = forms.TypedChoiceField(
        label=_("How likely would you recommend us to a friend?"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(n, n) for n in range(11)],
        widget=forms.RadioSelect,
    )
    ces = forms.TypedChoiceField(
        label=_("How easy was it to have your car taken care of?"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(n, n) for n in range(1, 8)],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Is there anything you want to tell us?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def scores(self) -> Scores:
        """The answers of a valid form."""
        return Scores(**self.cleaned_data)
