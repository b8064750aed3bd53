"""An owner answers our message in one tap, without signing in: each answer closes or moves it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import CarWish, Door, Party, Wishes
from seibi.contexts.care.contracts import ContactState, Outcome, OwnerAnswer
from seibi.contexts.care.domain.outcomes import CLOSED, NextStep, next_step
from seibi.contexts.care.models import Contact, Reason
from seibi.contexts.care.operations import noting, refusals
from seibi.contexts.care.operations.calling import part_with_car, sold_car
from seibi.contexts.care.permissions import can_answer
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.errors import require


@transaction.atomic
def answer(
    *,
    contact_id: UUID,
    said: OwnerAnswer,
    vehicle_id: UUID | None = None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Call me, not now, or sold: the list of the workshop knows at once.

    ``BOOK`` needs a time: see ``book_by_link``. Raises NotFound, NotAllowed, RuleBroken
    ("contact_settled"), Invalid ("car_missing").
    """
    row = _locked(contact_id, actor)
    today = local_day(at, network.site(row.site_id).tz)
    match said:
        case OwnerAnswer.CALL_ME:
            outcome, step = Outcome.CALL_BACK, NextStep(False, today, at)
        case OwnerAnswer.NOT_NOW:
            outcome, step = Outcome.NOT_NOW, next_step(Outcome.NOT_NOW, today=today, tries=0)
        case OwnerAnswer.SOLD:
            car = sold_car(row, vehicle_id)
            themselves = replace(actor, persons=actor.persons | {car.customer_id})
            left = car.vehicle_id is not None and part_with_car(
                row, car.vehicle_id, car.customer_id, themselves, at
            )
            outcome = Outcome.SOLD
            step = next_step(outcome, today=today, tries=0, something_left=left)
        case OwnerAnswer.BOOK:
            raise refusals.time_missing()
    noting.note(row, outcome, step, by_owner=True, actor=actor, at=at)


@transaction.atomic
def book_by_link(
    *,
    contact_id: UUID,
    cars: Sequence[CarWish],
    starts_at: dt.datetime,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> list[UUID]:
    """The owner takes one of the free times for the cars we wrote about, and for no others.

    Raises NotFound, NotAllowed, RuleBroken ("contact_settled", "slot_taken"), Invalid.
    """
    row = _locked(contact_id, actor)
    mine = set(
        Reason.objects.filter(contact=row, ended_at=None).values_list("customer_id", "vehicle_id")
    )
    wanted = [car for car in cars if (car.owner_id, car.vehicle_id) in mine]
    people = {car.owner_id for car in wanted} | {row.customer_id}
    language = customers.summaries([row.customer_id])[row.customer_id].language

    booked = booking.book_together(
        site_id=row.site_id,
        cars=wanted,
        starts_at=starts_at,
        party=Party(owner_id=row.customer_id),
        wishes=Wishes(),
        door=Door.WEB,
        language=language,
        actor=replace(actor, persons=actor.persons | people),
        machine_at=machine_at,
        at=at,
    )
    noting.note(row, Outcome.BOOKED, CLOSED, by_owner=True, actor=actor, at=at)
    return booked


def _locked(contact_id: UUID, actor: Actor) -> Contact:
    row = Contact.objects.locked().filter(pk=contact_id).first()
    if row is None:
        raise refusals.no_contact()
    require(can_answer(actor, row))
    if row.state == ContactState.DONE:
        raise refusals.settled()
    return row
