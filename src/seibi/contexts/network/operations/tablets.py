"""Shared tablets of the floor: bound to a workshop, taken by one colleague after another, lost."""

import datetime as dt
import hashlib
import secrets
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network.contracts import NewTablet
from seibi.contexts.network.domain import tablets as rules
from seibi.contexts.network.events import TabletBound, TabletLeft, TabletRevoked, TabletTaken
from seibi.contexts.network.models import Badge, Pin, Site, Tablet
from seibi.contexts.network.permissions import can_keep_tablets
from seibi.contexts.network.queries.tablets import may_be_on
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken, TooMany, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell


def hash_of(text: str) -> str:
    """How keys of devices and codes of badges are kept: nobody reads them back."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def bind_tablet(
    *, site_id: UUID, name: str, lock_minutes: int, actor: Actor, at: dt.datetime
) -> NewTablet:
    """A device belongs to a workshop from now on; its key is given out once.

    Raises NotFound ("site_not_found"), NotAllowed, Invalid ("name_missing", "bad_lock_minutes").
    """
    site = Site.objects.visible_to(actor).filter(pk=site_id).first()
    if site is None:
        raise NotFound("site_not_found", _("There is no such workshop."))
    require(can_keep_tablets(actor, site.owner_node))
    if not name.strip():
        sentence = _("Give the tablet a name by which people find it.")
        raise Invalid("name_missing", sentence, errors={"name": sentence})
    least, most = rules.LOCK_MINUTES
    if not least <= lock_minutes <= most:
        sentence = _("A tablet locks itself after 1 to 30 minutes.")
        raise Invalid("bad_lock_minutes", sentence, errors={"lock_minutes": sentence})
    key = secrets.token_urlsafe(32)
    row = Tablet.objects.create(
        owner_node=site.owner_node,
        site=site,
        name=name.strip()[:60],
        sha256=hash_of(key),
        lock_minutes=lock_minutes,
        bound_by=actor.account_id,
        bound_at=at,
    )
    _tell(row, TabletBound(row.pk, site.pk), actor, at)
    return NewTablet(row.pk, key)


@transaction.atomic
def revoke_tablet(*, tablet_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> None:
    """A lost tablet opens nothing any more, and who was on is on no longer.

    Raises NotFound ("tablet_not_found"), NotAllowed, Invalid ("reason_missing"), RuleBroken
    ("tablet_revoked").
    """
    row = Tablet.objects.visible_to(actor).locked().filter(pk=tablet_id).first()
    if row is None:
        raise NotFound("tablet_not_found", _("There is no such tablet."))
    require(can_keep_tablets(actor, row.owner_node))
    if not reason.strip():
        sentence = _("Say why: whoever looks later will want to know.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence})
    if row.revoked_at is not None:
        raise RuleBroken("tablet_revoked", _("This tablet was taken off the list already."))
    row.revoked_at, row.revoke_reason = at, reason.strip()[:200]
    row.on, row.on_since = None, None
    row.save()
    _tell(row, TabletRevoked(row.pk), actor, at)


def take_by_badge(*, tablet_id: UUID, code: str, at: dt.datetime) -> UUID:
    """Whose badge is held to the tablet is on; a wrong one is counted, also when it is refused.

    Raises NotFound ("tablet_not_found"), NotAllowed ("badge_unknown"), TooMany ("too_many_tries").
    """
    with transaction.atomic():
        row = _bound(tablet_id)
        _check_wait(row.blocked_until, at)
        badge = Badge.objects.filter(
            sha256=hash_of(rules.badge_code(code)), revoked_at=None
        ).first()
        found = badge.account_id if badge else None
        if found is not None and may_be_on(found, row.owner_node, at):
            _take(row, found, "badge", at)
            return found
        row.wrong += 1
        row.blocked_until = at + rules.wait_after(row.wrong)
        row.save(update_fields=["wrong", "blocked_until"])
    raise NotAllowed(
        "badge_unknown", _("This badge is not known here. Try again, or use your PIN.")
    )


def take_by_pin(*, tablet_id: UUID, account_id: UUID, pin: str, at: dt.datetime) -> UUID:
    """Who knows their digits is on; wrong ones are counted per person, also when it is refused.

    Raises NotFound ("tablet_not_found"), NotAllowed ("pin_wrong"), TooMany ("too_many_tries").
    """
    with transaction.atomic():
        row = _bound(tablet_id)
        known = Pin.objects.locked().filter(account_id=account_id).first()
        if known is not None and may_be_on(account_id, row.owner_node, at):
            _check_wait(known.blocked_until, at)
            if check_password(pin, known.hashed):
                known.wrong, known.blocked_until = 0, None
                known.save(update_fields=["wrong", "blocked_until"])
                _take(row, account_id, "pin", at)
                return account_id
            known.wrong += 1
            known.blocked_until = at + rules.wait_after(known.wrong)
            known.save(update_fields=["wrong", "blocked_until"])
        else:
            make_password(pin)  # as slow as a wrong PIN, so that nobody learns who has one
    raise NotAllowed("pin_wrong", _("These are not the digits of this person. Try again."))


@transaction.atomic
def leave_tablet(*, tablet_id: UUID, account_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Nobody is on; leaving a tablet that somebody else has taken meanwhile changes nothing."""
    row = Tablet.objects.locked().filter(pk=tablet_id, on_id=account_id).first()
    if row is None:
        return
    row.on, row.on_since = None, None
    row.save(update_fields=["on", "on_since"])
    _tell(row, TabletLeft(row.pk, account_id), actor, at)


def _take(row: Tablet, account_id: UUID, how: str, at: dt.datetime) -> None:
    row.on_id, row.on_since = account_id, at
    row.wrong, row.blocked_until = 0, None
    row.save()
    _tell(row, TabletTaken(row.pk, account_id, how), SYSTEM, at)


def _bound(tablet_id: UUID) -> Tablet:
    row = Tablet.objects.locked().filter(pk=tablet_id, revoked_at=None).first()
    if row is None:
        raise NotFound("tablet_not_found", _("This device is no shared tablet any more."))
    return row


def _check_wait(blocked_until: dt.datetime | None, at: dt.datetime) -> None:
    if blocked_until is not None and at < blocked_until:
        minutes = int((blocked_until - at).total_seconds() // 60) + 1
        sentence = _("Too many wrong tries. Wait %(minutes)s min, or ask the service manager.")
        raise TooMany("too_many_tries", sentence % {"minutes": minutes})


def _tell(row: Tablet, event: Event, actor: Actor, at: dt.datetime) -> None:
    tell(event, actor=actor, at=at, subject=f"tablet:{row.pk}", owner_node=row.owner_node)
