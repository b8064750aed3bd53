"""What others may ask of customers, and how people and companies come into it."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from seibi.contexts.customers.contracts import (
    ContactInfo,
    ContactKind,
    ContactPurpose,
    CustomerSummary,
    ReadInfo,
    Route,
)
from seibi.contexts.customers.domain import authority, contact
from seibi.contexts.customers.operations import (
    agreeing,
    belonging,
    caring,
    instructing,
    registering,
    taking_over,
)
from seibi.contexts.customers.queries import (
    agreements,
    finding,
    links,
    matching,
    records,
    standing,
    ways,
)
from seibi.contexts.customers.queries import book as book_queries

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
take_over_consent = taking_over.take_over_consent
take_back_customer = taking_over.take_back_customer
matches = matching.matches
book = book_queries.book
details_of = records.details_by_id
assign_sales = caring.assign_sales
in_care_of = finding.in_care_of
merge_customers = belonging.merge_customers
undo_merge = belonging.undo_merge
claim_record = belonging.claim_record
link_account = belonging.link_account
release_record = belonging.release_record
note_read = belonging.note_read
note_found = belonging.note_found
summaries = records.summaries
resolve = records.survivors
contacts_of = records.contacts_of
is_quiet = agreements.is_quiet
ways_to = ways.ways_to
sharing_phones = ways.sharing_phones
persons_of = finding.persons_of
accounts_of = finding.accounts_of
claim_offers = finding.claim_offers
record_for_account = belonging.record_for_account
search = finding.search
authority_terms = agreements.authority_terms
visible_summaries = finding.visible_summaries
reads_at = finding.reads_at
give_standing = instructing.give_standing
withdraw_standing = instructing.withdraw_standing
standing_of = standing.standing_of
standings_of = standing.standings_of


CAN_SEND = frozenset({ContactKind.EMAIL})


def same_person(customer_id: UUID) -> frozenset[UUID]:
    """Every record that is this person: for looking up what hangs on merged ones."""
    return records.family(records.survivors([customer_id]).values())


def route_for(
    customer_id: UUID,
    purpose: str,
    able: Collection[ContactKind] = CAN_SEND,
) -> Route | None:
    """Where a message for this purpose goes; None when the customer did not open any way for it.

    ``able`` are the channels the caller can send on.
    """
    return agreements.route_for(customer_id, ContactPurpose(purpose), able)


def reachable(
    ids: Collection[UUID], purpose: str, able: Collection[ContactKind] = CAN_SEND
) -> dict[UUID, ContactInfo]:
    """Where each of these people may be reached for this purpose; who may not is left out.

    Six queries, however many people.
    """
    return agreements.reachable(ids, ContactPurpose(purpose), able)


def may_use(customer_id: UUID, purpose: str, channel: ContactKind = ContactKind.WEB_PUSH) -> bool:
    """Whether a purpose such as data from the car is open."""
    return agreements.is_open(customer_id, ContactPurpose(purpose), channel)


def find_by_contact(
    kind: ContactKind, typed: str, *, group_node: str, country: str = ""
) -> list[CustomerSummary]:
    """Customers of a group with this telephone number or address, however it was typed."""
    value = contact.normal(kind, typed, country)
    return finding.by_contact(kind, value, group_node=group_node) if value else []


def reads_of(customer_id: UUID, *, since: dt.datetime) -> list[ReadInfo]:
    """Who looked at the record, newest first, for the person it is about."""
    return finding.reads_of(customer_id, since=since)


def may_authorise(customer_id: UUID, person_id: UUID, amount: Decimal) -> bool:
    """Whether this person may say yes to an amount for this customer."""
    terms = agreements.authority_terms(customer_id)
    return terms is not None and authority.may_say_yes(terms, person_id, amount)


def unsubscribe_path(customer_id: UUID, purpose: str, channel: str = ContactKind.EMAIL) -> str:
    """The path of the page that stops such messages; it works without signing in."""
    token = links.unsubscribe_token(customer_id, ContactPurpose(purpose), ContactKind(channel))
    return f"/customers/unsubscribe/{token}/"
