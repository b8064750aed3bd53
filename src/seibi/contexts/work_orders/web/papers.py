"""The papers of a visit, opened in the browser's own viewer, ready to print."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from seibi.contexts.work_orders.contracts.papers import PaperKind
from seibi.contexts.work_orders.queries import papers
from seibi.contexts.work_orders.web import pages
from seibi.kernel import clock
from seibi.kernel.http import actor_of


@require_safe
def paper(request: HttpRequest, work_order_id: UUID, kind: str) -> HttpResponse:
    """One paper of a visit, in the language of its reader or the one that was chosen."""
    if kind not in list(PaperKind):
        raise pages.unknown_verb()
    name, content = papers.paper(
        work_order_id=work_order_id,
        kind=PaperKind(kind),
        language=request.GET.get("language", ""),
        actor=actor_of(request),
        at=clock.now(),
    )
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
