"""The quality gate: what has to be looked at, by whom, and the look itself."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from seibi.contexts.work_orders.contracts import RECEIVE
from seibi.contexts.work_orders.labels import CAUSE_LABELS
from seibi.contexts.work_orders.operations import quality as operations
from seibi.contexts.work_orders.queries.certificates import certificate_of
from seibi.contexts.work_orders.web import forms, pages
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """Is the work good, and who has looked?"""
    actor, at = actor_of(request), clock.now()

    def again(form: pages.Form | None, refusal: DomainError | None) -> HttpResponse:
        checked = request.POST.get("line", "")
        sends_back = request.POST.get("passed") == "no"
        return pages.staff_page(
            request,
            "work_orders/quality.html",
            work_order_id,
            {
                "checked": checked,
                "sent_back": checked if sends_back else "",
                "from_floor": not actor.nodes(RECEIVE),
                "causes": forms.choices(CAUSE_LABELS),
                "certificate": certificate_of(work_order_id, actor),
            },
            refusal=refusal,
            form=form,
        )

    if request.method != "POST":
        return again(None, None)

    def do(cleaned: dict[str, Any]) -> None:
        operations.check_work(
            work_order_id=work_order_id,
            line_id=cleaned["line"],
            passed=cleaned["passed"] == "yes",
            remarks=cleaned["remarks"],
            photo=pages.upload(request, "photo"),
            road_km=cleaned["road_km"],
            road_minutes=cleaned["road_minutes"],
            cause=cleaned["cause"],
            actor=actor,
            at=at,
        )

    return pages.submit(
        request,
        form=forms.CheckForm(request.POST),
        do=do,
        done=reverse("work_orders:quality", args=[work_order_id]),
        again=again,
    )
