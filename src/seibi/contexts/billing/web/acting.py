"""One press at the desk: done and shown, or the page as it was with what was typed and why not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seibi.contexts.payments.contracts import PaymentInfo
from seibi.kernel.errors import DomainError, Invalid, NotFound
from seibi.kernel.idempotency.replay import once
from seibi.ui import formats


def acted(
    request: HttpRequest,
    *,
    act: Callable[[], str],
    there: Callable[[], HttpResponse],
    page: Callable[[DomainError], HttpResponse],
) -> HttpResponse:
    """Do it once and go ``there`` with a sentence; refused, ``page`` says why."""

    def handle() -> HttpResponse:
        messages.success(request, act())
        return there()

    try:
        return once(request, handle=handle)
    except NotFound:
        raise
    except DomainError as refusal:
        return page(refusal)


def cleaned(form: forms.Form) -> dict[str, Any]:
    """What was typed. Raises Invalid with a sentence per field."""
    if form.is_valid():
        return form.cleaned_data
    errors = {name: " ".join(map(str, problems)) for name, problems in form.errors.items()}
    raise Invalid("invalid", " ".join(errors.values()), errors=errors)


def said_of(taken: PaymentInfo) -> str:
    """What the cashier reads after taking money: the change first."""
    if taken.change:
        return _("Payment taken. Change: %(amount)s") % {"amount": formats.money(taken.change)}
    return _("Payment taken.")
