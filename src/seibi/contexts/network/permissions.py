"""Who may change the network: its places and hours, and who holds which role."""

from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.network.contracts import GRANT, MANAGE, Role
from seibi.contexts.network.domain.roles import permissions_of
from seibi.kernel.actor import EVERYTHING, Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def can_manage(actor: Actor, node: str) -> Decision:
    if actor.may(MANAGE, at_node=node):
        return Allowed()
    return Denied(_("Only a service manager or an administrator changes places and hours."))


def can_lead_people(actor: Actor, node: str) -> Decision:
    if actor.may(GRANT, at_node=node):
        return Allowed()
    return Denied(_("Only a service manager or an administrator decides who works here."))


def can_lead_anybody(actor: Actor) -> Decision:
    """Whoever decides about people at one place at least may open the form for a new one."""
    return can_lead_people(actor, next(iter(actor.nodes(GRANT)), "/"))


def can_grant(actor: Actor, *, account_id: UUID, role: Role, node: str) -> Decision:
    """Nobody raises themselves, and nobody but an administrator gives away more than they hold."""
    if not (leads := can_lead_people(actor, node)):
        return leads
    if actor.account_id == str(account_id):
        return Denied(_("Nobody changes their own roles. Ask a colleague who may."))
    if Role.ADMINISTRATOR in actor.roles_at(node):
        return Allowed()
    if role == Role.ADMINISTRATOR and not actor.may(EVERYTHING, at_node=node):
        return Denied(_("Only an administrator makes another administrator."))
    if all(actor.may(permission, at_node=node) for permission in permissions_of(role)):
        return Allowed()
    return Denied(_("You can only give roles that permit no more than your own."))


def can_name_deputy(actor: Actor, *, account_id: UUID, node: str) -> Decision:
    """Everybody arranges their own absence; a leader arranges anybody's."""
    if actor.account_id == str(account_id):
        return Allowed()
    return can_lead_people(actor, node)


def can_keep_tablets(actor: Actor, node: str) -> Decision:
    """Shared tablets are bound and taken away by who leads the workshop."""
    if actor.may(MANAGE, at_node=node):
        return Allowed()
    return Denied(_("Only a service manager or an administrator binds shared tablets."))


def can_issue_badge(actor: Actor, node: str) -> Decision:
    """A badge is given by who decides who works here."""
    return can_lead_people(actor, node)
