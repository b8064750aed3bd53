"""What stands where, what is free, and what is to be moved."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from seibi.contexts.booking.contracts import SEE
from seibi.contexts.booking.contracts.door import Greeting, MovementInfo, YardCar, YardInfo
from seibi.contexts.booking.models import Arrival
from seibi.contexts.booking.models.door import Movement, ValetJob, Yard
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor


def places_of(node: str) -> list[str]:
    """The places a site has named, in the order of walking; none for a site that has not."""
    row = Yard.objects.filter(owner_node=node).first()
    return list(row.places) if row else []


def greeting_of(node: str) -> Greeting:
    """What the entrance screen of a site shows."""
    row = Yard.objects.filter(owner_node=node).first()
    return Greeting(row.greeting) if row else Greeting.TICKET


def yard(*, site_id: UUID, actor: Actor) -> YardInfo:
    """The yard of a site for its staff. The number of SQL queries does not grow with the cars."""
    site = network.site(site_id)
    row = Yard.objects.filter(owner_node=site.node).first()
    places = tuple(row.places) if row else ()
    seen = Arrival.objects.visible_to(actor) if actor.nodes(SEE) else Arrival.objects.none()
    cars = _cars(list(seen.filter(site_id=site_id, left_at=None).order_by("arrived_at", "pk")))
    taken = {car.parking_place.casefold() for car in cars}
    return YardInfo(
        site_id=site_id,
        tz=site.tz,
        places=places,
        free=tuple(place for place in places if place.casefold() not in taken),
        cars=cars,
        moves=tuple(car for car in cars if car.job_id),
        greeting=Greeting(row.greeting) if row else Greeting.TICKET,
    )


def movements(*, arrival_id: UUID, actor: Actor) -> list[MovementInfo]:
    """Where a key and a car have been, newest first, and who put them there."""
    seen = Arrival.objects.visible_to(actor).filter(pk=arrival_id)
    rows = list(Movement.objects.filter(arrival__in=seen).order_by("-moved_at", "-pk"))
    return _infos(rows)


def _cars(rows: list[Arrival]) -> tuple[YardCar, ...]:
    ids = [row.pk for row in rows]
    titles = vehicles.summaries({row.vehicle_id for row in rows}) if rows else {}
    newest = Movement.objects.filter(arrival__in=ids).order_by("arrival", "-moved_at", "-pk")
    last = list(newest.distinct("arrival"))
    said = dict(zip((row.arrival_id for row in last), _infos(last), strict=True))
    jobs = {
        job.arrival_id: job
        for job in ValetJob.objects.filter(arrival__in=ids, done_at=None, dropped_at=None)
    }
    return tuple(
        YardCar(
            arrival_id=row.pk,
            vehicle_id=row.vehicle_id,
            vehicle_title=titles[row.vehicle_id].title,
            plate=titles[row.vehicle_id].plate,
            ticket=row.ticket,
            key_tag=row.key_tag,
            parking_place=row.parking_place,
            arrived_at=row.arrived_at,
            last=said.get(row.pk),
            job_id=jobs[row.pk].pk if row.pk in jobs else None,
            to_place=jobs[row.pk].to_place if row.pk in jobs else "",
        )
        for row in rows
    )


def _infos(rows: Iterable[Movement]) -> list[MovementInfo]:
    moved = list(rows)
    accounts = {UUID(row.moved_by) for row in moved if "-" in row.moved_by}
    names = {str(id): name for id, name in network.names_by_account(accounts).items()}
    return [
        MovementInfo(row.key_tag, row.parking_place, names.get(row.moved_by, ""), row.moved_at)
        for row in moved
    ]


def arrived_between(
    *, site_id: UUID, starts: dt.datetime, ends: dt.datetime
) -> list[tuple[UUID | None, int, dt.datetime]]:
    """Appointment, ticket and moment of whoever came in a time and is still here. One query."""
    rows = Arrival.objects.filter(
        site_id=site_id, left_at=None, arrived_at__gte=starts, arrived_at__lt=ends
    )
    return list(rows.order_by("arrived_at").values_list("appointment_id", "ticket", "arrived_at"))
