"""Who has a car: owners, drivers, fleet managers. Access follows from it and from nothing else."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles.contracts import HolderRole
from seibi.contexts.vehicles.events import HolderAdded, HolderEnded, VehicleTransferred
from seibi.contexts.vehicles.models.cars import Ownership, Vehicle
from seibi.contexts.vehicles.operations.cars import get_locked
from seibi.contexts.vehicles.permissions import can_edit, can_invite, can_pass_on
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell

MOST_DRIVERS = 5


@transaction.atomic
def transfer(
    *,
    vehicle_id: UUID,
    to_customer_id: UUID,
    owner_node: str = "",
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A car changes hands in one step: everyone who had it has it no longer, the new owner has it.

    Raises NotFound, NotAllowed, RuleBroken ("owner_already", "before_last_owner").
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_edit(actor, vehicle))
    _check_customer(to_customer_id)
    return hand_over(vehicle, to_customer_id, owner_node, actor, at)


def hand_over(
    vehicle: Vehicle, to_customer_id: UUID, owner_node: str, actor: Actor, at: dt.datetime
) -> UUID:
    """The new owner has the locked car and nobody else; who may ask for it was asked before."""
    current = Ownership.objects.filter(vehicle=vehicle, ends_at=None)
    old = current.filter(role=HolderRole.OWNER).first()
    if old is not None and old.customer_id == to_customer_id:
        raise RuleBroken("owner_already", _("This customer is the owner already."))
    later = Ownership.objects.filter(vehicle=vehicle).filter(
        Q(starts_at__gt=at) | Q(ends_at__gt=at)
    )
    if later.exists():
        raise RuleBroken("before_last_owner", _("Somebody has had this car since later than that."))

    current.update(ends_at=at)
    new = _begin(vehicle, to_customer_id, HolderRole.OWNER, owner_node, at)
    if owner_node:
        vehicle.owner_node = network.group_of(owner_node)
        vehicle.save(update_fields=["owner_node"])

    old_id = old.customer_id if old else None
    _tell(
        VehicleTransferred(
            vehicle_id=vehicle.pk, from_customer_id=old_id, to_customer_id=to_customer_id
        ),
        vehicle,
        actor,
        at,
    )
    return new.pk


@transaction.atomic
def add_holder(
    *, vehicle_id: UUID, customer_id: UUID, role: HolderRole, actor: Actor, at: dt.datetime
) -> UUID:
    """Up to five people may drive a car beside its owner; each sees it from now on.

    Raises NotFound, NotAllowed, RuleBroken ("use_transfer", "holder_already", "too_many_drivers").
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_invite(actor, vehicle))
    if role is HolderRole.OWNER:
        raise RuleBroken("use_transfer", _("A new owner is a transfer of the car."))
    _check_customer(customer_id)
    current = Ownership.objects.filter(vehicle=vehicle, ends_at=None, role=role)
    if current.filter(customer_id=customer_id).exists():
        raise RuleBroken("holder_already", _("This person has the car already."))
    if role is HolderRole.DRIVER and current.count() >= MOST_DRIVERS:
        sentence = _("A car has at most %(count)s drivers beside its owner. Remove one first.")
        raise RuleBroken("too_many_drivers", sentence % {"count": MOST_DRIVERS})

    row = _begin(vehicle, customer_id, role, vehicle.owner_node, at)

    _tell(
        HolderAdded(vehicle_id=vehicle.pk, customer_id=customer_id, role=role), vehicle, actor, at
    )
    return row.pk


@transaction.atomic
def end_holder(*, vehicle_id: UUID, holder_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A driver or fleet manager no longer has the car, and no longer sees it.

    Raises NotFound, NotAllowed, RuleBroken ("use_transfer").
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_invite(actor, vehicle))
    row = Ownership.objects.filter(vehicle=vehicle, pk=holder_id, ends_at=None).first()
    if row is None:
        raise NotFound("holder_not_found", _("This person does not have the car."))
    if row.role == HolderRole.OWNER:
        raise RuleBroken("use_transfer", _("A car passes from owner to owner by a transfer."))

    row.ends_at = max(at, row.starts_at)
    row.save(update_fields=["ends_at"])

    _tell(
        HolderEnded(vehicle_id=vehicle.pk, customer_id=row.customer_id, role=row.role),
        vehicle,
        actor,
        at,
    )


@transaction.atomic
def part_with(*, vehicle_id: UUID, customer_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """An owner has sold the car to somebody we do not know; a second time changes nothing.

    Whoever they let drive it has it no longer either. Raises NotFound, NotAllowed.
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_pass_on(actor, vehicle))
    rows = Ownership.objects.filter(vehicle=vehicle, ends_at=None)
    if not rows.filter(customer_id=customer_id, role=HolderRole.OWNER).exists():
        return
    for row in rows.order_by("pk"):
        row.ends_at = max(at, row.starts_at)
        row.save(update_fields=["ends_at"])
        _tell(
            HolderEnded(vehicle_id=vehicle.pk, customer_id=row.customer_id, role=row.role),
            vehicle,
            actor,
            at,
        )


def _check_customer(customer_id: UUID) -> None:
    if customer_id not in customers.summaries([customer_id]):
        raise NotFound("customer_not_found", _("There is no such customer."))


def _begin(
    vehicle: Vehicle, customer_id: UUID, role: HolderRole, node: str, at: dt.datetime
) -> Ownership:
    return Ownership.objects.create(
        vehicle=vehicle,
        customer_id=customer_id,
        role=role,
        starts_at=at,
        owner_node=network.group_of(node) if node else vehicle.owner_node,
    )


def _tell(event: Event, vehicle: Vehicle, actor: Actor, at: dt.datetime) -> None:
    tell(
        event,
        actor=actor,
        at=at,
        subject=f"vehicle:{vehicle.pk}",
        owner_node=vehicle.owner_node,
    )
