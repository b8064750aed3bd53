"""Replacing the links of a visit, when they may have come into the wrong hands."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking import facade as booking
from seibi.contexts.work_orders.events import VisitLinkReplaced
from seibi.contexts.work_orders.operations import messages
from seibi.contexts.work_orders.operations.loading import is_expected, locked_work_order
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.permissions import can_replace_link
from seibi.contexts.work_orders.queries.links import VISITS
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.links import reasons


@transaction.atomic
def replace_link(*, work_order_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Whoever holds an old link of the visit is out at once; its people are sent a new one.

    The link of the appointment ends with it, bills and the survey follow. Why is one of the
    reasons in ``kernel.links``. Raises NotFound, NotAllowed, Invalid ("reason_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_replace_link(actor, work_order))
    why = reasons.chosen(reason)
    VISITS.replace(work_order.pk)
    if work_order.appointment_id:
        booking.replace_link(
            appointment_id=work_order.appointment_id, reason=why, actor=actor, at=at
        )
    if not is_expected(work_order, actor):  # who is expected knows the appointment's link only
        messages.link_replaced(work_order, actor=actor, at=at)
    tell_about(work_order, VisitLinkReplaced(work_order.pk, why), actor=actor, at=at)
