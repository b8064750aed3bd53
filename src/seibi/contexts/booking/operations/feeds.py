"""Opening and revoking the secret address under which a calendar follows somebody's visits."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts.feeds import FeedKind
from seibi.contexts.booking.events import CalendarFeedOpened, CalendarFeedRevoked
from seibi.contexts.booking.models.feeds import CalendarFeed
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.permissions import can_subscribe
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.ids import new_id
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell


@transaction.atomic
def open_feed(*, kind: FeedKind, actor: Actor, at: dt.datetime) -> UUID:
    """An address that nobody can guess; while one is open, asking again gives the same.

    Raises NotAllowed.
    """
    require(can_subscribe(actor, kind))

    row = CalendarFeed(id=new_id(), account_id=UUID(actor.account_id), kind=kind, opened_at=at)
    CalendarFeed.objects.bulk_create([row], ignore_conflicts=True)
    kept = CalendarFeed.objects.visible_to(actor).get(kind=kind, revoked_at=None)
    if kept.pk == row.pk:
        _tell(CalendarFeedOpened(feed_id=row.pk, kind=str(kind)), actor, at)
    return kept.pk


@transaction.atomic
def revoke_feed(*, feed_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The address answers nobody any more, for ever. Revoking twice is once.

    Raises NotFound ("feed_not_found").
    """
    row = CalendarFeed.objects.visible_to(actor).locked().filter(pk=feed_id).first()
    if row is None:
        raise refusals.no_feed()
    if row.revoked_at is not None:
        return

    row.revoked_at = at
    row.save(update_fields=["revoked_at"])

    _tell(CalendarFeedRevoked(feed_id=row.pk), actor, at)


def _tell(event: Event, actor: Actor, at: dt.datetime) -> None:
    tell(event, actor=actor, at=at, subject=f"account:{actor.account_id}", owner_node="/")
