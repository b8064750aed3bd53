"""Replacing the link of a visit, when it may have come into the wrong hands."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.events import VisitLinkReplaced, VisitLinkReplacedV1
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.permissions import can_replace_link
from seibi.contexts.booking.queries.links import VISITS
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell
from seibi.kernel.links import reasons


@transaction.atomic
def replace_link(*, appointment_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> None:
    """The old link opens nothing from now on, also on pages that are open; a new one is mailed.

    Why is one of the reasons in ``kernel.links``. Raises NotFound, NotAllowed, Invalid
    ("reason_missing").
    """
    row = Appointment.objects.visible_to(actor).locked().filter(pk=appointment_id).first()
    if row is None:
        raise refusals.no_appointment()

    require(can_replace_link(actor, row))

    why = reasons.chosen(reason)
    VISITS.replace(row.pk)

    for event in (
        VisitLinkReplaced(row.pk, row.site_id, why),
        VisitLinkReplacedV1(row.pk, row.site_id),
    ):
        tell(event, actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
