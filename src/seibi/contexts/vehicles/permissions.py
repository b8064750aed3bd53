"""Who may do what to a car, and why not."""

from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.vehicles.contracts import EDIT, IMPORT, SEE, HolderRole
from seibi.contexts.vehicles.models.cars import Ownership, Vehicle, within_reach
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def reaches(actor: Actor, permission: str, node: str) -> bool:
    """The permission is held at this node, above it, or at a site of this group."""
    return any(node.startswith(path) or path.startswith(node) for path in actor.nodes(permission))


def can_register(actor: Actor, owner_node: str) -> Decision:
    """Staff who edit cars may take a car into their own books."""
    if not reaches(actor, EDIT, owner_node):
        return Denied(_("Only staff of this dealer may add a car here."))
    return Allowed()


def can_edit(actor: Actor, vehicle: Vehicle) -> Decision:
    """Staff who edit cars may change a car that is in their books."""
    if looks_after(actor, vehicle, EDIT):
        return Allowed()
    return Denied(
        _("Only staff who look after this car may change it. Please ask the service desk.")
    )


def looks_after(actor: Actor, vehicle: Vehicle, permission: str = SEE) -> bool:
    """The car is, or was, in the books of a dealer where the actor holds the permission."""
    if reaches(actor, permission, vehicle.owner_node):
        return True
    nodes = actor.nodes(permission)
    known = Ownership.objects.filter(vehicle=vehicle).filter(within_reach(*nodes))
    return bool(nodes) and known.exists()


def can_look(actor: Actor) -> Decision:
    """Staff who see cars may look for one."""
    if not actor.nodes(SEE):
        return Denied(_("Only staff may look for cars."))
    return Allowed()


def can_read_odometer(actor: Actor, vehicle: Vehicle) -> Decision:
    """Whoever has the car or looks after it may say what its odometer shows."""
    if holds(actor, vehicle) or actor.holds_key(f"vehicle:{vehicle.pk}"):
        return Allowed()
    return can_edit(actor, vehicle)


def can_invite(actor: Actor, vehicle: Vehicle) -> Decision:
    """The owner decides who else may see the car; staff may do it for them."""
    if holds(actor, vehicle, HolderRole.OWNER, HolderRole.FLEET_MANAGER):
        return Allowed()
    return can_edit(actor, vehicle)


def can_pass_on(actor: Actor, vehicle: Vehicle) -> Decision:
    """The owner says who has the car next; staff may do it for them. A driver may not."""
    if holds(actor, vehicle, HolderRole.OWNER):
        return Allowed()
    return can_edit(actor, vehicle)


def can_import(actor: Actor) -> Decision:
    """Recall files change what every site sees, so few may import them."""
    if not actor.nodes(IMPORT):
        return Denied(_("Only administrators and service managers may import recalls."))
    return Allowed()


def holds(actor: Actor, vehicle: Vehicle, *roles: HolderRole) -> bool:
    """The actor is a person who has this car now, in one of these roles (default: any)."""
    persons: frozenset[UUID] = actor.persons
    if not persons:
        return False
    held = Ownership.objects.filter(vehicle=vehicle, customer_id__in=persons, ends_at=None)
    return held.filter(role__in=roles or tuple(HolderRole)).exists()
