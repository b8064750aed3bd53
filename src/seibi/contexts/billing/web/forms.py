"""What people type at the cash desk."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from seibi.contexts.payments.contracts import Method

DESK_METHODS = [
    (Method.CASH, _("Cash")),
    (Method.CARD_TERMINAL, _("Card")),
    (Method.TRANSFER, _("Bank transfer")),
]


class AmountForm(forms.Form):
    """An amount above zero."""

    amount = forms.DecimalField(
        label=_("Amount"), max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )


class TakeForm(AmountForm):
    """How much, and how it came."""

    method = forms.ChoiceField(
        label=_("Method"),
        choices=DESK_METHODS,
        initial=Method.CARD_TERMINAL,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class GiveBackForm(AmountForm):
    """How much goes back, and why."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class DueForm(forms.Form):
    """Until when the customer pays."""

    due_on = forms.DateField(
        label=_("Pay by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=300)
