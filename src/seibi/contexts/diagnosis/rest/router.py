"""What is due for a car, for programs."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from seibi.contexts.diagnosis import queries
from seibi.contexts.diagnosis.contracts import DuePage
from seibi.kernel import clock
from seibi.kernel.http import PROBLEMS, actor_of

router = Router(tags=["diagnosis"])


@router.get(
    "/vehicles/{uuid:vehicle_id}/due",
    response={200: DuePage, 404: PROBLEMS[404]},
    operation_id="diagnosis_due",
)
def due(request: HttpRequest, vehicle_id: UUID) -> DuePage:
    """The work that will be due for a car, next first: when, by which clock, and why."""
    return queries.due_page(vehicle_id, actor=actor_of(request), at=clock.now())
