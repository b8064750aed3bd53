"""Everything that changes which records are one person, and whose account they belong to."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.customers.contracts import ContactKind, NewContact, NewCustomer
from seibi.contexts.customers.domain import identity
from seibi.contexts.customers.events import (
    CustomerRegistered,
    CustomersMerged,
    MergeUndone,
    RecordClaimed,
    RecordRead,
    RecordReleased,
)
from seibi.contexts.customers.models.identity import AccountLink, CustomerRead, MergeAlias
from seibi.contexts.customers.models.record import ContactPoint, Customer
from seibi.contexts.customers.operations import writing
from seibi.contexts.customers.permissions import can_act_as, can_claim, can_edit, can_merge
from seibi.contexts.customers.queries import finding, records
from seibi.contexts.network import facade as network
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotAllowed, NotFound, RuleBroken, require

_ONE_LOOK = dt.timedelta(minutes=10)


@transaction.atomic
def merge_customers(*, alias_id: UUID, survivor_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Two records become one person if both proved the same contact point; nothing is lost.

    Raises NotFound, NotAllowed, RuleBroken ("same_record", "other_group", "merged_already",
    "no_shared_proof").
    """
    rows = Customer.objects.visible_to(actor).locked().filter(pk__in=(alias_id, survivor_id))
    found = {row.pk: row for row in rows}
    if alias_id not in found or survivor_id not in found:
        raise NotFound("customer_not_found", _("There is no such customer."))
    alias, survivor = found[alias_id], found[survivor_id]
    require(can_merge(actor, alias))
    _check_mergeable(alias, survivor)

    MergeAlias.objects.create(
        owner_node=survivor.owner_node, customer=alias, survivor=survivor, merged_at=at
    )

    writing.report(
        event=CustomersMerged(alias_id=alias.pk, survivor_id=survivor.pk),
        customer=survivor,
        actor=actor,
        at=at,
    )


@transaction.atomic
def undo_merge(*, alias_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Two records are two again, each as it was. Raises NotFound, NotAllowed."""
    row = writing.get_locked(customer_id=alias_id, actor=actor)
    require(can_merge(actor, row))
    merge = MergeAlias.objects.locked().filter(customer=row, undone_at=None).first()
    if merge is None:
        raise NotFound("merge_not_found", _("This record was not brought together with another."))

    merge.undone_at = at
    merge.save(update_fields=["undone_at"])

    writing.report(
        event=MergeUndone(alias_id=row.pk, survivor_id=merge.survivor_id),
        customer=row,
        actor=actor,
        at=at,
    )


@transaction.atomic
def claim_record(*, customer_id: UUID, answer: str = "", actor: Actor, at: dt.datetime) -> None:
    """A person links a record to their account: it carries an address they proved to be theirs.

    If the record's address was only typed, the person also says a name or the telephone's last
    four digits on it. Raises NotAllowed ("not_allowed", "wrong_answer"), NotFound.
    """
    require(can_claim(actor))
    account_id = UUID(actor.account_id)
    offer = next(
        (o for o in finding.claim_offers(account_id) if o.customer_id == customer_id), None
    )
    row = Customer.objects.locked().filter(pk=customer_id).first()
    if offer is None or row is None:
        raise NotFound("customer_not_found", _("There is no such customer."))
    if offer.needs_answer and not _knows(row, answer):
        raise NotAllowed(
            "wrong_answer", _("This does not match the record. Ask your workshop to check it.")
        )

    proved = finding.proved_addresses(account_id)
    contacts = ContactPoint.objects.filter(customer=row, kind=ContactKind.EMAIL, value__in=proved)
    contacts.filter(verified_at=None).update(verified_at=at)
    _link(row, account_id, proved_by="email", actor=actor, at=at)


@transaction.atomic
def link_account(*, customer_id: UUID, account_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The record a person made for themselves while signed in is theirs.

    Raises NotFound, NotAllowed.
    """
    row = Customer.objects.locked().filter(pk=customer_id).first()
    if row is None:
        raise NotFound("customer_not_found", _("There is no such customer."))
    require(can_edit(actor, row))

    _link(row, account_id, proved_by="own_record", actor=actor, at=at)


@transaction.atomic
def record_for_account(
    *,
    account_id: UUID,
    group_node: str,
    new: NewCustomer,
    email: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """The account's record with a dealer group: its own, one proved on both sides, or a new one.

    Raises NotAllowed, Invalid ("bad_customer", "bad_contact").
    """
    require(can_act_as(actor, account_id))
    group = network.group_of(group_node)
    own = Customer.objects.filter(pk__in=finding.persons_of(account_id), owner_node=group)
    if (known := own.order_by("registered_at", "pk").first()) is not None:
        return records.survivors([known.pk])[known.pk]
    offers = [o for o in finding.claim_offers(account_id) if not o.needs_answer]
    proved = next((o for o in offers if o.group_node == group), None)

    if proved:
        row = Customer.objects.locked().get(pk=proved.customer_id)
    else:
        contacts = [NewContact(ContactKind.EMAIL, email)] if email else []
        own_addresses = finding.proved_addresses(account_id)
        row = writing.create(new=new, contacts=contacts, group=group, at=at, proved=own_addresses)
        told = CustomerRegistered(customer_id=row.pk, kind=row.kind)
        writing.report(event=told, customer=row, actor=actor, at=at)

    _link(row, account_id, proved_by="own_record", actor=actor, at=at)
    return row.pk


@transaction.atomic
def release_record(*, customer_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A person takes a record off their account. Raises NotFound, NotAllowed."""
    require(can_claim(actor))
    link = AccountLink.objects.locked().filter(
        customer_id=customer_id, account_id=UUID(actor.account_id), until_at=None
    )
    row = link.first()
    if row is None:
        raise NotFound("customer_not_found", _("There is no such customer."))

    row.until_at = at
    row.save(update_fields=["until_at"])

    writing.report(
        event=RecordReleased(customer_id=customer_id, account_id=row.account_id),
        customer=row.customer,
        actor=actor,
        at=at,
    )


@transaction.atomic
def note_read(*, customer_id: UUID, page: str, actor: Actor, at: dt.datetime) -> None:
    """Staff looked at a record; looking again within ten minutes is the same look.

    People looking at their own record are not noted. Raises NotFound.
    """
    row = Customer.objects.visible_to(actor).filter(pk=customer_id).first()
    if row is None:
        raise NotFound("customer_not_found", _("There is no such customer."))
    looks = CustomerRead.objects.filter(customer=row, account_id=actor.account_id, page=page)
    if actor.is_person(row.pk) or looks.filter(read_at__gt=at - _ONE_LOOK).exists():
        return

    CustomerRead.objects.create(
        owner_node=row.owner_node,
        customer=row,
        account_id=actor.account_id,
        page=page,
        read_at=at,
    )

    writing.report(
        event=RecordRead(customer_id=row.pk, page=page), customer=row, actor=actor, at=at
    )


@transaction.atomic
def note_found(*, customer_ids: Collection[UUID], actor: Actor, at: dt.datetime) -> int:
    """Staff found these people by a search; the same search again is the same look. How many.

    Two queries, however many there are. People who find their own record are not noted.
    """
    looks = CustomerRead.objects.filter(
        account_id=actor.account_id, page="search", read_at__gt=at - _ONE_LOOK
    )
    rows = Customer.objects.visible_to(actor).filter(pk__in=customer_ids)
    fresh = list(rows.exclude(pk__in=looks.values("customer_id")).exclude(pk__in=actor.persons))
    CustomerRead.objects.bulk_create(
        CustomerRead(
            owner_node=row.owner_node,
            customer=row,
            account_id=actor.account_id,
            page="search",
            read_at=at,
        )
        for row in fresh
    )
    return len(fresh)


def _check_mergeable(alias: Customer, survivor: Customer) -> None:
    if alias.pk == survivor.pk:
        raise RuleBroken("same_record", _("This is one record already."))
    if alias.owner_node != survivor.owner_node:
        raise RuleBroken("other_group", _("The records belong to two dealer groups."))
    if MergeAlias.objects.filter(customer__in=(alias, survivor), undone_at=None).exists():
        raise RuleBroken("merged_already", _("One of the records is part of another already."))
    contacts = records.contacts_by_customer([alias, survivor])
    if not identity.shared_proof(contacts.get(alias.pk, []), contacts.get(survivor.pk, [])):
        raise RuleBroken(
            "no_shared_proof",
            _("The records share no proved contact point. Have the customer confirm one first."),
        )


def _knows(row: Customer, answer: str) -> bool:
    details = records.details_of(row)
    contacts = records.contacts_by_customer([row]).get(row.pk, [])
    return identity.knows_own_record(
        answer,
        names=(
            details.family_name,
            details.given_name,
            details.family_reading,
            details.given_reading,
            details.company_name,
        ),
        phones=[c.value for c in contacts if c.kind == ContactKind.PHONE],
    )


def _link(
    row: Customer, account_id: UUID, *, proved_by: str, actor: Actor, at: dt.datetime
) -> None:
    _link_row, created = AccountLink.objects.get_or_create(
        customer=row,
        account_id=account_id,
        until_at=None,
        defaults={"owner_node": row.owner_node, "proved_by": proved_by, "from_at": at},
    )
    if created:
        writing.report(
            event=RecordClaimed(customer_id=row.pk, account_id=account_id),
            customer=row,
            actor=actor,
            at=at,
        )
