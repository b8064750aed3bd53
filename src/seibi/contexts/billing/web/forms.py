"""What people type at the cash desk."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.billing.labels import PAYER_LABELS
from seibi.contexts.payments.contracts import Method, MovementKind

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
    given = forms.DecimalField(
        label=_("Handed over"),
        max_digits=14,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=False,
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


class CorrectForm(forms.Form):
    """What was really taken, by which tender, and what was wrong."""

    amount = forms.DecimalField(
        label=_("Really taken"), max_digits=14, decimal_places=2, min_value=Decimal(0)
    )
    method = forms.ChoiceField(label=_("Method"), choices=DESK_METHODS)
    reason = forms.CharField(label=_("Why"), max_length=300)


class MoveForm(forms.Form):
    """Where a payment belongs."""

    number = forms.CharField(label=_("Number of the right invoice"), max_length=30)
    reason = forms.CharField(label=_("Why"), max_length=300)


class DiscountForm(forms.Form):
    """How much less, on what, and why."""

    value = forms.DecimalField(
        label=_("How much"), max_digits=14, decimal_places=3, min_value=Decimal("0.001")
    )
    unit = forms.ChoiceField(
        label=_("In"), choices=[("percent", _("Per cent")), ("amount", _("Amount"))]
    )
    line = forms.UUIDField(label=pgettext_lazy("discount", "On"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=300)


class PayerForm(forms.Form):
    """Which lines somebody else pays, and who."""

    lines = forms.TypedMultipleChoiceField(label=_("Lines"), coerce=UUID)
    payer = forms.ChoiceField(label=_("Payer"), choices=PAYER_LABELS.items())
    customer = forms.UUIDField(label=_("Customer"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, data: Any, line_ids: Iterable[UUID]) -> None:
        super().__init__(data)
        self.fields["lines"].choices = [(str(each), "") for each in line_ids]  # type: ignore[attr-defined]


class DrawerForm(AmountForm):
    """Cash that leaves the drawer or comes into it."""

    kind = forms.ChoiceField(
        choices=[
            (MovementKind.DROP, _("To the safe")),
            (MovementKind.CHANGE_MONEY, _("Change money")),
        ]
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class TermsForm(forms.Form):
    """What is agreed with a customer who pays by the month."""

    credit_limit = forms.DecimalField(
        label=_("Limit"), max_digits=14, decimal_places=2, min_value=Decimal(0)
    )
    closing_day = forms.IntegerField(label=_("Closing day"), min_value=1, max_value=31, initial=31)
    pay_months = forms.IntegerField(
        label=_("Months until payment"), min_value=0, max_value=6, initial=1
    )
    pay_day = forms.IntegerField(label=_("Day of payment"), min_value=1, max_value=31, initial=31)
