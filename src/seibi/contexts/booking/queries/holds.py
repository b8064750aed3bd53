"""What is known of a kept time."""

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import HoldInfo
from seibi.contexts.booking.models import Hold
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound


def held(*, hold_id: UUID, actor: Actor, machine_at: dt.datetime) -> HoldInfo:
    """A hold that is still running. Raises NotFound ("hold_not_found") once it is over."""
    row = (
        Hold.objects.visible_to(actor)
        .filter(pk=hold_id, confirmed_at=None, released_at=None, expires_at__gt=machine_at)
        .first()
    )
    if row is None:
        raise NotFound("hold_not_found", _("This time is not kept for you. Choose a time again."))
    return hold_info(row, machine_at)


def hold_info(row: Hold, machine_at: dt.datetime) -> HoldInfo:
    """The row as a value, with the seconds that are left."""
    return HoldInfo(
        id=row.pk,
        site_id=row.site_id,
        operation_codes=tuple(row.operation_codes),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        expires_at=row.expires_at,
        seconds_left=max(0, int((row.expires_at - machine_at).total_seconds())),
    )


def held_or_none(*, hold_id: UUID, actor: Actor, machine_at: dt.datetime) -> HoldInfo | None:
    """A hold that is still running, or None for a page that says so kindly."""
    try:
        return held(hold_id=hold_id, actor=actor, machine_at=machine_at)
    except NotFound:
        return None
