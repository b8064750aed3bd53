"""What the pages of a visit share: one form, one operation, and a refusal beside what was typed."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts.desk import WorkOrderPage
from seibi.contexts.work_orders.queries import desk
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, Invalid, NotFound
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import once

Form = forms.Form
Again = Callable[[Form | None, DomainError | None], HttpResponse]


def submit(
    request: HttpRequest,
    *,
    form: Form | None,
    do: Callable[[dict[str, Any]], Any],
    done: str,
    again: Again,
) -> HttpResponse:
    """Check the form, do one thing once, go on; or show the page again with everything typed."""

    def handle() -> HttpResponse:
        if form is not None and not form.is_valid():
            return again(form, None)
        try:
            do(form.cleaned_data if form is not None else {})
        except NotFound:
            raise
        except DomainError as refusal:
            place_errors(form, refusal)
            return again(form, refusal)
        return redirect(done)

    return once(request, handle=handle)


def place_errors(form: Form | None, refusal: DomainError) -> None:
    """Put what is wrong beside the field it is about."""
    if form is None or not isinstance(refusal, Invalid):
        return
    for field, sentence in refusal.extra.get("errors", {}).items():
        form.add_error(field if field in form.fields else None, str(sentence))


def staff_page(
    request: HttpRequest,
    template: str,
    work_order_id: UUID,
    values: Mapping[str, Any] | None = None,
    *,
    refusal: DomainError | None = None,
    form: Form | None = None,
    page: WorkOrderPage | None = None,
) -> HttpResponse:
    """A page of the desk about one visit, as it is now; ``page`` is given by who has read it."""
    if page is None:
        page = page_now(request, work_order_id)
    bad_form = form is not None and form.is_bound and bool(form.errors)
    status = refusal.status if refusal else 422 if bad_form else 200
    context = {"page": page, "card": page.card, "refusal": refusal, "form": form, **(values or {})}
    return render(request, template, context, status=status)


def page_now(request: HttpRequest, work_order_id: UUID) -> WorkOrderPage:
    """What the page shows, as it is now. Raises NotFound ("work_order_not_found")."""
    actor = actor_of(request)
    return desk.work_order_page(work_order_id=work_order_id, actor=actor, at=clock.now())


def upload(request: HttpRequest, name: str) -> bytes | None:
    """The bytes of one uploaded file, or None when none was chosen."""
    found = request.FILES.get(name)
    return found.read() if found is not None and not isinstance(found, list) else None


def unknown_verb() -> NotFound:
    """An address that no page of ours has."""
    return NotFound("no_such_page", _("There is no such page."))
