"""Keys and cars on the premises: where they go, who moved them, which places there are."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from seibi.contexts.booking.contracts.door import LONGEST_LIST, Greeting
from seibi.contexts.booking.events import CarPlaced, MoveAsked, MoveEnded, YardSet
from seibi.contexts.booking.models import Arrival
from seibi.contexts.booking.models.door import Movement, ValetJob, Yard
from seibi.contexts.booking.operations import board, refusals
from seibi.contexts.booking.operations.numbers import lock_keys
from seibi.contexts.booking.permissions import can_move_cars, can_set_rules
from seibi.contexts.booking.queries.yard import places_of
from seibi.contexts.network import facade as network
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def place_car(
    *,
    arrival_id: UUID,
    key_tag: str | None = None,
    parking_place: str | None = None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The key hangs under another tag, or the car stands somewhere else; who moved it is on record.

    A place of the yard holds one car. Raises NotFound, NotAllowed, RuleBroken ("key_tag_taken",
    "place_taken").
    """
    row = _locked(arrival_id, actor)

    require(can_move_cars(actor, row.owner_node))

    _put(row, key_tag, parking_place, actor, at)


@transaction.atomic
def ask_move(*, arrival_id: UUID, to_place: str, actor: Actor, at: dt.datetime) -> UUID:
    """A car is to be moved by whoever is free; it stands on the list of moves.

    Raises NotFound, NotAllowed, Invalid ("nowhere_to_go"), RuleBroken ("move_is_on_the_list").
    """
    row = _locked(arrival_id, actor)

    require(can_move_cars(actor, row.owner_node))

    place = to_place.strip()[:40]
    if not place:
        raise refusals.nowhere_to_go()
    try:
        with transaction.atomic():
            job = ValetJob.objects.create(
                owner_node=row.owner_node,
                arrival=row,
                to_place=place,
                asked_by=actor.account_id,
                asked_at=at,
            )
    except IntegrityError:
        raise refusals.move_is_on_the_list() from None

    tell(
        MoveAsked(arrival_id=row.pk, job_id=job.pk, site_id=row.site_id, to_place=place),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )
    return job.pk


@transaction.atomic
def end_move(
    *, job_id: UUID, done: bool, parking_place: str = "", actor: Actor, at: dt.datetime
) -> None:
    """The car stands where it was to go, or at another place; or it need not be moved any more.

    Raises NotFound ("move_not_found"), NotAllowed, RuleBroken ("place_taken").
    """
    jobs = ValetJob.objects.locked().filter(pk=job_id, done_at=None, dropped_at=None)
    job = jobs.first()
    if job is None:
        raise refusals.no_move()
    row = _locked(job.arrival_id, actor)

    require(can_move_cars(actor, row.owner_node))

    if done:
        _put(row, None, parking_place.strip() or job.to_place, actor, at)
        job.done_at, job.done_by = at, actor.account_id
    else:
        job.dropped_at = at
    job.save(update_fields=["done_at", "done_by", "dropped_at"])

    tell(
        MoveEnded(arrival_id=row.pk, job_id=job.pk, site_id=row.site_id, done=done),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )


@transaction.atomic
def set_yard(
    *,
    site_id: UUID,
    places: Sequence[str],
    greeting: Greeting,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The places of a site in the order of walking, and what its entrance screen shows.

    Raises NotFound, NotAllowed, Invalid ("yard_wrong").
    """
    site = network.site(site_id)

    require(can_set_rules(actor, site.node))

    named = [place.strip() for place in places if place.strip()]
    if len(named) > LONGEST_LIST or len({p.casefold() for p in named}) != len(named):
        raise refusals.yard_wrong()
    if any(len(place) > 40 for place in named):
        raise refusals.yard_wrong()
    Yard.objects.update_or_create(
        owner_node=site.node, defaults={"places": named, "greeting": greeting}
    )

    tell(
        YardSet(site_id=site_id, places=len(named), greeting=str(greeting)),
        actor=actor,
        at=at,
        subject=f"site:{site_id}",
        owner_node=site.node,
    )


def note_movement(row: Arrival, actor: Actor, at: dt.datetime) -> None:
    """Who hung the key there and put the car there is kept, line by line."""
    Movement.objects.create(
        owner_node=row.owner_node,
        arrival=row,
        key_tag=row.key_tag,
        parking_place=row.parking_place,
        moved_by=actor.account_id,
        moved_at=at,
    )


def check_tag(site_id: UUID, tag: str) -> None:
    """One key under a tag; under the lock of the keys. Raises RuleBroken ("key_tag_taken")."""
    if tag and tag in tags_in_use(site_id):
        raise refusals.key_tag_taken(tag)


def tags_in_use(site_id: UUID) -> set[str]:
    rows = Arrival.objects.filter(site_id=site_id, left_at=None).exclude(key_tag="")
    return set(rows.values_list("key_tag", flat=True))


def check_place(site_id: UUID, node: str, place: str) -> None:
    """One car at a named place, elsewhere as many as fit. Raises RuleBroken ("place_taken")."""
    if not place or place.casefold() not in {one.casefold() for one in places_of(node)}:
        return
    here = Arrival.objects.filter(site_id=site_id, left_at=None, parking_place__iexact=place)
    if here.exists():
        raise refusals.place_taken(place)


def _put(
    row: Arrival, key_tag: str | None, parking_place: str | None, actor: Actor, at: dt.datetime
) -> None:
    tag = row.key_tag if key_tag is None else key_tag.strip()
    place = row.parking_place if parking_place is None else parking_place.strip()
    lock_keys(row.owner_node)
    if tag != row.key_tag:
        check_tag(row.site_id, tag)
    if place.casefold() != row.parking_place.casefold():
        check_place(row.site_id, row.owner_node, place)

    row.key_tag, row.parking_place = tag, place
    row.save(update_fields=["key_tag", "parking_place"])
    note_movement(row, actor, at)
    if job := workshop.job_of(row.subject, at):
        board.show_arrival(job.subject, row, actor=actor, at=at)

    tell(
        CarPlaced(
            arrival_id=row.pk,
            appointment_id=row.appointment_id,
            key_tag=row.key_tag,
            parking_place=row.parking_place,
        ),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )


def _locked(arrival_id: UUID, actor: Actor) -> Arrival:
    row = Arrival.objects.visible_to(actor).locked().filter(pk=arrival_id, left_at=None).first()
    if row is None:
        raise refusals.no_arrival()
    return row
