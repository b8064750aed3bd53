"""What is due for a car, as people see it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from seibi.contexts.diagnosis import queries
from seibi.kernel import clock
from seibi.kernel.http import actor_of


@require_safe
@login_required
def due(request: HttpRequest, vehicle_id: UUID) -> HttpResponse:
    """Everything that will be due for one car, next first, with the reason."""
    page = queries.due_page(vehicle_id, actor=actor_of(request), at=clock.now())
    fragment = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    template = "cotton/diagnosis/due_list.html" if fragment else "diagnosis/due.html"
    return render(request, template, {"page": page, "items": page.items})
