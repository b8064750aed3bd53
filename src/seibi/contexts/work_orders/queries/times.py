"""When cars should be ready as the workshop stands now: what was told, or later if work is left."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from seibi.contexts.work_orders.contracts.visit import Ready
from seibi.contexts.work_orders.domain.lifecycle import CAR_IS_HERE
from seibi.contexts.work_orders.domain.timing import minutes_late
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.workshop import facade as workshop

Forecasts = Mapping[UUID, dt.datetime | None]


def forecasts(rows: Sequence[WorkOrder], at: dt.datetime) -> Forecasts:
    """The forecast of each visit; two queries where a car is here and not ready, else none."""
    open_ = [row for row in rows if row.state in CAR_IS_HERE and row.ready_at is None]
    known = workshop.forecasts_of([row.subject for row in open_], at) if open_ else {}
    return {row.pk: known.get(row.subject) or row.forecast_at for row in rows}


def ready_times(row: WorkOrder, at: dt.datetime) -> Ready:
    """Forecast and promise side by side, never mixed."""
    forecast_at = forecasts([row], at)[row.pk]
    return Ready(
        forecast_at=forecast_at,
        promise_at=row.promise_at,
        first_promise_at=row.first_promise_at,
        is_ready=row.ready_at is not None,
        minutes_late=minutes_late(row.promise_at, row.ready_at, at, forecast_at),
    )
