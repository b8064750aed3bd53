"""Who works at one workshop: which car waits for a part, which cars are here."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import BackOrderInfo, KeptPart
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import PauseReason, State
from seibi.contexts.work_orders.contracts.desk import DeskCard
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.surfaces.places import current_site, sites_of

MOST_CARS = 100
NOT_HERE = (State.BOOKED, State.DELIVERED, State.FOLLOWED_UP, State.CANCELLED)
AT_WORK = (State.APPROVED, State.WAITING, State.IN_WORK)
LATELY = 14  # days


@dataclass(frozen=True, slots=True)
class CarAndParts:
    """A car, what it still waits for, and what lies ready for it."""

    card: DeskCard
    missing: tuple[BackOrderInfo, ...]
    ready: tuple[KeptPart, ...]


def parts_clerk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Cars that wait for a part, parts that were asked for, parts to hand out."""
    site = current_site(request, actor)
    if site is None:
        return redirect("owner:home")
    cars = _with_parts(in_house(actor, site.node))
    waiting = [car for car in cars if car.missing or car.card.waits_for is PauseReason.PARTS]
    context = {
        "site": site,
        "sites": sites_of(request, actor),
        "waiting": waiting,
        "wishes": work_orders.open_part_wishes(actor=actor, node=site.node),
        "to_hand_out": [car for car in cars if car.ready and car.card.state in AT_WORK],
    }
    return render(request, "home/parts.html", context)


def in_house(actor: Actor, node: str) -> list[DeskCard]:
    """The cars that stand at a place now, as far as the actor may know, oldest first."""
    at = clock.now()
    listed = work_orders.desk_list(actor=actor, at=at, node=node, limit=MOST_CARS).items
    return [card for card in listed if card.state not in NOT_HERE]


def _with_parts(cards: list[DeskCard]) -> list[CarAndParts]:
    subjects = {f"work_order:{card.id}": card for card in cards}
    missing = parts.back_orders_for(subjects=subjects)
    kept = [one for one in parts.kept_for(subjects=subjects) if one.issued < one.quantity]
    return [
        CarAndParts(
            card,
            tuple(one for one in missing if one.subject == subject),
            tuple(one for one in kept if one.subject == subject),
        )
        for subject, card in subjects.items()
    ]
