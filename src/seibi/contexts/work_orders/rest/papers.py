"""The papers of a visit for programs: the same PDF as on the screen."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from seibi.contexts.work_orders.contracts.papers import PaperKind
from seibi.contexts.work_orders.queries import papers as queries
from seibi.contexts.work_orders.rest.refusals import REFUSALS
from seibi.kernel import clock
from seibi.kernel.http import actor_of

papers = Router(tags=["work orders"])


@papers.get(
    "/{uuid:work_order_id}/papers/{kind}",
    response={200: bytes, **REFUSALS},
    operation_id="work_orders_paper",
)
def paper(
    request: HttpRequest,
    work_order_id: UUID,
    kind: PaperKind,
    language: Annotated[str, Query(max_length=10)] = "",
) -> HttpResponse:
    """Reception sheet, work order or estimate as a PDF, in English, Japanese or Chinese."""
    name, content = queries.paper(
        work_order_id=work_order_id,
        kind=kind,
        language=language,
        actor=actor_of(request),
        at=clock.now(),
    )
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
