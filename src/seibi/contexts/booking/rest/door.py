"""What owners say before they come, checking in, the yard and its moves, for programs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from seibi.contexts.booking.contracts import ArrivalInfo, PreCheckInInfo
from seibi.contexts.booking.contracts.door import (
    BeforeArrival,
    Greeting,
    MissedRow,
    MovementInfo,
    YardInfo,
)
from seibi.contexts.booking.operations import before, calling, check_in, yard
from seibi.contexts.booking.permissions import can_see_yard
from seibi.contexts.booking.queries import before as before_queries
from seibi.contexts.booking.queries import day, missed
from seibi.contexts.booking.queries import yard as yard_queries
from seibi.contexts.booking.rest.refusals import REFUSALS
from seibi.contexts.booking.rest.schemas import Text
from seibi.contexts.network import facade as network
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, require
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

door = Router(tags=["booking"])
READS: Any = {403: PROBLEMS[403], 404: PROBLEMS[404], 422: PROBLEMS[422]}


class BeforeIn(Schema):
    """Everything may be left out; leaving all of it out says that they come."""

    wishes: Text = Field(default="", max_length=2000)
    odometer: int | None = Field(default=None, ge=0, le=1_500_000)
    bringer_name: Text = Field(default="", max_length=120)
    needs_courtesy_car: bool = False
    keep_old_parts: bool = False


class CheckInIn(Schema):
    """What was scanned or typed: a link, a number or a plate."""

    code: Text = Field(min_length=1, max_length=300)
    parking_place: Text = Field(default="", max_length=40)


class PlaceIn(Schema):
    """What is left out stays as it is."""

    key_tag: Text | None = Field(default=None, max_length=20)
    parking_place: Text | None = Field(default=None, max_length=40)


class MoveIn(Schema):
    """Where a car shall go."""

    to_place: Text = Field(min_length=1, max_length=40)


class MoveAsked(Schema):
    """The new line of the list of moves."""

    id: UUID


class MoveEndIn(Schema):
    """Done, perhaps at another place, or not needed any more."""

    done: bool
    parking_place: Text = Field(default="", max_length=40)


class YardIn(Schema):
    """The places in the order of walking, and what the entrance screen shows."""

    places: list[Text] = Field(max_length=200)
    greeting: Greeting = Greeting.TICKET


@door.post(
    "/appointments/{appointment_id}/before",
    response={200: PreCheckInInfo, **REFUSALS},
    operation_id="booking_pre_check_in",
)
def pre_check_in(request: HttpRequest, appointment_id: UUID, body: BeforeIn) -> HttpResponse:
    """The people of a visit say before it that they come, and what should be known."""

    def call(actor: Actor) -> PreCheckInInfo:
        before.pre_check_in(
            appointment_id=appointment_id,
            said=BeforeArrival(**body.dict()),
            actor=actor,
            at=clock.now(),
        )
        return _said(appointment_id, actor)

    return answer_once(request, call)


@door.get(
    "/appointments/{appointment_id}/before",
    response={200: PreCheckInInfo, **READS},
    operation_id="booking_said_before",
)
def said_before(request: HttpRequest, appointment_id: UUID) -> PreCheckInInfo:
    """What was said before a visit."""
    return _said(appointment_id, actor_of(request))


@door.post(
    "/sites/{site_code}/check-in",
    response={200: ArrivalInfo, **REFUSALS},
    operation_id="booking_check_in",
)
def check_a_car_in(request: HttpRequest, site_code: str, body: CheckInIn) -> HttpResponse:
    """The one car expected today that fits is here."""
    return answer_once(
        request,
        lambda actor: check_in.check_in(
            site_id=network.site_by_code(site_code).id,
            typed=body.code,
            parking_place=body.parking_place,
            actor=actor,
            at=clock.now(),
        ),
    )


@door.get("/sites/{site_code}/yard", response={200: YardInfo, **READS}, operation_id="booking_yard")
def the_yard(request: HttpRequest, site_code: str) -> YardInfo:
    """What stands where, what is free, what is to be moved."""
    actor = actor_of(request)
    return yard_queries.yard(site_id=_site_of_staff(site_code, actor), actor=actor)


@door.put(
    "/sites/{site_code}/yard",
    response={200: YardInfo, **REFUSALS},
    operation_id="booking_set_yard",
)
def set_the_yard(request: HttpRequest, site_code: str, body: YardIn) -> HttpResponse:
    """Name the places of a site."""

    def call(actor: Actor) -> YardInfo:
        site = network.site_by_code(site_code)
        yard.set_yard(
            site_id=site.id,
            places=body.places,
            greeting=body.greeting,
            actor=actor,
            at=clock.now(),
        )
        return yard_queries.yard(site_id=site.id, actor=actor)

    return answer_once(request, call)


@door.post(
    "/arrivals/{arrival_id}/place",
    response={200: ArrivalInfo, **REFUSALS},
    operation_id="booking_place_car",
)
def place_car(request: HttpRequest, arrival_id: UUID, body: PlaceIn) -> HttpResponse:
    """Key or car are somewhere else now."""

    def call(actor: Actor) -> ArrivalInfo:
        yard.place_car(arrival_id=arrival_id, **body.dict(), actor=actor, at=clock.now())
        return day.arrival(arrival_id=arrival_id, actor=actor)

    return answer_once(request, call)


@door.get(
    "/arrivals/{arrival_id}/movements",
    response={200: list[MovementInfo], **READS},
    operation_id="booking_movements",
)
def movements(request: HttpRequest, arrival_id: UUID) -> list[MovementInfo]:
    """Where a key and a car have been, newest first."""
    actor = actor_of(request)
    require(can_see_yard(actor, day.arrival(arrival_id=arrival_id, actor=actor).owner_node))
    return yard_queries.movements(arrival_id=arrival_id, actor=actor)


@door.post(
    "/arrivals/{arrival_id}/moves",
    response={201: MoveAsked, **REFUSALS},
    operation_id="booking_ask_move",
)
def ask_move(request: HttpRequest, arrival_id: UUID, body: MoveIn) -> HttpResponse:
    """A car is to be moved by whoever is free."""

    def call(actor: Actor) -> MoveAsked:
        made = yard.ask_move(
            arrival_id=arrival_id, to_place=body.to_place, actor=actor, at=clock.now()
        )
        return MoveAsked(id=made)

    return answer_once(request, call, status=201)


@door.post("/moves/{job_id}/end", response={204: None, **REFUSALS}, operation_id="booking_end_move")
def end_move(request: HttpRequest, job_id: UUID, body: MoveEndIn) -> HttpResponse:
    """It was moved, or need not be any more."""
    return answer_once(
        request,
        lambda actor: yard.end_move(job_id=job_id, **body.dict(), actor=actor, at=clock.now()),
        status=204,
    )


@door.get(
    "/sites/{site_code}/missed",
    response={200: list[MissedRow], **READS},
    operation_id="booking_missed_list",
)
def missed_list(request: HttpRequest, site_code: str) -> list[MissedRow]:
    """Who did not come in the last two weeks, those not rung yet first."""
    actor, at = actor_of(request), clock.now()
    return missed.missed_list(site_id=_site_of_staff(site_code, actor), actor=actor, at=at)


@door.post(
    "/appointments/{appointment_id}/rung",
    response={204: None, **REFUSALS},
    operation_id="booking_note_call_back",
)
def rung(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Whoever did not come was rung."""
    return answer_once(
        request,
        lambda actor: calling.note_call_back(
            appointment_id=appointment_id, actor=actor, at=clock.now()
        ),
        status=204,
    )


def _site_of_staff(site_code: str, actor: Actor) -> UUID:
    site = network.site_by_code(site_code)
    require(can_see_yard(actor, site.node))
    return site.id


def _said(appointment_id: UUID, actor: Actor) -> PreCheckInInfo:
    found = before_queries.pre_check_in_of(appointment_id=appointment_id, actor=actor)
    if found is None:
        raise NotFound("nothing_said")
    return found
