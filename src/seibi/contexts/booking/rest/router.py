"""Booking for programs: the same operations as on the pages. POST takes an Idempotency-Key."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from seibi.contexts.booking.contracts import (
    AppointmentInfo,
    BookingRules,
    DayRow,
    Door,
    Guest,
    HoldInfo,
    Party,
    SlotPage,
    Wishes,
)
from seibi.contexts.booking.operations import (
    confirming,
    contacts,
    guests,
    holds,
)
from seibi.contexts.booking.queries import appointments as queries
from seibi.contexts.booking.queries import day as day_queries
from seibi.contexts.booking.queries import rules as rule_queries
from seibi.contexts.booking.queries import slots as slot_queries
from seibi.contexts.booking.rest import schemas
from seibi.contexts.booking.rest.door import door
from seibi.contexts.booking.rest.refusals import REFUSALS, SLOT_REFUSALS
from seibi.contexts.booking.rest.visits import visits
from seibi.contexts.booking.rest.waiting import wait_list
from seibi.contexts.network import facade as network
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import JSON, PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once
from seibi.kernel.money import Money

router = Router(tags=["booking"])
router.add_router("", visits)
router.add_router("", door)
router.add_router("", wait_list)


@router.get(
    "/sites/{site_id}/slots",
    response={200: SlotPage, 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="booking_slots",
)
def slots(
    request: HttpRequest,
    site_id: UUID,
    wanted: Query[schemas.SlotsIn],
) -> SlotPage:
    """Every time at which all of the work can begin, by day; the best offers first."""
    return slot_queries.slots(
        site_id=site_id,
        operation_codes=wanted.operation_codes,
        stay=wanted.stay,
        courtesy_car=wanted.courtesy_car,
        at=clock.now(),
        from_day=wanted.from_day,
        days=wanted.days,
    )


@router.get(
    "/sites/{site_id}/rules",
    response={200: BookingRules, 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="booking_rules",
)
def rules(request: HttpRequest, site_id: UUID) -> BookingRules:
    """Until when a visit can be changed, the same for both sides."""
    return rule_queries.rules_at(network.site(site_id).node)


@router.get(
    "/sites/{site_id}/days/{day}",
    response={200: list[DayRow], 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="booking_day",
)
def day(request: HttpRequest, site_id: UUID, day: dt.date) -> list[DayRow]:
    """Who is expected on a day and who has come; only what the caller may know."""
    return day_queries.day_list(site_id=site_id, day=day, actor=actor_of(request), at=clock.now())


@router.post("/holds", response={201: HoldInfo, **SLOT_REFUSALS}, operation_id="booking_hold")
def hold(request: HttpRequest, body: schemas.HoldIn) -> HttpResponse:
    """Keep a time for five minutes. A taken time answers 409 with times that are free."""
    return answer_once(
        request,
        lambda actor: holds.hold(
            site_id=body.site_id,
            operation_codes=body.operation_codes,
            starts_at=body.starts_at,
            stay=body.stay,
            courtesy_car=body.courtesy_car,
            replaces=body.replaces,
            actor=actor,
            machine_at=clock.machine_now(),
            at=clock.now(),
        ),
        status=201,
    )


@router.post(
    "/holds/{hold_id}/release",
    response={200: dict[str, bool], **REFUSALS},
    operation_id="booking_release_hold",
)
def release(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Give a kept time back at once."""

    def call(actor: Actor) -> dict[str, bool]:
        holds.release_hold(
            hold_id=hold_id, actor=actor, machine_at=clock.machine_now(), at=clock.now()
        )
        return {"released": True}

    return answer_once(request, call)


@router.post(
    "/holds/{hold_id}/confirm",
    response={201: AppointmentInfo, **SLOT_REFUSALS},
    operation_id="booking_confirm",
)
def confirm(request: HttpRequest, hold_id: UUID, body: schemas.ConfirmIn) -> HttpResponse:
    """A kept time becomes an appointment, looked at once more under lock."""

    def call(actor: Actor) -> AppointmentInfo:
        appointment_id = confirming.confirm(
            hold_id=hold_id,
            vehicle_id=body.vehicle_id,
            party=_party(body),
            wishes=Wishes(body.wishes, body.stay, body.courtesy_car),
            door=Door.API,
            language=body.language,
            actor=actor,
            machine_at=clock.machine_now(),
            at=clock.now(),
        )
        return queries.appointment(appointment_id=appointment_id, actor=actor, at=clock.now())

    return answer_once(request, call, status=201)


@router.post(
    "/holds/{hold_id}/confirm-as-guest",
    response={201: schemas.GuestBooked, **SLOT_REFUSALS},
    operation_id="booking_confirm_as_guest",
)
def confirm_as_guest(request: HttpRequest, hold_id: UUID, body: schemas.GuestIn) -> HttpResponse:
    """Book without an account, with a proven address. The answer holds the link of the visit."""

    def call(actor: Actor) -> dict[str, Any]:
        appointment_id = guests.confirm_as_guest(
            hold_id=hold_id,
            proof_id=body.proof_id,
            guest=Guest(
                name=body.name,
                email="",
                plate=body.plate,
                vin=body.vin,
                phone=body.phone,
                make=body.make,
                model=body.model,
            ),
            wishes=Wishes(body.wishes, body.stay, body.courtesy_car),
            door=Door.API,
            language=body.language,
            actor=actor,
            machine_at=clock.machine_now(),
            at=clock.now(),
        )
        return {"id": appointment_id, "link": queries.link_of(appointment_id)}

    return answer_once(request, call, status=201)


@router.post(
    "/contact-codes",
    response={201: schemas.ProofOut, 429: PROBLEMS[429], **REFUSALS},
    operation_id="booking_send_contact_code",
)
def send_contact_code(request: HttpRequest, body: schemas.CodeIn) -> HttpResponse:
    """Send a code to an address; it is good for ten minutes and five tries."""
    return answer_once(
        request,
        lambda actor: {
            "id": contacts.send_contact_code(
                site_id=body.site_id,
                email=body.email,
                language=body.language,
                actor=actor,
                machine_at=clock.machine_now(),
                at=clock.now(),
            )
        },
        status=201,
    )


@router.post(
    "/contact-codes/{proof_id}/prove",
    response={200: schemas.ProofOut, 410: PROBLEMS[410], **REFUSALS},
    operation_id="booking_prove_contact",
)
def prove_contact(request: HttpRequest, proof_id: UUID, body: schemas.ProofIn) -> HttpResponse:
    """The code came back. Wrong tries count, so this one is not replayed."""
    contacts.prove_contact(
        proof_id=proof_id,
        code=body.code,
        actor=actor_of(request),
        machine_at=clock.machine_now(),
        at=clock.now(),
    )
    return JSON({"id": proof_id})


def _party(body: schemas.ConfirmIn) -> Party:
    limit = (
        Money(body.limit_amount, body.limit_currency)
        if body.limit_amount is not None and body.limit_currency
        else None
    )
    return Party(
        owner_id=body.customer_id,
        bringer_id=body.bringer_id,
        bringer_name=body.bringer_name,
        authoriser_id=body.authoriser_id,
        limit=limit,
        purchase_order=body.purchase_order,
    )
