"""Everything that changes who a customer is and how to reach them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from seibi.contexts.customers.contracts import NewContact, NewCustomer, Preferences
from seibi.contexts.customers.events import (
    ContactAdded,
    ContactRemoved,
    ContactVerified,
    CustomerChanged,
    CustomerRegistered,
)
from seibi.contexts.customers.models.record import Address, ContactPoint
from seibi.contexts.customers.operations import writing
from seibi.contexts.customers.permissions import can_edit, can_register
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import PostalAddress
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require


@transaction.atomic
def register_customer(
    *,
    group_node: str,
    new: NewCustomer,
    contacts: Sequence[NewContact] = (),
    address: PostalAddress | None = None,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A dealer group knows a person or company from now on; the same name may exist twice.

    Raises NotAllowed, Invalid ("bad_customer", "bad_contact", "bad_address").
    """
    group = network.group_of(group_node)
    require(can_register(actor, group))
    checked = network.check_address(address) if address else None

    row = writing.create(new=new, contacts=contacts, group=group, at=at)
    if checked:
        Address.objects.create(owner_node=group, customer=row, **asdict(checked))

    writing.report(
        event=CustomerRegistered(customer_id=row.pk, kind=row.kind),
        customer=row,
        actor=actor,
        at=at,
    )
    return row.pk


@transaction.atomic
def change_customer(*, customer_id: UUID, new: NewCustomer, actor: Actor, at: dt.datetime) -> None:
    """The name, readings, language and zone are these from now on.

    Raises NotFound, NotAllowed, Invalid ("bad_customer").
    """
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_edit(actor, row))
    details = asdict(writing.checked(new=new))

    changed = tuple(field for field, value in details.items() if getattr(row, field) != value)
    for field in changed:
        setattr(row, field, details[field])
    row.save()
    writing.index(customer=row)

    writing.report(
        event=CustomerChanged(customer_id=row.pk, fields=changed), customer=row, actor=actor, at=at
    )


@transaction.atomic
def set_address(
    *, customer_id: UUID, address: PostalAddress, actor: Actor, at: dt.datetime
) -> None:
    """Post goes here from now on. Raises NotFound, NotAllowed, Invalid ("bad_address")."""
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_edit(actor, row))
    checked = network.check_address(address)

    Address.objects.update_or_create(
        customer=row, defaults={**asdict(checked), "owner_node": row.owner_node}
    )

    writing.report(
        event=CustomerChanged(customer_id=row.pk, fields=("address",)),
        customer=row,
        actor=actor,
        at=at,
    )


@transaction.atomic
def change_with_address(
    *,
    customer_id: UUID,
    new: NewCustomer,
    address: PostalAddress | None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """What the edit form changes, all of it or nothing; no address leaves the old one.

    Raises NotFound, NotAllowed, Invalid ("bad_customer", "bad_address").
    """
    change_customer(customer_id=customer_id, new=new, actor=actor, at=at)
    if address is not None:
        set_address(customer_id=customer_id, address=address, actor=actor, at=at)


@transaction.atomic
def set_preferences(
    *, customer_id: UUID, preferences: Preferences, actor: Actor, at: dt.datetime
) -> None:
    """Which way for what, and when not at all. Raises NotFound, NotAllowed."""
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_edit(actor, row))

    row.preferred = {str(p): str(k) for p, k in preferences.preferred.items()}
    quiet = preferences.quiet
    row.quiet_begins = quiet.begins if quiet else None
    row.quiet_ends = quiet.ends if quiet else None
    row.save(update_fields=["preferred", "quiet_begins", "quiet_ends"])

    writing.report(
        event=CustomerChanged(customer_id=row.pk, fields=("preferences",)),
        customer=row,
        actor=actor,
        at=at,
    )


@transaction.atomic
def add_contact(*, customer_id: UUID, new: NewContact, actor: Actor, at: dt.datetime) -> UUID:
    """One more way to reach somebody; it is not proved to be theirs yet.

    Raises NotFound, NotAllowed, Invalid ("bad_contact"), RuleBroken ("contact_known").
    """
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_edit(actor, row))
    value = writing.checked_contact(new=new, country=row.country)
    known = ContactPoint.objects.filter(customer=row)
    if known.filter(kind=new.kind, value=value).exists():
        raise RuleBroken("contact_known", _("This is on the record already."))

    position = (known.aggregate(last=Max("position"))["last"] or 0) + 1
    added = ContactPoint.objects.create(
        owner_node=row.owner_node, customer=row, kind=new.kind, value=value, position=position
    )
    writing.index(customer=row)

    writing.report(
        event=ContactAdded(customer_id=row.pk, contact_id=added.pk, kind=new.kind),
        customer=row,
        actor=actor,
        at=at,
    )
    return added.pk


@transaction.atomic
def verify_contact(*, contact_id: UUID, actor: Actor, at: dt.datetime) -> UUID:
    """Somebody answered there, so the contact point is theirs; the customer comes back.

    Only staff say so; people prove their own by signing in with it. Raises NotFound, NotAllowed.
    """
    contact = _get_contact(contact_id, actor)
    row = writing.get_locked(customer_id=contact.customer_id, actor=actor)
    require(can_register(actor, row.owner_node))

    contact.verified_at = contact.verified_at or at
    contact.save(update_fields=["verified_at"])

    writing.report(
        event=ContactVerified(customer_id=row.pk, contact_id=contact.pk, kind=contact.kind),
        customer=row,
        actor=actor,
        at=at,
    )
    return row.pk


@transaction.atomic
def remove_contact(*, contact_id: UUID, actor: Actor, at: dt.datetime) -> UUID:
    """A contact point is not used any more; the customer comes back.

    Raises NotFound, NotAllowed.
    """
    contact = _get_contact(contact_id, actor)
    row = writing.get_locked(customer_id=contact.customer_id, actor=actor)
    require(can_edit(actor, row))

    contact.delete()
    writing.index(customer=row)

    writing.report(
        event=ContactRemoved(customer_id=row.pk, contact_id=contact_id, kind=contact.kind),
        customer=row,
        actor=actor,
        at=at,
    )
    return row.pk


def _get_contact(contact_id: UUID, actor: Actor) -> ContactPoint:
    contact = ContactPoint.objects.visible_to(actor).filter(pk=contact_id).first()
    if contact is None:
        raise NotFound("contact_not_found", _("There is no such contact point."))
    return contact
