"""Owners and bringers with a door of their own: their accounts, and the invitation to drive."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

from seibi.config.demo.fleet import OwnedCar
from seibi.config.demo.links import BRINGERS, OWNER_DOMAIN
from seibi.config.middleware import actor_for
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    CustomerKind,
    NewCustomer,
)
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import HolderRole
from seibi.contexts.vehicles.operations import sharing
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM


def let_owner_in(customer_id: UUID, at: dt.datetime) -> UUID:
    """An owner has an account, and wants reminders and surveys; the same one when asked twice."""
    summary = customers.summaries([customer_id])[customer_id]
    known = Account.objects.filter(email=summary.email).first()
    if known is not None:
        return known.pk
    account = Account.objects.create_user(
        summary.email,
        display_name=summary.name,
        language=summary.language,
        time_zone=summary.time_zone,
    )
    customers.link_account(customer_id=summary.id, account_id=account.pk, actor=SYSTEM, at=at)
    for purpose in (ContactPurpose.REMINDER, ContactPurpose.SURVEY):
        customers.give_consent(
            customer_id=summary.id,
            purpose=purpose,
            channel=ContactKind.EMAIL,
            source=next(iter(ConsentSource)),
            actor=SYSTEM,
            at=at,
        )
    return account.pk


def invite_bringer(owned: OwnedCar, country: str, at: dt.datetime) -> OwnedCar:
    """The owner names somebody who may drive and bring the car, and that person signs in."""
    owner = customers.summaries([owned.customer_id])[owned.customer_id]
    login, family, given, reading = BRINGERS[country]
    family_reading, _space, given_reading = reading.partition(" ")
    email = f"{login}@{OWNER_DOMAIN}"
    sharing.invite_driver(
        vehicle_id=owned.vehicle_id,
        person=NewCustomer(
            CustomerKind.PERSON,
            family,
            given,
            family_reading,
            given_reading,
            language=owner.language,
            time_zone=owner.time_zone,
            country=country,
        ),
        email=email,
        actor=actor_for(let_owner_in(owned.customer_id, at)),
        at=at,
    )
    holders = vehicles.holders_of([owned.vehicle_id], at)
    driver = next(one.customer_id for one in holders if one.role is HolderRole.DRIVER)
    account = Account.objects.create_user(
        email,
        display_name=customers.summaries([driver])[driver].name,
        language=owner.language,
        time_zone=owner.time_zone,
    )
    customers.link_account(customer_id=driver, account_id=account.pk, actor=SYSTEM, at=at)
    return replace(owned, bringer_id=driver)
