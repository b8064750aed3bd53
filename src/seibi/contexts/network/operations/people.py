"""Everything that changes who works where, in which role, and who stands in for whom."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network.contracts import AwayReason, Role
from seibi.contexts.network.domain import granting, standing_in
from seibi.contexts.network.events import (
    DeputyNamed,
    DeputyStoodDown,
    RoleGranted,
    RoleRevoked,
    StaffHired,
)
from seibi.contexts.network.models import Deputy, Maker, Node, RoleGrant, Staff
from seibi.contexts.network.permissions import can_grant, can_lead_people, can_name_deputy
from seibi.kernel.accounts.models import Account, normal_email
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def hire(
    *,
    node: str,
    name: str,
    email: str,
    reading: str = "",
    language: str = "en",
    time_zone: str = "UTC",
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Somebody works here from now on; the account comes back, found by e-mail or made.

    Raises NotAllowed, NotFound ("node_not_found"), Invalid ("email_needed"), RuleBroken
    ("works_here").
    """
    require(can_lead_people(actor, node))
    _check_node(node)
    address = normal_email(email)
    if address is None:
        raise Invalid("email_needed", _("Staff sign in with an e-mail address of their own."))
    account = Account.objects.filter(email=address).first() or Account.objects.create_user(
        address, display_name=name, language=language, time_zone=time_zone
    )
    if Staff.objects.locked().valid_at(at).filter(account=account, owner_node=node).exists():
        raise RuleBroken("works_here", _("This colleague works here already."))

    Staff.objects.create(
        owner_node=node, account=account, name=name, reading=reading, valid_from=at
    )

    tell(
        StaffHired(account_id=account.pk, node=node),
        actor=actor,
        at=at,
        subject=f"account:{account.pk}",
        owner_node=node,
    )
    return account.pk


@transaction.atomic
def grant_role(
    *,
    account_id: UUID,
    role: Role,
    node: str,
    limits: Mapping[str, Decimal] | None = None,
    maker: str | None = None,
    valid_until: dt.datetime | None = None,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A role from now on, here and below; limits stay within what the giver may do.

    Raises NotAllowed, NotFound ("node_not_found", "account_not_found", "maker_not_found"),
    Invalid ("bad_limits", "bad_period"), RuleBroken ("has_role").
    """
    if Account.objects.select_for_update().filter(pk=account_id).first() is None:
        raise NotFound("account_not_found", _("There is no such colleague."))
    _check_node(node)
    require(can_grant(actor, account_id=account_id, role=role, node=node))
    _check_limits(role, limits or {}, actor, node)
    if valid_until is not None and valid_until <= at:
        raise Invalid("bad_period", _("A role ends after it begins."))
    if RoleGrant.objects.valid_at(at).filter(account_id=account_id, role=role, owner_node=node):
        raise RuleBroken("has_role", _("This colleague holds the role here already."))

    row = RoleGrant.objects.create(
        owner_node=node,
        account_id=account_id,
        role=role,
        limits={name: str(amount) for name, amount in (limits or {}).items()},
        maker=_maker(maker),
        valid_from=at,
        valid_until=valid_until,
    )

    tell(
        RoleGranted(grant_id=row.pk, account_id=account_id, role=role, node=node),
        actor=actor,
        at=at,
        subject=f"account:{account_id}",
        owner_node=node,
    )
    return row.pk


@transaction.atomic
def revoke_role(*, grant_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The role ends now; what was done in it stays on record.

    Raises NotFound ("grant_not_found"), NotAllowed, RuleBroken ("grant_ended").
    """
    row = RoleGrant.objects.visible_to(actor).locked().filter(pk=grant_id).first()
    if row is None:
        raise NotFound("grant_not_found", _("There is no such role."))
    role = Role(row.role)
    require(can_grant(actor, account_id=row.account_id, role=role, node=row.owner_node))
    if not granting.is_running(row.valid_from, row.valid_until, at):
        raise RuleBroken("grant_ended", _("This role has ended already."))

    row.valid_until = at
    row.save(update_fields=["valid_until"])

    tell(
        RoleRevoked(grant_id=row.pk, account_id=row.account_id, role=row.role, node=row.owner_node),
        actor=actor,
        at=at,
        subject=f"account:{row.account_id}",
        owner_node=row.owner_node,
    )


@transaction.atomic
def name_deputy(
    *,
    account_id: UUID,
    deputy_id: UUID,
    from_at: dt.datetime,
    until_at: dt.datetime,
    reason: AwayReason = AwayReason.OTHER,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """While somebody is away, their work and what they may do come to the deputy.

    Raises NotFound ("staff_not_found"), NotAllowed, Invalid ("bad_period"), RuleBroken
    ("own_deputy", "away_already", "deputy_away").
    """
    staff = Staff.objects.locked().valid_at(at).filter(account_id__in=(account_id, deputy_id))
    found = {row.account_id: row for row in staff}
    if account_id not in found or deputy_id not in found:
        raise NotFound("staff_not_found", _("There is no such colleague."))
    node = found[account_id].owner_node
    require(can_name_deputy(actor, account_id=account_id, node=node))
    if account_id == deputy_id:
        raise RuleBroken("own_deputy", _("Nobody stands in for themselves. Choose a colleague."))
    if not from_at < until_at:
        raise Invalid("bad_period", _("The absence ends before it begins."))
    _check_deputy(account_id, deputy_id, from_at, until_at)

    row = Deputy.objects.create(
        owner_node=node,
        account_id=account_id,
        deputy_id=deputy_id,
        from_at=from_at,
        until_at=until_at,
        reason=reason,
    )

    tell(
        DeputyNamed(
            away_id=row.pk,
            account_id=account_id,
            deputy_id=deputy_id,
            from_at=from_at.isoformat(),
            until_at=until_at.isoformat(),
        ),
        actor=actor,
        at=at,
        subject=f"account:{account_id}",
        owner_node=node,
    )
    return row.pk


@transaction.atomic
def stand_down(*, away_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Somebody is back: the deputy's part ends now, or never begins.

    Raises NotFound ("absence_not_found"), NotAllowed, RuleBroken ("absence_over").
    """
    row = Deputy.objects.locked().filter(pk=away_id).first()
    if row is None or not (
        actor.account_id == str(row.account_id)
        or Deputy.objects.visible_to(actor).filter(pk=away_id).exists()
    ):
        raise NotFound("absence_not_found", _("There is no such absence."))
    require(can_name_deputy(actor, account_id=row.account_id, node=row.owner_node))
    if row.until_at <= at:
        raise RuleBroken("absence_over", _("This absence is over already."))

    if row.from_at >= at:
        row.delete()
    else:
        row.until_at = at
        row.save(update_fields=["until_at"])

    tell(
        DeputyStoodDown(away_id=away_id, account_id=row.account_id),
        actor=actor,
        at=at,
        subject=f"account:{row.account_id}",
        owner_node=row.owner_node,
    )


def _check_node(node: str) -> None:
    if node != "/" and not Node.objects.filter(owner_node=node).exists():
        raise NotFound("node_not_found", _("This place does not exist."))


def _check_limits(role: Role, limits: Mapping[str, Decimal], actor: Actor, node: str) -> None:
    own = {name: actor.limit(name, at_node=node) for name in limits}
    allowed = {name: amount for name, amount in own.items() if amount is not None}
    words = {
        "unknown": _("This role has no such limit."),
        "negative": _("A limit is not negative."),
        "above_own": _("This is above your own limit."),
    }
    if wrong := granting.limit_mistakes(role, limits, allowed):
        errors = {name: words[mistake] for name, mistake in wrong.items()}
        raise Invalid("bad_limits", _("These limits cannot be given."), errors=errors)


def _maker(code: str | None) -> Maker | None:
    if code is None:
        return None
    maker = Maker.objects.filter(code=code).first()
    if maker is None:
        raise NotFound("maker_not_found", _("There is no such maker."))
    return maker


def _check_deputy(
    account_id: UUID, deputy_id: UUID, from_at: dt.datetime, until_at: dt.datetime
) -> None:
    """Work must reach somebody present: not away twice, and no circle of deputies."""
    during = Deputy.objects.filter(from_at__lt=until_at, until_at__gt=from_at)
    if during.filter(account_id=account_id).exists():
        raise RuleBroken("away_already", _("An absence at this time is recorded already."))
    others = {row.account_id: row.deputy_id for row in during}
    if standing_in.stand_in(deputy_id, {**others, account_id: deputy_id}) is None:
        raise RuleBroken(
            "deputy_away", _("The deputy's work comes back to you at that time. Choose another.")
        )
