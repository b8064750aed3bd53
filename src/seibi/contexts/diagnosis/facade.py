"""What other contexts may ask of diagnosis: what is due, when, and why."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from seibi.contexts.diagnosis import queries
from seibi.contexts.diagnosis.contracts import DueItem, Pace


def due_items(vehicle_ids: Collection[UUID], at: dt.datetime) -> dict[UUID, list[DueItem]]:
    """The work that will be due for each car, next first; five queries for any number of cars.

    Work already in the service record is counted from there, so nothing done is due again.
    """
    return queries.due_items(vehicle_ids, at)


def paces(vehicle_ids: Collection[UUID], at: dt.datetime) -> dict[UUID, Pace]:
    """How far each car goes in a month, and how sure that is. Five queries."""
    return queries.paces(vehicle_ids, at)
