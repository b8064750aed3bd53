"""Checking a car in by what was scanned or typed: the code of the mail, the plate, the number."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import AppointmentState, ArrivalInfo
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.operations.arrivals import arrive
from seibi.contexts.booking.permissions import can_receive
from seibi.contexts.booking.queries.day import arrival_of
from seibi.contexts.booking.queries.expected import expected_as
from seibi.contexts.network import facade as network
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require


@transaction.atomic
def check_in(
    *, site_id: UUID, typed: str, parking_place: str = "", actor: Actor, at: dt.datetime
) -> ArrivalInfo:
    """The one car expected today that fits is here: ticket and key tag. Scanned twice, told twice.

    Raises NotFound ("nobody_expected"), NotAllowed, RuleBroken ("several_expected"), and what
    ``arrive`` raises.
    """
    site = network.site(site_id)

    require(can_receive(actor, site.node))

    found = expected_as(typed=typed, site=site, actor=actor, at=at)
    if not found:
        raise refusals.nobody_expected(typed.strip()[:40])
    if len(found) > 1:
        raise refusals.several_expected()
    visit = found[0]
    if visit.state == AppointmentState.ARRIVED:
        here = arrival_of(appointment_id=visit.pk, actor=actor)
        if here is not None:
            return here
    return arrive(appointment_id=visit.pk, parking_place=parking_place, actor=actor, at=at)
