"""Everything the desk needs while somebody stands there or the telephone rings."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState, DayRow
from seibi.contexts.customers import facade as customers
from seibi.contexts.diagnosis import facade as diagnosis
from seibi.contexts.quality import facade as quality
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import State
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import actor_of
from seibi.surfaces.places import current_site

MOST_CARS = 100
UNHAPPY_DAYS = 7
NOT_HERE = (State.BOOKED, State.DELIVERED, State.FOLLOWED_UP, State.CANCELLED)
NEEDS_ME = (State.ARRIVED, State.CHECKED_IN, State.DIAGNOSING, State.READY)


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Who is late or expected, which cars need the desk, which are in work."""
    actor, at = actor_of(request), clock.now()
    site = current_site(request, actor)
    if site is None:
        return redirect("home:home")
    listed = work_orders.desk_list(actor=actor, at=at, node=site.node, limit=MOST_CARS).items
    cards = tuple(card for card in listed if card.state not in NOT_HERE)
    context = {
        "site": site,
        "may_book": actor.may("booking.book", at_node=site.node),
        "may_receive": actor.may("booking.arrive", at_node=site.node),
        "expected": _expected(actor, site.id, site.tz),
        "needs_me": [card for card in cards if card.state in NEEDS_ME],
        "in_work": [card for card in cards if card.state not in NEEDS_ME],
        "unhappy": quality.unhappy_answers(actor=actor, node=site.node, days=UNHAPPY_DAYS, at=at),
    }
    return render(request, "desk/today.html", context)


@require_safe
def person(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """One page about a person: cars, what is due, open visits, what is booked."""
    actor, at = actor_of(request), clock.now()
    found = customers.visible_summaries([customer_id], actor=actor)
    site = current_site(request, actor)
    if site is None or customer_id not in found:
        raise Http404
    customers.note_read(customer_id=customer_id, page="desk", actor=actor, at=at)
    cars = vehicles.vehicles_of(customers.same_person(customer_id), at)
    ids = [car.id for car in cars]
    cards = work_orders.desk_list(actor=actor, at=at, limit=MOST_CARS).items
    context = {
        "site": site,
        "may_book": site is not None and actor.may("booking.book", at_node=site.node),
        "person": found[customer_id],
        "contacts": customers.contacts_of(customer_id),
        "cars": cars,
        "due": diagnosis.due_items(ids, at),
        "recalls": vehicles.open_campaigns(ids),
        "booked": booking.appointments_of(
            customer_ids=customers.same_person(customer_id), actor=actor, at=at
        ),
        "visits": [card for card in cards if card.vehicle_id in set(ids)],
    }
    return render(request, "desk/person.html", context)


def _expected(actor: Actor, site_id: UUID, tz: str) -> list[DayRow]:
    at = clock.now()
    rows = booking.day_list(site_id=site_id, day=clock.local_day(at, tz), actor=actor, at=at)
    return [row for row in rows if row.state is AppointmentState.BOOKED]
