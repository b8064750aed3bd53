"""A kept time becomes an appointment: the same function for web, desk, telephone, board and API."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import BookingRules, Door, Party, Wishes
from seibi.contexts.booking.domain.fairness import change_until
from seibi.contexts.booking.events import AppointmentBooked
from seibi.contexts.booking.models import Appointment, AppointmentItem, Hold
from seibi.contexts.booking.operations import board, refusals
from seibi.contexts.booking.operations.numbers import next_appointment_number
from seibi.contexts.booking.permissions import can_book, is_staff
from seibi.contexts.booking.queries.rules import rules_at
from seibi.contexts.booking.queries.slots import free_soon
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.catalogue.contracts import OperationInfo, Quote
from seibi.contexts.customers import facade as customers
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Expired, NotFound, require
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money, total


@transaction.atomic
def confirm(
    *,
    hold_id: UUID,
    vehicle_id: UUID,
    party: Party,
    wishes: Wishes,
    door: Door,
    language: str,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> UUID:
    """A kept time becomes an appointment under the same id, looked at once more under lock.

    Confirming twice gives the same appointment. Raises NotFound ("hold_not_found"), NotAllowed,
    RuleBroken ("not_their_car"), Expired ("hold_expired", free=[…]).
    """
    hold = Hold.objects.visible_to(actor).locked().filter(pk=hold_id).first()
    if hold is None:
        raise refusals.no_hold()

    require(can_book(actor, hold.owner_node, party, door))

    if hold.confirmed_at:
        return _already_booked(hold, party)
    check_people(actor, party)
    car = check_car(actor, hold.owner_node, vehicle_id, party, at)
    work = catalogue.work(hold.operation_codes)
    quote = catalogue.quote_for(site_id=hold.site_id, work=work, at=at)
    rules = rules_at(hold.owner_node)  # all that can be read is read before others have to wait
    _take_for_good(hold, actor, machine_at, at)

    appointment = _create(
        hold=hold,
        vehicle_id=vehicle_id,
        party=party,
        wishes=wishes,
        door=door,
        language=language,
        quote=quote,
        rules=rules,
        at=at,
    )
    AppointmentItem.objects.bulk_create(
        _item(appointment, position, operation, _price_of(operation.code, quote))
        for position, operation in enumerate(work)
    )
    hold.confirmed_at = machine_at
    hold.save(update_fields=["confirmed_at"])
    board.place(appointment, work, car, actor=actor, at=at)
    board.take_end(appointment)

    _tell_booked(appointment, tuple(hold.operation_codes), actor, at)
    return appointment.pk


def _tell_booked(
    appointment: Appointment, codes: tuple[str, ...], actor: Actor, at: dt.datetime
) -> None:
    tell(
        AppointmentBooked(
            appointment_id=appointment.pk,
            site_id=appointment.site_id,
            customer_id=appointment.customer_id,
            vehicle_id=appointment.vehicle_id,
            operation_codes=codes,
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
            door=str(appointment.door),
        ),
        actor=actor,
        at=at,
        subject=appointment.subject,
        owner_node=appointment.owner_node,
    )


def _already_booked(hold: Hold, party: Party) -> UUID:
    if Appointment.objects.filter(pk=hold.pk, customer_id=party.owner_id).exists():
        return hold.pk
    raise refusals.no_hold()


def check_people(actor: Actor, party: Party) -> None:
    """Everybody in a party is on record. Raises NotFound ("customer_not_found")."""
    named = {p for p in (party.owner_id, party.bringer_id, party.authoriser_id) if p}
    known = customers.visible_summaries(named - actor.persons, actor=actor)
    known |= customers.summaries(named & actor.persons)
    if named - set(known) - _owners_named_by(actor, party):
        raise refusals.no_customer()


def _owners_named_by(actor: Actor, party: Party) -> set[UUID]:
    """A driver may name the owner of the car they bring, whom they need not know otherwise."""
    if actor.is_person(party.bringer_id) and customers.summaries([party.owner_id]):
        return {party.owner_id}
    return set()


def check_car(
    actor: Actor, node: str, vehicle_id: UUID, party: Party, at: dt.datetime
) -> VehicleSummary:
    """Who books for themselves books for a car of theirs; staff may also book a borrowed one.

    Raises NotFound ("customer_not_found"), RuleBroken ("not_their_car").
    """
    car = vehicles.summaries([vehicle_id]).get(vehicle_id)
    if car is None:
        raise refusals.no_customer()
    trusted = is_staff(actor, node) or actor.is_anonymous
    if not trusted and car not in vehicles.vehicles_of([party.owner_id], at):
        raise refusals.not_their_car()
    return car


def _take_for_good(hold: Hold, actor: Actor, machine_at: dt.datetime, at: dt.datetime) -> None:
    over = refusals.hold_expired
    if hold.released_at or hold.expires_at <= machine_at:
        raise over(free_soon(hold.site_id, hold.operation_codes, at))
    try:
        workshop.confirm(subject=f"appointment:{hold.pk}", actor=actor, at=at)
    except (Expired, NotFound):
        raise over(free_soon(hold.site_id, hold.operation_codes, at)) from None


def _create(
    *,
    hold: Hold,
    vehicle_id: UUID,
    party: Party,
    wishes: Wishes,
    door: Door,
    language: str,
    quote: Quote,
    rules: BookingRules,
    at: dt.datetime,
) -> Appointment:
    return Appointment.objects.create(
        id=hold.pk,
        owner_node=hold.owner_node,
        number=next_appointment_number(hold.owner_node),
        site_id=hold.site_id,
        customer_id=party.owner_id,
        vehicle_id=vehicle_id,
        bringer_id=party.bringer_id,
        bringer_name=party.bringer_name,
        authoriser_id=party.authoriser_id,
        limit_amount=party.limit.amount if party.limit else None,
        limit_currency=party.limit.currency if party.limit else "",
        purchase_order=party.purchase_order,
        starts_at=hold.starts_at,
        ends_at=hold.ends_at,
        change_until=change_until(starts_at=hold.starts_at, booked_at=at, rules=rules),
        wishes=wishes.text.strip(),
        stay=wishes.stay,
        courtesy_car=wishes.courtesy_car,
        door=door,
        language=language,
        price_amount=None if quote.unpriced else quote.shown.amount,
        price_currency="" if quote.unpriced else quote.shown.currency,
        booked_at=at,
    )


def _item(
    appointment: Appointment, position: int, work: OperationInfo, price: Money | None
) -> AppointmentItem:
    return AppointmentItem(
        appointment=appointment,
        position=position,
        operation_code=work.code,
        minutes=work.minutes,
        price_amount=price.amount if price else None,
        price_currency=price.currency if price else "",
    )


def _price_of(code: str, quote: Quote) -> Money | None:
    """What was shown for one operation; None where it has no price."""
    lines = [x for x in quote.lines if x.operation_code == code]
    if not lines:
        return None
    return total((x.gross if quote.tax_included else x.net for x in lines), quote.gross.currency)
