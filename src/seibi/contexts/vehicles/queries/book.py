"""All cars of a dealer group, one after the other, read some at a time."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from seibi.contexts.vehicles.contracts import VehicleRow
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.queries.cars import CURRENT, owners_of, summary_of

AT_ONCE = 500


def book(*, group_node: str, at: dt.datetime) -> Iterator[VehicleRow]:
    """Every car in the books of a group with its owner now; three queries for each 500."""
    rows = Vehicle.objects.filter(owner_node=group_node).prefetch_related(CURRENT)
    last: UUID | None = None
    while True:
        chunk = list((rows.filter(pk__gt=last) if last else rows).order_by("pk")[:AT_ONCE])
        if not chunk:
            return
        last = chunk[-1].pk
        owners = owners_of([row.pk for row in chunk], at)
        for row in chunk:
            owner = owners.get(row.pk)
            yield VehicleRow(
                summary_of(row),
                owner.customer_id if owner else None,
                row.variant,
                row.first_registered_on,
                row.delivered_on,
                row.inspection_expires_on,
            )
