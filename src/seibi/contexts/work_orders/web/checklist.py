"""The record of inspection and maintenance: one press says that all is good, the rest is chosen."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from seibi.contexts.work_orders.contracts.quality import Symbol
from seibi.contexts.work_orders.labels import SYMBOL_LABELS
from seibi.contexts.work_orders.operations import checklist as operations
from seibi.contexts.work_orders.queries import floor
from seibi.contexts.work_orders.queries.checklists import checklists_of
from seibi.contexts.work_orders.web import forms, pages
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """What was found and done, item by item?"""
    actor, at = actor_of(request), clock.now()

    def again(form: pages.Form | None, refusal: DomainError | None) -> HttpResponse:
        values = {
            "job": floor.my_job(work_order_id=work_order_id, actor=actor, at=at),
            "lists": checklists_of(work_order_id, actor),
            "symbols": forms.choices(SYMBOL_LABELS),
            "form": form,
            "refusal": refusal,
        }
        status = refusal.status if refusal else 422 if form is not None and form.errors else 200
        return render(request, "work_orders/record.html", values, status=status)

    if request.method != "POST":
        return again(None, None)

    def do(cleaned: dict[str, Any]) -> None:
        operations.write_checklist(
            work_order_id=work_order_id,
            line_id=cleaned["line"],
            results=_typed(request),
            actor=actor,
            at=at,
        )

    return pages.submit(
        request,
        form=forms.LineOnlyForm(request.POST),
        do=do,
        done=reverse("work_orders:record", args=[work_order_id]),
        again=again,
    )


def _typed(request: HttpRequest) -> dict[str, tuple[Symbol, str]]:
    """Items with an answer; those nobody looked at stay open."""
    symbols = set(Symbol)
    found = {}
    for name, value in request.POST.items():
        kind, _colon, item = name.partition(":")
        if kind == "item" and value in symbols:
            found[item] = (Symbol(value), request.POST.get(f"measured:{item}", ""))
    return found
