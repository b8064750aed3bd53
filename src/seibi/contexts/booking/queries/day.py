"""The list of one day at a site, and the cars on the premises."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import (
    AppointmentAction,
    AppointmentState,
    ArrivalInfo,
    DayRow,
    Stay,
)
from seibi.contexts.booking.domain.fairness import minutes_late
from seibi.contexts.booking.models import Appointment, Arrival
from seibi.contexts.booking.permissions import offered_actions
from seibi.contexts.booking.queries.before import pre_check_ins
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.clock import day_bounds
from seibi.kernel.errors import NotFound

FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 1, 1)


def day_list(*, site_id: UUID, day: dt.date, actor: Actor, at: dt.datetime) -> list[DayRow]:
    """Who is expected on a day and who has come, by time; late ones say by how many minutes.

    The number of SQL queries does not grow with the list. Cancelled visits are left out.
    """
    site = network.site(site_id)
    if not FIRST_DAY <= day <= LAST_DAY:
        return []
    starts, ends = day_bounds(day, site.tz)
    booked = list(
        Appointment.objects.visible_to(actor)
        .filter(site_id=site_id, starts_at__gte=starts, starts_at__lt=ends)
        .exclude(state=AppointmentState.CANCELLED)
        .prefetch_related("items")
    )
    came = list(
        Arrival.objects.visible_to(actor).filter(
            Q(appointment_id__in=[row.pk for row in booked]) | Q(appointment=None),
            Q(appointment_id__isnull=False) | Q(arrived_at__gte=starts, arrived_at__lt=ends),
            site_id=site_id,
        )
    )
    return _Names(booked, came, actor).rows(booked, came, actor, at)


def arrival(*, arrival_id: UUID, actor: Actor) -> ArrivalInfo:
    """One car on the premises. Raises NotFound ("arrival_not_found")."""
    row = Arrival.objects.visible_to(actor).filter(pk=arrival_id).first()
    if row is None:
        raise NotFound("arrival_not_found", _("There is no such car on the premises."))
    return arrival_info(row)


def arrival_of(*, appointment_id: UUID, actor: Actor) -> ArrivalInfo | None:
    """The arrival of an appointment, once the car has come."""
    row = Arrival.objects.visible_to(actor).filter(appointment_id=appointment_id).first()
    return arrival_info(row) if row else None


def arrivals(*, node: str, actor: Actor) -> list[ArrivalInfo]:
    """The cars that are on the premises now, in the order in which they came."""
    rows = Arrival.objects.visible_to(actor).filter(owner_node__startswith=node, left_at=None)
    return [arrival_info(row) for row in rows.order_by("arrived_at")]


def arrival_info(row: Arrival) -> ArrivalInfo:
    """The row as a value."""
    return ArrivalInfo(
        id=row.pk,
        site_id=row.site_id,
        owner_node=row.owner_node,
        appointment_id=row.appointment_id,
        customer_id=row.customer_id,
        vehicle_id=row.vehicle_id,
        ticket=row.ticket,
        ticket_day=row.ticket_day,
        key_tag=row.key_tag,
        parking_place=row.parking_place,
        arrived_at=row.arrived_at,
        operation_codes=tuple(row.operation_codes),
        wishes=row.wishes,
        stay=Stay(row.stay),
    )


class _Names:
    """Names of people, cars and work for a whole list, asked once each."""

    def __init__(
        self, booked: Iterable[Appointment], came: Iterable[Arrival], actor: Actor
    ) -> None:
        people = {row.customer_id for row in booked} | {row.customer_id for row in came}
        cars = {row.vehicle_id for row in booked} | {row.vehicle_id for row in came}
        codes = {i.operation_code for row in booked for i in row.items.all()}
        codes |= {code for row in came for code in row.operation_codes}
        self.people = customers.summaries(people) if people else {}
        self.cars = vehicles.summaries(cars) if cars else {}
        self.work = catalogue.operations(codes) if codes else {}
        expected = [row.pk for row in booked]
        self.before = pre_check_ins(appointment_ids=expected, actor=actor) if expected else {}

    def rows(
        self, booked: list[Appointment], came: list[Arrival], actor: Actor, at: dt.datetime
    ) -> list[DayRow]:
        by_visit = {row.appointment_id: row for row in came if row.appointment_id}
        rows = [self._row(row, by_visit.get(row.pk), actor, at) for row in booked]
        rows += [self._walked_in(row) for row in came if row.appointment_id is None]
        return sorted(rows, key=lambda r: (r.starts_at, r.number))

    def _row(
        self, row: Appointment, arrival: Arrival | None, actor: Actor, at: dt.datetime
    ) -> DayRow:
        late = minutes_late(starts_at=row.starts_at, at=arrival.arrived_at if arrival else at)
        return DayRow(
            appointment_id=row.pk,
            arrival_id=arrival.pk if arrival else None,
            number=row.number,
            state=AppointmentState(row.state),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            minutes_late=late,
            customer_id=row.customer_id,
            customer_name=self.people[row.customer_id].formal_name,
            vehicle_id=row.vehicle_id,
            vehicle_title=self.cars[row.vehicle_id].title,
            plate=self.cars[row.vehicle_id].plate,
            titles=self._titles([i.operation_code for i in row.items.all()]),
            stay=Stay(row.stay),
            courtesy_car=row.courtesy_car,
            wishes=row.wishes,
            ticket=arrival.ticket if arrival else None,
            key_tag=arrival.key_tag if arrival else "",
            parking_place=arrival.parking_place if arrival else "",
            actions=offered_actions(actor, row, at),
            before=self.before.get(row.pk),
        )

    def _walked_in(self, row: Arrival) -> DayRow:
        no_actions: tuple[AppointmentAction, ...] = ()
        return DayRow(
            appointment_id=None,
            arrival_id=row.pk,
            number="",
            state=AppointmentState.ARRIVED,
            starts_at=row.arrived_at,
            ends_at=row.arrived_at,
            minutes_late=0,
            customer_id=row.customer_id,
            customer_name=self.people[row.customer_id].formal_name,
            vehicle_id=row.vehicle_id,
            vehicle_title=self.cars[row.vehicle_id].title,
            plate=self.cars[row.vehicle_id].plate,
            titles=self._titles(row.operation_codes),
            stay=Stay(row.stay),
            courtesy_car=False,
            wishes=row.wishes,
            ticket=row.ticket,
            key_tag=row.key_tag,
            parking_place=row.parking_place,
            actions=no_actions,
        )

    def _titles(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.work[code].name for code in codes if code in self.work)
