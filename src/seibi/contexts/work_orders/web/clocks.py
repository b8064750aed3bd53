"""The clocks of a workshop: which still run at the end of the day, and putting them right."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.operations import correcting
from seibi.contexts.work_orders.queries import clocks as queries
from seibi.contexts.work_orders.web import forms, pages, typed
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of


@require_safe
def clocks(request: HttpRequest, code: str) -> HttpResponse:
    """Whose clock still runs, and is what was clocked right?"""
    return _page(request, code)


@require_POST
def correct(request: HttpRequest, code: str, entry_id: UUID) -> HttpResponse:
    """Time is put right, with a reason, by an entry of its own."""
    actor, tz = actor_of(request), network.site_by_code(code).tz

    def do(cleaned: dict[str, Any]) -> None:
        correcting.correct_clock(
            entry_id=entry_id,
            technician_id=cleaned["technician"],
            line_id=cleaned["line"],
            started_at=typed.at_site(cleaned["started_at"], tz) or cleaned["started_at"],
            ended_at=typed.at_site(cleaned["ended_at"], tz) or cleaned["ended_at"],
            reason=cleaned["reason"],
            actor=actor,
            at=clock.now(),
        )

    return pages.submit(
        request,
        form=forms.ClockForm(request.POST),
        do=do,
        done=reverse("work_orders:clocks", args=[code]),
        again=lambda form, refusal: _page(request, code, form, refusal, entry_id),
    )


def _page(
    request: HttpRequest,
    code: str,
    form: pages.Form | None = None,
    refusal: DomainError | None = None,
    entry_id: UUID | None = None,
) -> HttpResponse:
    site = network.site_by_code(code)
    page = queries.clock_page(site_id=site.id, actor=actor_of(request), at=clock.now())
    bad = form is not None and bool(form.errors)
    values = {"page": page, "form": form, "refusal": refusal, "asked": entry_id}
    status = refusal.status if refusal else 422 if bad else 200
    return render(request, "work_orders/clocks.html", values, status=status)
