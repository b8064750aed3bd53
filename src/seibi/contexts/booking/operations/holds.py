"""Keeping a time for somebody for five minutes, and giving it back."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import HoldInfo, Stay
from seibi.contexts.booking.domain.needs import slot_query
from seibi.contexts.booking.events import HoldReleased, SlotHeld
from seibi.contexts.booking.models import Hold
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.permissions import is_staff
from seibi.contexts.booking.queries.holds import hold_info
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.catalogue.contracts import OperationInfo
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import SlotQuery
from seibi.kernel.actor import Actor
from seibi.kernel.ids import new_id
from seibi.kernel.journal.tell import tell
from seibi.kernel.rows import fetched

KEPT_FOR = dt.timedelta(minutes=5)
FURTHEST = dt.timedelta(days=92)
MOST_LIVE_HOLDS = 5
MOST_LIVE_HOLDS_OF_STRANGERS = 40
_LIVE = """
    SELECT count(*) FROM booking_hold WHERE owner_node = %(node)s AND holder = %(holder)s
      AND confirmed_at IS NULL AND released_at IS NULL AND expires_at > %(machine_at)s
"""


def hold(  # noqa: PLR0913 - all that a time depends on
    *,
    site_id: UUID,
    operation_codes: Sequence[str],
    starts_at: dt.datetime,
    stay: Stay = Stay.DROP_OFF,
    courtesy_car: bool = False,
    walk_in: bool = False,
    together: bool = False,
    replaces: UUID | None = None,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> HoldInfo:
    """Keep a free time for five minutes of machine time, with everything the work needs.

    ``replaces`` gives back an earlier hold of the same person first. ``walk_in`` reaches the
    capacity kept for those who come without an appointment and is for staff only. ``together`` is
    one of several cars that come at once. Raises NotFound, Invalid ("nothing_chosen",
    "in_the_past", "too_far"), TooMany ("too_many_holds"), RuleBroken ("slot_taken",
    free=[{start, ready_at}…]).
    """
    site = network.site(site_id)
    staff = is_staff(actor, site.node)
    work = _chosen(operation_codes)
    check_moment(starts_at, at)

    query = slot_query(
        site_id=site_id,
        operations=work,
        not_before=at,
        not_after=starts_at,
        stay=stay,
        courtesy_car=courtesy_car,
        walk_in=walk_in and staff,
        together=together,
    )
    if replaces is None:
        workshop.refuse_what_is_taken(query=query, start=starts_at, at=at)

    with transaction.atomic():
        if replaces is not None:
            _give_back(replaces, actor, machine_at, at)
        _check_number_of_holds(actor, site.node, staff, machine_at)
        row = keep(
            query=query,
            site=site,
            work=work,
            starts_at=starts_at,
            stay=stay,
            courtesy_car=courtesy_car,
            holder=actor.account_id,
            expires_at=machine_at + KEPT_FOR,
            actor=actor,
            at=at,
        )

        _tell_held(row, actor, at)
    return hold_info(row, machine_at)


def _chosen(operation_codes: Sequence[str]) -> tuple[OperationInfo, ...]:
    """Raises Invalid ("nothing_chosen")."""
    work = tuple(catalogue.work(operation_codes))
    if not work:
        raise refusals.nothing_chosen()
    return work


def _tell_held(row: Hold, actor: Actor, at: dt.datetime) -> None:
    tell(
        SlotHeld(hold_id=row.pk, site_id=row.site_id, starts_at=row.starts_at, ends_at=row.ends_at),
        actor=actor,
        at=at,
        subject=f"appointment:{row.pk}",
        owner_node=row.owner_node,
    )


def keep(  # noqa: PLR0913 - all that a time depends on
    *,
    query: SlotQuery,
    site: SiteInfo,
    work: Sequence[OperationInfo],
    starts_at: dt.datetime,
    stay: Stay,
    courtesy_car: bool,
    holder: str,
    expires_at: dt.datetime,
    actor: Actor,
    at: dt.datetime,
) -> Hold:
    """Take bay, people and things until a moment of machine time, under the id of a visit to be.

    Raises RuleBroken ("slot_taken").
    """
    row_id = new_id()
    workshop.reserve(
        query=query,
        start=starts_at,
        subject=f"appointment:{row_id}",
        hold_until=expires_at,
        actor=actor,
        at=at,
    )
    return Hold.objects.create(
        id=row_id,
        owner_node=site.node,
        site_id=site.id,
        holder=holder,
        operation_codes=[o.code for o in work],
        stay=stay,
        courtesy_car=courtesy_car,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=sum(o.minutes for o in work)),
        expires_at=expires_at,
    )


@transaction.atomic
def release_hold(*, hold_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime) -> None:
    """Give a kept time back at once; giving it back twice changes nothing.

    Raises NotFound ("hold_not_found").
    """
    if not _give_back(hold_id, actor, machine_at, at):
        raise refusals.no_hold()


@transaction.atomic
def release_run_out(
    *, hold_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> bool:
    """A hold that ran out is told as given back, once, so that others may be offered its time."""
    row = Hold.objects.locked().filter(pk=hold_id, expires_at__lte=machine_at).first()
    if row is None or row.confirmed_at or row.released_at:
        return False
    return _give_back(row.pk, actor, machine_at, at)


def _give_back(hold_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime) -> bool:
    row = Hold.objects.visible_to(actor).locked().filter(pk=hold_id).first()
    if row is None or row.confirmed_at:
        return False
    if row.released_at:
        return True
    workshop.release(subject=f"appointment:{row.pk}", actor=actor, at=at)
    row.released_at = machine_at
    row.save(update_fields=["released_at"])
    tell(
        HoldReleased(hold_id=row.pk, site_id=row.site_id),
        actor=actor,
        at=at,
        subject=f"appointment:{row.pk}",
        owner_node=row.owner_node,
    )
    return True


def check_moment(starts_at: dt.datetime, at: dt.datetime) -> None:
    """A visit begins later than now and within three months. Raises Invalid."""
    if starts_at < at:
        raise refusals.in_the_past()
    if starts_at > at + FURTHEST:
        raise refusals.too_far()


def _check_number_of_holds(actor: Actor, node: str, staff: bool, machine_at: dt.datetime) -> None:
    """One person cannot keep a whole day from everybody else."""
    if staff:
        return
    ((live,),) = fetched(_LIVE, node=node, holder=actor.account_id, machine_at=machine_at)
    if live >= (MOST_LIVE_HOLDS_OF_STRANGERS if actor.is_anonymous else MOST_LIVE_HOLDS):
        raise refusals.too_many_holds()
