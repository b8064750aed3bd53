"""One form, one operation; or the page again with everything that was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from seibi.kernel.errors import DomainError, Invalid, NotFound
from seibi.kernel.idempotency.replay import once

Again = Callable[[forms.Form, DomainError | None], HttpResponse]


def submit(
    request: HttpRequest, *, form: forms.Form, do: Callable[[dict[str, Any]], str], again: Again
) -> HttpResponse:
    """Check the form, do one thing once, go where it says; refusals stand beside their field."""

    def handle() -> HttpResponse:
        if not form.is_valid():
            return again(form, None)
        try:
            return redirect(do(form.cleaned_data))
        except NotFound:
            raise
        except DomainError as refusal:
            place_errors(form, refusal)
            return again(form, refusal)

    return once(request, handle=handle)


def place_errors(form: forms.Form, refusal: DomainError) -> None:
    """Put what is wrong beside the field it is about."""
    if not isinstance(refusal, Invalid):
        return
    for field, sentence in refusal.extra.get("errors", {}).items():
        form.add_error(field if field in form.fields else None, str(sentence))


def status_of(form: forms.Form | None, refusal: DomainError | None) -> int:
    """The status of a page that is shown again."""
    if refusal is not None:
        return refusal.status
    return 422 if form is not None and form.is_bound and form.errors else 200
