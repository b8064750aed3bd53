"""What an owner sees first: the open visit, then each car with what it needs next."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seibi.contexts.billing import facade as billing
from seibi.contexts.billing.contracts import InvoiceRow
from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentInfo
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.labels import READ_PAGE_LABELS
from seibi.contexts.diagnosis import facade as diagnosis
from seibi.contexts.diagnosis.contracts import DueItem
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.contexts.vehicles.contracts.recalls import OpenCampaign
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts.visit import VisitLink
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.http import actor_of

LOG_DAYS = 365


@dataclass(frozen=True, slots=True)
class CarCard:
    """One car of an owner: what it needs next, its open recalls, what is booked, where."""

    car: VehicleSummary
    due: DueItem | None
    more_due: int
    recalls: int
    appointment: AppointmentInfo | None
    appointment_url: str
    book_at: SiteInfo | None


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """My open visits, then my cars."""
    actor, at = actor_of(request), clock.now()
    visits = work_orders.visits_of(actor=actor, at=at, with_closed=False)
    cards = _cards(actor, at)
    waits = booking.waits_of(
        customer_ids=actor.persons, actor=actor, machine_at=clock.machine_now()
    )
    context = {
        "visits": visits,
        "waits": [(one, booking.waiting_link_of(one.id)) for one in waits],
        "cards": cards,
        "offers": customers.claim_offers(UUID(actor.account_id)),
    }
    return render(request, "owner/home.html", context)


@require_safe
@login_required
def car(request: HttpRequest, vehicle_id: UUID) -> HttpResponse:
    """One of my cars: what is due and why, recalls, visits and bills."""
    actor, at = actor_of(request), clock.now()
    mine = {one.id: one for one in vehicles.vehicles_of(actor.persons, at)}
    if vehicle_id not in mine:
        raise NotFound("vehicle_not_found", _("This car is not among yours."))
    visits = [v for v in work_orders.visits_of(actor=actor, at=at) if v.vehicle_id == vehicle_id]
    context = {
        "car": mine[vehicle_id],
        "due": diagnosis.due_items([vehicle_id], at).get(vehicle_id, []),
        "recalls": vehicles.open_campaigns([vehicle_id]).get(vehicle_id, []),
        "visits": _with_bills(visits, actor),
        "site": _site_for(mine[vehicle_id]),
        "readings": vehicles.readings(vehicle_id)[:6],
    }
    return render(request, "owner/car.html", context)


@require_safe
@login_required
def read_log(request: HttpRequest) -> HttpResponse:
    """Who looked at my data, newest first."""
    actor, at = actor_of(request), clock.now()
    since = at - dt.timedelta(days=LOG_DAYS)
    reads = [
        (read, str(READ_PAGE_LABELS.get(read.page, "")))
        for person in sorted(actor.persons)
        for read in customers.reads_of(person, since=since)
    ]
    zones = [person.time_zone for person in customers.summaries(actor.persons).values()]
    context = {"reads": reads, "tz": zones[0] if zones else "UTC"}
    return render(request, "owner/read_log.html", context)


def _cards(actor: Actor, at: dt.datetime) -> list[CarCard]:
    cars = vehicles.vehicles_of(actor.persons, at)
    ids = [one.id for one in cars]
    due = diagnosis.due_items(ids, at)
    recalls = vehicles.open_campaigns(ids)
    booked = booking.appointments_of(customer_ids=actor.persons, actor=actor, at=at)
    next_visit = {one.vehicle_id: one for one in reversed(booked)}
    links = booking.links_of(one.id for one in next_visit.values())
    return [_card(one, due, recalls, next_visit.get(one.id), links) for one in cars]


def _card(
    car: VehicleSummary,
    due: Mapping[UUID, Sequence[DueItem]],
    recalls: Mapping[UUID, Sequence[OpenCampaign]],
    appointment: AppointmentInfo | None,
    links: Mapping[UUID, str],
) -> CarCard:
    items = due.get(car.id, [])
    return CarCard(
        car=car,
        due=items[0] if items else None,
        more_due=max(len(items) - 1, 0),
        recalls=len(recalls.get(car.id, [])),
        appointment=appointment,
        appointment_url=links[appointment.id] if appointment else "",
        book_at=_site_for(car),
    )


def _site_for(car: VehicleSummary) -> SiteInfo | None:
    """The workshop that knows the car, else the first of its dealer group."""
    sites = network.sites_under(car.owner_node) or network.sites_under(
        network.group_of(car.owner_node)
    )
    return sites[0] if sites else None


def _with_bills(
    visits: list[VisitLink], actor: Actor
) -> list[tuple[VisitLink, Sequence[InvoiceRow]]]:
    bills = billing.invoices_of(work_order_ids=[visit.id for visit in visits], actor=actor)
    return [(visit, bills.get(visit.id, [])) for visit in visits]
