"""What a choice from the menu needs in the workshop."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from seibi.contexts.booking.contracts import Stay
from seibi.contexts.catalogue.contracts import OperationInfo
from seibi.contexts.workshop.contracts import NewStep, SlotQuery, StepNeed
from seibi.contexts.workshop.contracts import Stay as WorkshopStay

MOST_SLOTS = 900
STANDS_MINUTES = 4 * 60  # two cars that come at once and need the same bay are done one by one


def step_need(operation: OperationInfo) -> StepNeed:
    """One operation is one step: its bay, its people, its tool and the time around it."""
    return StepNeed(
        operation_code=operation.code,
        minutes=operation.minutes,
        bay_kind=str(operation.bay_kind),
        skill=str(operation.skill),
        grade=operation.grade,
        technicians=operation.technicians,
        tool_kind=operation.tool_kind or None,
        buffer_before=operation.buffer_before,
        buffer_after=operation.buffer_after,
    )


def new_steps(operations: Sequence[OperationInfo]) -> tuple[NewStep, ...]:
    """The steps as the board shows them, with their words in every language."""
    return tuple(NewStep(step_need(o), dict(o.names or {"en": o.name})) for o in operations)


def slot_query(
    *,
    site_id: UUID,
    operations: Sequence[OperationInfo],
    not_before: dt.datetime,
    not_after: dt.datetime,
    stay: Stay = Stay.DROP_OFF,
    courtesy_car: bool = False,
    walk_in: bool = False,
    together: bool = False,
) -> SlotQuery:
    """All of it in one visit, begun between two moments. Nobody waits for work that takes a day.

    ``together``: it comes with another car and is left until its bay is free.
    """
    waits = stay is Stay.WAIT and all(o.may_wait for o in operations)
    return SlotQuery(
        site_id=site_id,
        steps=tuple(step_need(o) for o in operations),
        not_before=not_before,
        not_after=not_after,
        stay=WorkshopStay.WAIT if waits else WorkshopStay.DROP_OFF,
        courtesy_car=courtesy_car,
        walk_in=walk_in,
        stands_minutes=STANDS_MINUTES if together and not waits else 0,
        limit=MOST_SLOTS,
    )
