"""On a full day the honest third answer: another workshop of the group, booked at this counter."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import Door, Party, Wishes
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.operations.confirming import check_people, confirm
from seibi.contexts.booking.operations.holds import hold
from seibi.contexts.booking.permissions import can_receive
from seibi.contexts.network import facade as network
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import require


@transaction.atomic
def book_elsewhere(  # noqa: PLR0913 - who, what, when and where of a visit in one step
    *,
    from_site_id: UUID,
    site_id: UUID,
    customer_id: UUID,
    vehicle_id: UUID,
    operation_codes: Sequence[str],
    wishes: Wishes,
    starts_at: dt.datetime,
    language: str,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> UUID:
    """Who walked in here is expected at another site of the same group; nobody rings it up.

    Raises NotFound, NotAllowed, RuleBroken ("other_group"), what ``hold`` and ``confirm`` raise.
    """
    here, there = network.site(from_site_id), network.site(site_id)

    require(can_receive(actor, here.node))

    if there.group_node != here.group_node or there.id == here.id:
        raise refusals.other_group()
    check_people(actor, Party(owner_id=customer_id))

    helper = replace(SYSTEM, on_behalf_of=actor.account_id)
    kept = hold(
        site_id=there.id,
        operation_codes=operation_codes,
        starts_at=starts_at,
        stay=wishes.stay,
        walk_in=True,
        actor=helper,
        machine_at=machine_at,
        at=at,
    )
    return confirm(
        hold_id=kept.id,
        vehicle_id=vehicle_id,
        party=Party(owner_id=customer_id),
        wishes=wishes,
        door=Door.WALK_IN,
        language=language,
        actor=helper,
        machine_at=machine_at,
        at=at,
    )
