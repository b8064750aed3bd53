"""Booking without an account: the proven address finds or makes the record, the plate the car."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import Door, Guest, Party, Wishes
from seibi.contexts.booking.contracts.waiting import WaitWish
from seibi.contexts.booking.domain.names import split_name
from seibi.contexts.booking.models import ContactProof, Hold
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.operations.confirming import confirm
from seibi.contexts.booking.operations.waiting import wait_for_time
from seibi.contexts.booking.permissions import can_receive
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, CustomerKind, NewContact, NewCustomer
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import require


@transaction.atomic
def confirm_as_guest(
    *,
    hold_id: UUID,
    proof_id: UUID,
    guest: Guest,
    wishes: Wishes,
    door: Door,
    language: str,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> UUID:
    """Somebody who proved an e-mail address books for themselves, with name and plate only.

    The same address and name is the same person at this dealer group; an address alone is not
    (families share one). Raises RuleBroken ("contact_not_proven"), Invalid ("guest_incomplete",
    "vin_wrong"), and what ``confirm`` raises.
    """
    hold = Hold.objects.visible_to(actor).filter(pk=hold_id).first()
    if hold is None:
        raise refusals.no_hold()
    proof = _proven(proof_id, machine_at)
    check_guest(guest)

    site = network.site(hold.site_id)
    helper = replace(SYSTEM, on_behalf_of=actor.account_id)
    customer_id = _customer(guest, proof, site, language, helper, at)
    vehicle_id = _vehicle(guest, customer_id, site, helper, at)
    appointment_id = confirm(
        hold_id=hold_id,
        vehicle_id=vehicle_id,
        party=Party(owner_id=customer_id),
        wishes=wishes,
        door=door,
        language=language,
        actor=replace(actor, persons=actor.persons | {customer_id}),
        machine_at=machine_at,
        at=at,
    )
    ContactProof.objects.filter(pk=proof.pk).update(used_at=machine_at)
    return appointment_id


@transaction.atomic
def wait_as_guest(  # noqa: PLR0913 - who, what and when of a wish in one step
    *,
    site_id: UUID,
    proof_id: UUID,
    guest: Guest,
    operation_codes: Sequence[str],
    wishes: Wishes,
    wish: WaitWish,
    door: Door,
    language: str,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> UUID:
    """Somebody who proved an e-mail address joins the wait-list, with name and plate only.

    Raises RuleBroken ("contact_not_proven"), Invalid ("guest_incomplete", "vin_wrong"), and what
    ``wait_for_time`` raises.
    """
    proof = _proven(proof_id, machine_at)
    check_guest(guest)

    site = network.site(site_id)
    helper = replace(SYSTEM, on_behalf_of=actor.account_id)
    customer_id = _customer(guest, proof, site, language, helper, at)
    vehicle_id = _vehicle(guest, customer_id, site, helper, at)
    waiting_id = wait_for_time(
        site_id=site_id,
        customer_id=customer_id,
        vehicle_id=vehicle_id,
        operation_codes=operation_codes,
        wishes=wishes,
        wish=wish,
        door=door,
        language=language,
        actor=replace(actor, persons=actor.persons | {customer_id}),
        at=at,
    )
    ContactProof.objects.filter(pk=proof.pk).update(used_at=machine_at)
    return waiting_id


@transaction.atomic
def record_visitor(
    *, site_id: UUID, guest: Guest, language: str, actor: Actor, at: dt.datetime
) -> tuple[UUID, UUID]:
    """Somebody new at the counter or on the telephone: (customer, car), enough to go on.

    A car whose number is known stays that car, with its owner if it has one. Raises NotAllowed,
    Invalid ("guest_incomplete", "bad_contact", "vin_wrong").
    """
    site = network.site(site_id)

    require(can_receive(actor, site.node))

    check_guest(guest)
    for number in (guest.vin, guest.plate):
        if number.strip() and (known := vehicles.find_by_number(number)):
            owner = vehicles.owner_of(known[0], at)
            if owner is not None:
                return owner.customer_id, known[0]
    customer_id = _register(guest, guest.email, site, language, actor, at)
    return customer_id, _vehicle(guest, customer_id, site, actor, at)


def check_guest(guest: Guest) -> None:
    """A name, a car we can look for. Raises Invalid ("guest_incomplete")."""
    if not guest.name.strip():
        raise refusals.guest_incomplete("name")
    if not guest.plate.strip() and not guest.vin.strip():
        raise refusals.guest_incomplete("plate")


def _proven(proof_id: UUID, machine_at: dt.datetime) -> ContactProof:
    """Good for an hour after the code was typed, so that a taken slot costs no new code."""
    proof = ContactProof.objects.locked().filter(pk=proof_id).first()
    valid = dt.timedelta(hours=1)
    if proof is None or proof.proven_at is None or proof.proven_at + valid <= machine_at:
        raise refusals.contact_not_proven()
    return proof


def _customer(
    guest: Guest,
    proof: ContactProof,
    site: SiteInfo,
    language: str,
    helper: Actor,
    at: dt.datetime,
) -> UUID:
    known = customers.find_by_contact(
        ContactKind.EMAIL, proof.email, group_node=site.group_node, country=site.country
    )
    wanted = "".join(guest.name.split()).casefold()
    for person in known:
        if "".join(person.name.split()).casefold() == wanted:
            return person.id
    customer_id = _register(guest, proof.email, site, language, helper, at)
    _verify_address(customer_id, proof.email, helper, at)
    return customer_id


def _register(
    guest: Guest, email: str, site: SiteInfo, language: str, actor: Actor, at: dt.datetime
) -> UUID:
    family, given = split_name(guest.name, language)
    contacts = []
    if email.strip():
        contacts.append(NewContact(ContactKind.EMAIL, email))
    if guest.phone.strip():
        contacts.append(NewContact(ContactKind.PHONE, guest.phone))
    return customers.register_customer(
        group_node=site.group_node,
        new=NewCustomer(
            kind=CustomerKind.PERSON,
            family_name=family,
            given_name=given,
            language=language,
            time_zone=site.tz,
            country=site.country,
        ),
        contacts=contacts,
        actor=actor,
        at=at,
    )


def _verify_address(customer_id: UUID, email: str, helper: Actor, at: dt.datetime) -> None:
    for contact in customers.contacts_of(customer_id):
        if contact.kind is ContactKind.EMAIL and contact.value == email:
            customers.verify_contact(contact_id=contact.id, actor=helper, at=at)


def _vehicle(
    guest: Guest, customer_id: UUID, site: SiteInfo, helper: Actor, at: dt.datetime
) -> UUID:
    """The car with this number if we know it; whose it is is looked at when it comes."""
    for number in (guest.vin, guest.plate):
        if number.strip() and (found := vehicles.find_by_number(number)):
            return found[0]
    decoded = vehicles.decode_vin(guest.vin) if guest.vin.strip() else None
    unknown = _("Not known yet")
    return vehicles.register_vehicle(
        make=guest.make.strip() or (decoded and decoded.make) or unknown,
        model=guest.model.strip() or (decoded and decoded.model) or unknown,
        model_year=decoded.model_year if decoded else None,
        country=site.country,
        owner_node=site.node,
        vin=guest.vin,
        plate=guest.plate,
        owner_id=customer_id,
        actor=helper,
        at=at,
    )
