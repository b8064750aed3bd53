"""The same search for programs."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from seibi.kernel import clock
from seibi.kernel.http import PROBLEMS
from seibi.surfaces.search.finding import Found, find
from seibi.surfaces.search.views import searcher

router = Router(tags=["search"])


@router.get(
    "/",
    response={200: Found, 403: PROBLEMS[403], 422: PROBLEMS[422]},
    operation_id="search_find",
)
def found(request: HttpRequest, q: Annotated[str, Query(min_length=1, max_length=80)]) -> Found:
    """Cars, people, papers and parts by whatever is remembered of them, with what is open."""
    return find(q, actor=searcher(request), at=clock.now())
