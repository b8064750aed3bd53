"""What owners do with their car themselves: let somebody drive it, pass it on to the next owner.

Each person named here gets a record of their own. Whoever proves the address may claim it, so an
owner learns nothing about the people whom the dealer knows already.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, NewContact, NewCustomer
from seibi.contexts.vehicles.contracts import HolderRole
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.operations.cars import get_locked
from seibi.contexts.vehicles.operations.holders import add_holder, hand_over
from seibi.contexts.vehicles.permissions import can_invite, can_pass_on
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import require


@transaction.atomic
def invite_driver(
    *, vehicle_id: UUID, person: NewCustomer, email: str, actor: Actor, at: dt.datetime
) -> UUID:
    """Somebody the owner names may see and bring the car, once they sign in with that address.

    Raises NotFound, NotAllowed, Invalid ("bad_customer", "bad_contact"), RuleBroken
    ("too_many_drivers").
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_invite(actor, vehicle))
    driver = _record(vehicle, person, email, at)
    return add_holder(
        vehicle_id=vehicle_id, customer_id=driver, role=HolderRole.DRIVER, actor=actor, at=at
    )


@transaction.atomic
def pass_on(
    *, vehicle_id: UUID, person: NewCustomer, email: str, actor: Actor, at: dt.datetime
) -> UUID:
    """The car is the next owner's from now on: owner and drivers of today see it no longer.

    Raises NotFound, NotAllowed, Invalid ("bad_customer", "bad_contact"), RuleBroken
    ("before_last_owner").
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_pass_on(actor, vehicle))
    return hand_over(vehicle, _record(vehicle, person, email, at), "", actor, at)


def _record(vehicle: Vehicle, person: NewCustomer, email: str, at: dt.datetime) -> UUID:
    return customers.register_customer(
        group_node=vehicle.owner_node,
        new=person,
        contacts=[NewContact(ContactKind.EMAIL, email)],
        actor=SYSTEM,
        at=at,
    )
