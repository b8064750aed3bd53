"""Badges and PINs: the two short ways in which a colleague is on at a shared tablet."""

import datetime as dt
import secrets
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network.domain import tablets as rules
from seibi.contexts.network.events import BadgeIssued, BadgeRevoked, PinSet
from seibi.contexts.network.models import Badge, Pin, Staff
from seibi.contexts.network.operations.tablets import hash_of
from seibi.contexts.network.permissions import can_issue_badge
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else
PRINTED = 12


@transaction.atomic
def issue_badge(*, account_id: UUID, code: str = "", actor: Actor, at: dt.datetime) -> str:
    """A colleague's badge: a code to print, or the tag they hold; the one before is void.

    Returns the code, which nobody can look up later. Raises NotFound ("staff_not_found"),
    NotAllowed, Invalid ("bad_badge"), RuleBroken ("badge_taken").
    """
    node = _node_of(account_id, actor, at)
    require(can_issue_badge(actor, node))
    made = rules.badge_code(code) if code.strip() else _new_code()
    if not rules.is_badge(made):
        sentence = _("A badge has 6 to 64 letters and digits. Hold it to the reader once more.")
        raise Invalid("bad_badge", sentence, errors={"code": sentence})
    if (
        Badge.objects.filter(sha256=hash_of(made), revoked_at=None)
        .exclude(account_id=account_id)
        .exists()
    ):
        raise RuleBroken("badge_taken", _("This badge belongs to somebody else."))
    Badge.objects.filter(account_id=account_id, revoked_at=None).update(revoked_at=at)
    Badge.objects.create(
        account_id=account_id, sha256=hash_of(made), issued_by=actor.account_id, issued_at=at
    )
    _tell(BadgeIssued(account_id), account_id, node, actor, at)
    return made


@transaction.atomic
def revoke_badge(*, account_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A lost badge opens nothing any more.

    Raises NotFound ("staff_not_found"), NotAllowed, RuleBroken ("no_badge").
    """
    node = _node_of(account_id, actor, at)
    require(can_issue_badge(actor, node))
    if not Badge.objects.filter(account_id=account_id, revoked_at=None).update(revoked_at=at):
        raise RuleBroken("no_badge", _("This colleague has no badge."))
    _tell(BadgeRevoked(account_id), account_id, node, actor, at)


@transaction.atomic
def set_own_pin(*, pin: str, again: str, actor: Actor, at: dt.datetime) -> None:
    """Everybody chooses their own digits, signed in as themselves; nobody else learns them.

    Raises NotAllowed ("not_staff"), Invalid ("bad_pin", "pins_differ", "pin_guessable").
    """
    node = next((grant.node_path for grant in actor.grants), None)
    if node is None:
        raise NotAllowed("not_staff", _("Shared tablets are for the people of a workshop."))
    if not rules.is_pin(pin):
        sentence = _("Choose four to six digits.")
        raise Invalid("bad_pin", sentence, errors={"pin": sentence})
    if pin != again:
        sentence = _("The two are not the same.")
        raise Invalid("pins_differ", sentence, errors={"again": sentence})
    if rules.is_guessable(pin):
        sentence = _("Others would try these digits first. Choose different ones.")
        raise Invalid("pin_guessable", sentence, errors={"pin": sentence})
    account_id = UUID(actor.account_id)
    Pin.objects.update_or_create(
        account_id=account_id,
        defaults={
            "hashed": make_password(pin),
            "set_at": at,
            "wrong": 0,
            "blocked_until": None,
        },
    )
    _tell(PinSet(account_id), account_id, node, actor, at)


def _node_of(account_id: UUID, actor: Actor, at: dt.datetime) -> str:
    """Where a colleague works, the row of the account locked."""
    row = Staff.objects.visible_to(actor).valid_at(at).filter(account_id=account_id).first()
    if row is None:
        raise NotFound("staff_not_found", _("There is no such colleague."))
    Account.objects.select_for_update().get(pk=account_id)
    return row.owner_node


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _each in range(PRINTED))


def _tell(event: Event, account_id: UUID, node: str, actor: Actor, at: dt.datetime) -> None:
    tell(event, actor=actor, at=at, subject=f"account:{account_id}", owner_node=node)
