"""Courtesy cars that come back: free at once, and no longer looked for."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.workshop.contracts import ReservationKind, ResourceKind
from seibi.contexts.workshop.domain.grid import CELL
from seibi.contexts.workshop.events import CourtesyCarReturned
from seibi.contexts.workshop.models import Reservation
from seibi.contexts.workshop.operations.reservations import lock_resources
from seibi.contexts.workshop.permissions import can_lend, can_see
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell

EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@transaction.atomic
def take_back_courtesy_car(*, reservation_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The car is back: what was left of its time is free, and twice is once.

    Raises NotFound ("not_lent"), NotAllowed, RuleBroken ("not_out_yet").
    """
    lent = (
        Reservation.objects.visible_to(actor)
        .filter(resource__kind=ResourceKind.COURTESY_CAR, kind=ReservationKind.WORK)
        .select_related("resource")
    )
    row = lent.filter(pk=reservation_id).first()
    if row is None or not can_see(actor, row.owner_node):
        raise NotFound("not_lent", _("This car is not lent to anybody."))
    require(can_lend(actor, row.owner_node))
    lock_resources(site_id=row.resource.site_id)
    row = lent.filter(pk=reservation_id).first()
    if row is None:
        raise NotFound("not_lent", _("This car is not lent to anybody."))
    if row.returned_at is not None:
        return
    if row.during.lower > at:
        raise RuleBroken("not_out_yet", _("This car has not been given out yet."))
    late = int((at - row.during.upper).total_seconds() // 60)
    row.returned_at, row.during = at, (row.during.lower, _until(row, at))
    row.save(update_fields=["returned_at", "during"])
    tell(
        CourtesyCarReturned(row.resource_id, row.resource.site_id, late),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )


def _until(row: Reservation, at: dt.datetime) -> dt.datetime:
    """The end as it was, or the next quarter of an hour where the car came back before it."""
    begin: dt.datetime = row.during.lower
    end: dt.datetime = row.during.upper
    return min(end, max(at + (-(at - EPOCH) % CELL), begin + CELL))
