"""The home of those who look after owners: whom to call today, and why."""

import datetime as dt
from collections.abc import Sized
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts.waiting import WaitOfferState, WaitRow
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, ContactPurpose, CustomerSummary
from seibi.contexts.diagnosis import facade as diagnosis
from seibi.contexts.diagnosis.contracts import DueItem
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.quality import facade as quality
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.surfaces.home.shop import LATELY, in_house
from seibi.surfaces.places import current_site, sites_of

LOOKED_AT = 500  # cars of a group, those first on which nothing was done for longest
MOST_CALLS = 20
SOON = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CarDue:
    """A car with work that is due and nothing booked, and where its owner may be called."""

    car: VehicleSummary
    owner: CustomerSummary
    phone: str
    due: DueItem
    more: int


def care(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Unhappy owners, who comes tomorrow unreminded, times that are kept, cars that are due."""
    site = current_site(request, actor)
    if site is None:
        return redirect("owner:home")
    at = clock.now()
    lists: dict[str, Sized] = {
        "unhappy": quality.unhappy_answers(actor=actor, node=site.node, days=LATELY, at=at),
        "to_call": booking.to_call(site_id=site.id, actor=actor, at=at),
        "offers": _offers(actor, site),
        "due": _due(actor, site, at),
    }
    context = {
        "site": site,
        "sites": sites_of(request, actor),
        "may_book": actor.may("booking.book", at_node=site.node),
        "calls": sum(len(found) for found in lists.values()),
        **lists,
    }
    return render(request, "home/care.html", context)


def _offers(actor: Actor, site: SiteInfo) -> list[WaitRow]:
    """Times that are kept for somebody who has not answered yet."""
    line = booking.wait_list(site_id=site.id, actor=actor, machine_at=clock.machine_now())
    return [
        row for row in line if row.waiting.offer and row.waiting.offer.state is WaitOfferState.OPEN
    ]


def _ours(actor: Actor, site: SiteInfo, at: dt.datetime) -> list[UUID]:
    """Cars that were last at this workshop, or at none yet, and are neither booked nor here."""
    ids = vehicles.longest_unseen(node=site.node, actor=actor, limit=LOOKED_AT)
    busy = booking.booked_cars(vehicle_ids=ids, actor=actor, at=at)
    busy |= {card.vehicle_id for card in in_house(actor, site.node)}
    last = work_orders.last_sites(vehicle_ids=ids)
    return [car for car in ids if car not in busy and last.get(car, site.id) == site.id]


def _due(actor: Actor, site: SiteInfo, at: dt.datetime) -> list[CarDue]:
    """Cars that are due within a month, neither booked nor here, whose owners want to be called."""
    ids = _ours(actor, site, at)
    until = clock.local_day(at, site.tz) + SOON
    soon = {
        car: [item for item in items if item.overdue or item.due_p50 <= until]
        for car, items in diagnosis.due_items(ids, at).items()
    }
    cars = [car for car, items in soon.items() if items]
    owners = {car: one.customer_id for car, one in vehicles.owners_of(cars, at).items()}
    phones = customers.reachable(set(owners.values()), ContactPurpose.REMINDER, {ContactKind.PHONE})
    known = [car for car in cars if owners.get(car) in phones]
    first = sorted(known, key=lambda car: (soon[car][0].due_p50, car))[:MOST_CALLS]
    people, names = customers.summaries([owners[c] for c in first]), vehicles.summaries(first)
    return [
        CarDue(
            car=names[car],
            owner=people[owners[car]],
            phone=phones[owners[car]].value,
            due=soon[car][0],
            more=len(soon[car]) - 1,
        )
        for car in first
    ]
