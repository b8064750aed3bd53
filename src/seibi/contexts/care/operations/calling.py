"""Calling somebody: who is on it, and what came of it in one tap."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.care.contracts import ContactState, Outcome, Refusal
from seibi.contexts.care.domain.outcomes import UNREACHED, next_step
from seibi.contexts.care.events import ContactTaken
from seibi.contexts.care.models import Contact, Reason
from seibi.contexts.care.operations import noting, refusals
from seibi.contexts.care.permissions import can_call
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
)
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell

FURTHEST = dt.timedelta(days=120)
BY_HAND = frozenset(Outcome) - {Outcome.OVER, Outcome.BOOKED}


@transaction.atomic
def take(*, contact_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Somebody is on it now; the list says so. Whoever takes it last has it.

    An owner who rings is spoken with by whoever answers, not by whoever meant to call.
    Raises NotFound, NotAllowed, RuleBroken ("contact_settled").
    """
    row = locked(contact_id, actor)
    before = row.taken_by
    if before == UUID(actor.account_id):
        return
    row.taken_by, row.taken_at = UUID(actor.account_id), at
    row.save(update_fields=["taken_by", "taken_at"])

    tell(
        ContactTaken(row.pk, before),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )


@transaction.atomic
def note_outcome(
    *,
    contact_id: UUID,
    outcome: Outcome,
    refusal: Refusal | None = None,
    text: str = "",
    call_at: dt.datetime | None = None,
    vehicle_id: UUID | None = None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """What came of a call, in one tap, and the next step follows from it.

    Raises NotFound, NotAllowed, RuleBroken ("contact_settled"), Invalid ("outcome_unknown",
    "reason_missing", "time_missing", "time_past", "time_too_far", "car_missing").
    """
    row = locked(contact_id, actor)
    if outcome not in BY_HAND:
        sentence = _("Choose what came of the call.")
        raise refusals.invalid("outcome", "outcome_unknown", sentence)
    _check(outcome, refusal, call_at, at)
    site = network.site(row.site_id)
    car = sold_car(row, vehicle_id) if outcome is Outcome.SOLD else None

    left = _take_consequences(row, outcome, refusal, car, actor, at)
    step = next_step(
        outcome,
        today=local_day(at, site.tz),
        tries=row.tries + (outcome in UNREACHED),
        call_at=call_at,
        call_on=local_day(call_at, site.tz) if call_at else None,
        something_left=left,
    )
    noting.note(row, outcome, step, refusal=refusal or "", text=text.strip(), actor=actor, at=at)


def locked(contact_id: UUID, actor: Actor) -> Contact:
    """The contact, locked for whoever may call. Raises NotFound, NotAllowed, RuleBroken."""
    row = Contact.objects.visible_to(actor).locked().filter(pk=contact_id).first()
    if row is None:
        raise refusals.no_contact()
    require(can_call(actor, row.owner_node))
    if row.state == ContactState.DONE:
        raise refusals.settled()
    return row


def _check(
    outcome: Outcome, refusal: Refusal | None, call_at: dt.datetime | None, at: dt.datetime
) -> None:
    if outcome is Outcome.REFUSED and refusal is None:
        sentence = _("Choose why they do not want it.")
        raise refusals.invalid("refusal", "reason_missing", sentence)
    if outcome is not Outcome.CALL_BACK:
        return
    if call_at is None:
        sentence = _("Say when to call back: a day and a time.")
        raise refusals.invalid("call_at", "time_missing", sentence)
    if call_at < at:
        raise refusals.invalid("call_at", "time_past", _("This time is over. Choose a later one."))
    if call_at > at + FURTHEST:
        sentence = _("This is too far away. Choose a day within four months.")
        raise refusals.invalid("call_at", "time_too_far", sentence)


def sold_car(row: Contact, vehicle_id: UUID | None) -> Reason:
    """The reason about the car that was sold; with several cars somebody has to say which."""
    live = Reason.objects.filter(contact=row, ended_at=None).exclude(vehicle_id=None)
    cars = set(live.values_list("vehicle_id", flat=True))
    chosen = vehicle_id if vehicle_id in cars else None
    if vehicle_id is None and len(cars) == 1:
        chosen = next(iter(cars))
    found = live.filter(vehicle_id=chosen).first() if chosen else None
    if found is None:
        sentence = _("Choose which car was sold.")
        raise refusals.invalid("vehicle", "car_missing", sentence)
    return found


def _take_consequences(
    row: Contact,
    outcome: Outcome,
    refusal: Refusal | None,
    car: Reason | None,
    actor: Actor,
    at: dt.datetime,
) -> bool:
    """What the records learn of it; whether there is still somebody to call about something."""
    if car is not None and car.vehicle_id is not None:
        return part_with_car(row, car.vehicle_id, car.customer_id, actor, at)
    if outcome is Outcome.WRONG_NUMBER:
        return _forget_number(row, actor, at)
    if refusal is Refusal.NO_CALLS:
        customers.withdraw_consent(
            customer_id=row.customer_id,
            purpose=ContactPurpose.REMINDER,
            channel=ContactKind.PHONE,
            source=ConsentSource.TELEPHONE,
            actor=actor,
            at=at,
        )
    return False


def part_with_car(
    row: Contact, vehicle_id: UUID, customer_id: UUID, actor: Actor, at: dt.datetime
) -> bool:
    """The car is somebody else's now; whether other reasons to talk are left."""
    vehicles.part_with(vehicle_id=vehicle_id, customer_id=customer_id, actor=actor, at=at)
    return noting.end_reasons(row, at, car=vehicle_id)


def _forget_number(row: Contact, actor: Actor, at: dt.datetime) -> bool:
    """The number that was called is theirs no longer; whether there is another way."""
    ways = customers.contacts_of(row.customer_id)
    phones = [way for way in ways if way.kind is ContactKind.PHONE]
    if phones:
        customers.remove_contact(contact_id=phones[0].id, actor=actor, at=at)
    return len(phones) > 1
