"""The provider's own form, with our words and our look."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from payments.dummy.forms import DummyForm

from seibi.contexts.payments.contracts import PaymentState
from seibi.contexts.payments.models import AtProvider

SILENT = "silent"  # a choice of the test provider: nobody knows whether it took the money
SILENCE = {"status": str(PaymentState.WAITING), "gateway_response": "failure"}


def of_provider(copy: AtProvider, data: QueryDict | None) -> forms.Form:
    """The form that the payment's provider asks for.

    Raises RedirectNeeded when the payer has to go elsewhere, PaymentError when it cannot be had.
    """
    form: forms.Form = copy.get_form(_filled(data))
    if isinstance(form, DummyForm):
        _as_a_test_form(form)
    return form


def _filled(data: QueryDict | None) -> dict[str, Any] | None:
    """The test provider asks for more than a person has to decide; the rest is the usual case."""
    if data is None:
        return None
    usual = {
        "fraud_status": "unknown",
        "gateway_response": "3ds-disabled",
        "verification_result": "",
    }
    typed = usual | {name: str(value) for name, value in data.items()}
    return typed | SILENCE if typed.get("status") == SILENT else typed


def _as_a_test_form(form: DummyForm) -> None:
    form.fields["status"] = forms.ChoiceField(
        label=_("What should the test provider answer?"),
        choices=[
            (PaymentState.CONFIRMED, _("The money is taken")),
            (PaymentState.PREAUTH, _("The money is set aside first")),
            (PaymentState.REJECTED, _("The bank refuses")),
            (SILENT, _("The payment service falls silent")),
        ],
        initial=PaymentState.CONFIRMED,
        widget=forms.RadioSelect,
    )
    for name in ("fraud_status", "gateway_response", "verification_result"):
        form.fields.pop(name, None)
