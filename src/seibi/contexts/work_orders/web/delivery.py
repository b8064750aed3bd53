"""Handing the car back: explained, old parts settled, odometer read, signed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from seibi.contexts.work_orders.contracts import OldParts
from seibi.contexts.work_orders.operations import handing_back
from seibi.contexts.work_orders.web import forms, pages, typed
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def deliver(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """Is everything settled, explained and signed, so that the car can go?"""
    actor, at = actor_of(request), clock.now()

    def again(form: pages.Form | None, refusal: DomainError | None) -> HttpResponse:
        values = {"units": forms.UNITS, "old_parts": forms.OLD_PARTS}
        return pages.staff_page(
            request, "work_orders/deliver.html", work_order_id, values, refusal=refusal, form=form
        )

    if request.method != "POST":
        return again(None, None)

    def do(cleaned: dict[str, Any]) -> None:
        handing_back.deliver(
            work_order_id=work_order_id,
            odometer=cleaned["odometer"],
            odometer_unit=cleaned["odometer_unit"],
            explanation=cleaned["explanation"],
            old_parts=OldParts(cleaned["old_parts"]),
            delivered_to=cleaned["signature_name"],
            signature=typed.drawn(cleaned["signature_image"]),
            actor=actor,
            at=at,
        )

    return pages.submit(
        request,
        form=forms.DeliverForm(request.POST),
        do=do,
        done=reverse("work_orders:page", args=[work_order_id]),
        again=again,
    )
