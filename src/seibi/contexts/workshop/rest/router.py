"""The board for programs and for the island on its page: look, ask for times, move a card."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import (
    SEE,
    ResourceDetail,
    ResourceKind,
    SlotAnswer,
)
from seibi.contexts.workshop.contracts.board import BoardCard, BoardPage, LoungeView
from seibi.contexts.workshop.operations import moves
from seibi.contexts.workshop.queries import board as board_queries
from seibi.contexts.workshop.queries import resources as resource_queries
from seibi.contexts.workshop.queries import slots as slot_queries
from seibi.contexts.workshop.rest import schemas
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.errors import NotFound
from seibi.kernel.http import PROBLEMS, Problem, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["workshop"])


@dataclass(frozen=True, slots=True)
class MoveProblem(Problem):
    """Why a card stays where it is: its true state, reasons in words, starts that are free."""

    version: int | None = None
    cards: list[Any] | None = None
    why: list[str] | None = None
    free: list[str] | None = None


def site_of(code: str, actor: Actor) -> SiteInfo:
    """The site with this code, for who may see its workshop. Raises NotFound for everyone else."""
    site = network.site_by_code(code)
    if not actor.may(SEE, at_node=site.node):
        raise NotFound("site_not_found")
    return site


@router.get(
    "/board",
    response={200: BoardPage, 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="workshop_board",
)
def board(
    request: HttpRequest,
    wanted: Query[schemas.DayIn],
) -> BoardPage:
    """The board of a day: rows, cards with the versions that a move must name, lanes, counts."""
    actor, at = actor_of(request), clock.now()
    site = site_of(wanted.site, actor)
    return board_queries.board(
        site_id=site.id,
        day=wanted.day or local_day(at, site.tz),
        by=ResourceKind(wanted.by),
        actor=actor,
        at=at,
    )


@router.post(
    "/moves",
    response={
        200: list[BoardCard],
        **{code: PROBLEMS[code] for code in (403, 404, 422)},
        409: MoveProblem,
    },
    operation_id="workshop_move",
)
def move(request: HttpRequest, wanted: schemas.CardMoveIn) -> HttpResponse:
    """Give a step another time, bay or person. 409 shows the card as it is and what is free."""
    at = clock.now()

    def call(actor: Actor) -> object:
        job_id = moves.move_step(
            job_id=wanted.job_id,
            step_no=wanted.step_no,
            start=wanted.start,
            row_id=wanted.row_id,
            version=wanted.version,
            actor=actor,
            at=at,
        )
        return board_queries.stale_truth([job_id], at)[job_id]

    return answer_once(request, call)


@router.post(
    "/slots",
    response={200: SlotAnswer, 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="workshop_slots",
)
def slots(request: HttpRequest, wanted: schemas.SlotQueryIn) -> SlotAnswer:
    """Every start that could be reserved now, soonest first, and why not earlier."""
    site = site_of(wanted.site, actor_of(request))
    return slot_queries.find(query=wanted.asked(site.id), at=clock.now(), with_plans=True)


@router.get(
    "/lounge",
    response={200: LoungeView, 404: PROBLEMS[404]},
    operation_id="workshop_lounge",
)
def lounge(request: HttpRequest, site: str) -> LoungeView:
    """Ticket numbers, states and times; no names, no plates."""
    found = site_of(site, actor_of(request))
    return board_queries.lounge(site_id=found.id, at=clock.now())


@router.get(
    "/resources",
    response={200: list[ResourceDetail], 404: PROBLEMS[404]},
    operation_id="workshop_resources",
)
def resources(request: HttpRequest, site: str) -> list[ResourceDetail]:
    """Bays, people, tools and cars with their hours and absences."""
    actor = actor_of(request)
    site_id: UUID = site_of(site, actor).id
    return resource_queries.details(site_id=site_id, actor=actor, at=clock.now())
