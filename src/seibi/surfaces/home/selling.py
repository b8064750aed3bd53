"""The home of sales: the cars of one's own customers, and whose car stands in the house."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerSummary
from seibi.contexts.diagnosis import facade as diagnosis
from seibi.contexts.diagnosis.contracts import DueItem
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts.desk import CarInHouse
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.surfaces.places import current_site, sites_of

MOST_CARS = 50
SOON = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class OwnCar:
    """A car of one of my customers: the visit that is under way, or what is due next."""

    car: VehicleSummary
    customer: CustomerSummary
    here: CarInHouse | None
    due: DueItem | None


def sales(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is due or under way for my customers, and whose cars are in the house."""
    site = current_site(request, actor)
    if site is None:
        return redirect("owner:home")
    at = clock.now()
    here = work_orders.cars_in_house(actor=actor, node=site.node, at=at)
    mine = customers.in_care_of(account_id=UUID(actor.account_id), actor=actor)
    context = {
        "site": site,
        "sites": sites_of(request, actor),
        "mine": len(mine),
        "own": _own(mine, here, at),
        "cars": here,
    }
    return render(request, "home/sales.html", context)


def _own(
    mine: Sequence[CustomerSummary], here: Sequence[CarInHouse], at: dt.datetime
) -> list[OwnCar]:
    """Cars with something under way or due within two months: those first that are here.

    The SQL does not grow with the customers.
    """
    people = {one.id: one for one in mine}
    cars = {car.id: car for car in vehicles.vehicles_of(people, at)} if people else {}
    if not cars:
        return []
    whose = {h.vehicle_id: h.customer_id for h in vehicles.holders_of(cars, at)}
    due, now = diagnosis.due_items(list(cars), at), {car.vehicle_id: car for car in here}
    found = [
        OwnCar(car, people[whose[key]], now.get(key), _next(due, key, at))
        for key, car in cars.items()
        if whose.get(key) in people
    ]
    told = [one for one in found if one.here or one.due]
    return sorted(told, key=_order)[:MOST_CARS]


def _next(due: Mapping[UUID, Sequence[DueItem]], car: UUID, at: dt.datetime) -> DueItem | None:
    until = at.date() + SOON
    return next((one for one in due.get(car, ()) if one.overdue or one.due_p50 <= until), None)


def _order(one: OwnCar) -> tuple[bool, dt.date, UUID]:
    return one.here is None, one.due.due_p50 if one.due else dt.date.max, one.car.id
