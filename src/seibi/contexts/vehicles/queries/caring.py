"""Cars of a workshop, a few hundred at a time, for those who keep in touch with their owners."""

import datetime as dt
from uuid import UUID

from seibi.contexts.vehicles.models.cars import Vehicle, within_reach
from seibi.kernel.actor import Actor


def cars_of(*, node: str, actor: Actor, after: UUID | None, limit: int) -> list[UUID]:
    """The next cars of a place and of its group in the order of their keys. One query."""
    rows = Vehicle.objects.visible_to(actor).filter(within_reach(node))
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def new_cars(
    *, node: str, actor: Actor, first: dt.date, before: dt.date, limit: int = 2000
) -> dict[UUID, dt.date]:
    """Cars that were handed over new in these days, and when. One query."""
    rows = Vehicle.objects.visible_to(actor).filter(within_reach(node))
    found = rows.filter(delivered_on__gte=first, delivered_on__lt=before).order_by("pk")
    return {pk: day for pk, day in found.values_list("pk", "delivered_on")[:limit] if day}
