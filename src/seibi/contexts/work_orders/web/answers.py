"""Recording what the customer answers by telephone or on paper, with the words to read back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from seibi.contexts.work_orders.contracts import Channel, LineState, Payer
from seibi.contexts.work_orders.contracts.visit import VisitPart
from seibi.contexts.work_orders.domain.estimate import plain
from seibi.contexts.work_orders.operations import answering
from seibi.contexts.work_orders.queries import desk
from seibi.contexts.work_orders.web import forms, pages, typed
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """What does the customer say to each line, and how do we know?"""
    actor, at = actor_of(request), clock.now()
    page = desk.work_order_page(work_order_id=work_order_id, actor=actor, at=at)
    if request.method != "POST":
        return _page(request, work_order_id, None, None)
    answers = typed.answers_of(request, [line.id for line in page.lines])

    def do(cleaned: dict[str, Any]) -> None:
        common: dict[str, Any] = {
            "work_order_id": work_order_id,
            "version": cleaned["version"],
            "answers": answers,
            "who": cleaned["who"],
            "actor": actor,
            "at": at,
        }
        if cleaned["channel"] == Channel.PAPER:
            answering.record_on_paper(paper=pages.upload(request, "paper"), **common)
            return
        answering.record_by_telephone(
            phone=cleaned["phone"], read_back=cleaned["read_back"], **common
        )

    return pages.submit(
        request,
        form=forms.RecordForm(request.POST),
        do=do,
        done=reverse("work_orders:page", args=[work_order_id]),
        again=lambda form, refusal: _page(request, work_order_id, form, refusal),
    )


def _page(
    request: HttpRequest,
    work_order_id: UUID,
    form: pages.Form | None,
    refusal: DomainError | None,
) -> HttpResponse:
    page = desk.work_order_page(
        work_order_id=work_order_id, actor=actor_of(request), at=clock.now()
    )
    asked = [
        (
            line,
            request.POST.get(f"answer_{line.id}", ""),
            [
                VisitPart(part.title, plain(part.quantity))
                for part in page.lines
                if part.included_in == line.id
            ],
        )
        for line in page.lines
        if line.state is LineState.OPEN
        and line.payer is Payer.CUSTOMER
        and line.included_in is None
    ]
    values = {
        "asked": asked,
        "channel": request.POST.get("channel") or request.GET.get("channel", "telephone"),
        "latest": page.versions[-1] if page.versions else None,
    }
    return pages.staff_page(
        request, "work_orders/answers.html", work_order_id, values, refusal=refusal, form=form
    )
