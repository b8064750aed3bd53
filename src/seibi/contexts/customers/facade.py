"""What others may ask of customers, and how people and companies come into it."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from seibi.contexts.customers.contracts import (
    AuthorityTerms,
    ClaimOffer,
    ContactInfo,
    ContactKind,
    ContactPurpose,
    CustomerSummary,
    NewCustomer,
    ReadInfo,
    Route,
)
from seibi.contexts.customers.domain import authority, contact
from seibi.contexts.customers.operations import agreeing, belonging, registering
from seibi.contexts.customers.queries import agreements, finding, links, records
from seibi.kernel.actor import Actor

register_customer = registering.register_customer
change_customer = registering.change_customer
set_address = registering.set_address
set_preferences = registering.set_preferences
add_contact = registering.add_contact
verify_contact = registering.verify_contact
remove_contact = registering.remove_contact
give_consent = agreeing.give_consent
withdraw_consent = agreeing.withdraw_consent
name_authoriser = agreeing.name_authoriser
dismiss_authoriser = agreeing.dismiss_authoriser
require_purchase_order = agreeing.require_purchase_order
merge_customers = belonging.merge_customers
undo_merge = belonging.undo_merge
claim_record = belonging.claim_record
link_account = belonging.link_account
release_record = belonging.release_record
note_read = belonging.note_read

CAN_SEND = frozenset({ContactKind.EMAIL})


def summaries(ids: Collection[UUID]) -> dict[UUID, CustomerSummary]:
    """Who these are, by the id asked for; merged ones answer with the record that remains.

    Ids that do not exist are left out. Four queries, however many ids.
    """
    return records.summaries(ids)


def resolve(ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The record each of these is read as now."""
    return records.survivors(ids)


def same_person(customer_id: UUID) -> frozenset[UUID]:
    """Every record that is this person: for looking up what hangs on merged ones."""
    return records.family(records.survivors([customer_id]).values())


def contacts_of(customer_id: UUID) -> list[ContactInfo]:
    """Every way to reach one customer, proved ones first."""
    return records.contacts_of(customer_id)


def route_for(
    customer_id: UUID,
    purpose: str,
    able: Collection[ContactKind] = CAN_SEND,
) -> Route | None:
    """Where a message for this purpose goes; None when the customer did not open any way for it.

    ``able`` are the channels the caller can send on.
    """
    return agreements.route_for(customer_id, ContactPurpose(purpose), able)


def is_quiet(customer_id: UUID, at: dt.datetime) -> bool:
    """Whether it is too late or too early where the customer lives."""
    return agreements.is_quiet(customer_id, at)


def may_use(customer_id: UUID, purpose: str, channel: ContactKind = ContactKind.WEB_PUSH) -> bool:
    """Whether a purpose such as data from the car is open."""
    return agreements.is_open(customer_id, ContactPurpose(purpose), channel)


def persons_of(account_id: UUID) -> frozenset[UUID]:
    """The customer records an account claimed, with everything merged into them."""
    return finding.persons_of(account_id)


def accounts_of(customer_ids: Collection[UUID]) -> frozenset[UUID]:
    """The accounts that claimed any of these records."""
    return finding.accounts_of(customer_ids)


def claim_offers(account_id: UUID) -> list[ClaimOffer]:
    """Records that carry an address this account proved to be its own and has not claimed."""
    return finding.claim_offers(account_id)


def record_for_account(
    *,
    account_id: UUID,
    group_node: str,
    new: NewCustomer,
    email: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """The account's record with this dealer group: one it has claimed, else a new one of its own.

    Raises NotAllowed, Invalid ("bad_customer", "bad_contact").
    """
    return belonging.record_for_account(
        account_id=account_id, group_node=group_node, new=new, email=email, actor=actor, at=at
    )


def find_by_contact(
    kind: ContactKind, typed: str, *, group_node: str, country: str = ""
) -> list[CustomerSummary]:
    """Customers of a group with this telephone number or address, however it was typed."""
    value = contact.normal(kind, typed, country)
    return finding.by_contact(kind, value, group_node=group_node) if value else []


def search(query: str, *, actor: Actor, limit: int = 20) -> list[CustomerSummary]:
    """Customers by name, reading, pinyin initials or last four digits, best first."""
    return finding.search(query, actor=actor, limit=limit)


def reads_of(customer_id: UUID, *, since: dt.datetime) -> list[ReadInfo]:
    """Who looked at the record, newest first, for the person it is about."""
    return finding.reads_of(customer_id, since=since)


def authority_terms(customer_id: UUID) -> AuthorityTerms | None:
    """Who may say yes to work for this customer; None for a customer that does not exist."""
    return agreements.authority_terms(customer_id)


def may_authorise(customer_id: UUID, person_id: UUID, amount: Decimal) -> bool:
    """Whether this person may say yes to an amount for this customer."""
    terms = agreements.authority_terms(customer_id)
    return terms is not None and authority.may_say_yes(terms, person_id, amount)


def unsubscribe_path(customer_id: UUID, purpose: str, channel: str = ContactKind.EMAIL) -> str:
    """The path of the page that stops such messages; it works without signing in."""
    token = links.unsubscribe_token(customer_id, ContactPurpose(purpose), ContactKind(channel))
    return f"/customers/unsubscribe/{token}/"


def visible_summaries(ids: Collection[UUID], *, actor: Actor) -> dict[UUID, CustomerSummary]:
    """Like ``summaries``, but only records this actor may know of."""
    return finding.visible_summaries(ids, actor=actor)
