"""Who a customer is, in one line; merged records answer with the one that remains."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from seibi.contexts.customers.contracts import (
    ContactInfo,
    ContactKind,
    CustomerKind,
    CustomerSummary,
    NewCustomer,
)
from seibi.contexts.customers.domain import contact, identity, names
from seibi.contexts.customers.models.record import ContactPoint, Customer
from seibi.kernel.rows import fetched

_MERGED = """
    WITH RECURSIVE chain AS (
        SELECT customer_id, survivor_id FROM customers_mergealias
        WHERE customer_id = ANY(%(ids)s) AND undone_at IS NULL
        UNION
        SELECT next.customer_id, next.survivor_id FROM chain JOIN customers_mergealias AS next
        ON next.customer_id = chain.survivor_id AND next.undone_at IS NULL
    )
    SELECT customer_id, survivor_id FROM chain
"""
_FAMILY = """
    WITH RECURSIVE family AS (
        SELECT unnest(%(ids)s::uuid[]) AS customer_id
        UNION
        SELECT merged.customer_id FROM family JOIN customers_mergealias AS merged
        ON merged.survivor_id = family.customer_id AND merged.undone_at IS NULL
    )
    SELECT customer_id FROM family
"""


_WHO = """
    WITH RECURSIVE chain AS (
        SELECT id AS asked, id AS current FROM unnest(%(ids)s::uuid[]) AS id
        UNION
        SELECT chain.asked, next.survivor_id FROM chain JOIN customers_mergealias AS next
        ON next.customer_id = chain.current AND next.undone_at IS NULL
    )
    SELECT c.*, chain.asked,
           (SELECT json_agg(json_build_array(w.id, w.kind, w.value, w.verified_at)
                            ORDER BY w.verified_at IS NULL, w.position, w.id)::text
            FROM customers_contactpoint AS w WHERE w.customer_id = c.id) AS ways
    FROM chain JOIN customers_customer AS c ON c.id = chain.current
    WHERE NOT EXISTS (SELECT 1 FROM customers_mergealias AS merged
                      WHERE merged.customer_id = chain.current AND merged.undone_at IS NULL)
"""  # nearly every page names somebody


def survivors(ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The record that each of these is read as now. One query, however long a chain of merges."""
    aliases = dict(fetched(_MERGED, ids=list(ids))) if ids else {}
    return {one: identity.survivor(one, aliases) for one in ids}


def family(ids: Iterable[UUID]) -> frozenset[UUID]:
    """These records with all that were merged into them, at any depth. One query."""
    return frozenset(record for (record,) in fetched(_FAMILY, ids=list(ids)))


def summaries(ids: Collection[UUID]) -> dict[UUID, CustomerSummary]:
    """Who these are, by the id asked for; merged ones answer with the record that remains.

    Ids that do not exist are left out. One query, however many ids.
    """
    rows: Iterable[Any] = Customer.objects.raw(_WHO, {"ids": list(ids)}) if ids else ()
    return {row.asked: _summary(row, _ways(row)) for row in rows}


def summaries_of(rows: Iterable[Customer]) -> list[CustomerSummary]:
    """Values of customer rows in their order, with one query for all their contact points."""
    customers = list(rows)
    contacts = contacts_by_customer(customers)
    return [_summary(row, contacts.get(row.pk, [])) for row in customers]


def contacts_by_customer(customers: Collection[Customer]) -> dict[UUID, list[ContactInfo]]:
    """Every way to reach each of them, proved ones first."""
    countries = {row.pk: row.country for row in customers}
    found: defaultdict[UUID, list[ContactInfo]] = defaultdict(list)
    rows = ContactPoint.objects.filter(customer_id__in=countries).order_by("position", "pk")
    for row in rows:
        found[row.customer_id].append(contact_info(row, countries[row.customer_id]))
    for infos in found.values():
        infos.sort(key=lambda info: info.verified_at is None)
    return dict(found)


def contact_info(row: ContactPoint, country: str) -> ContactInfo:
    """One contact point as screens show it."""
    kind = ContactKind(row.kind)
    shown = contact.shown(kind, row.value, country)
    return ContactInfo(row.pk, kind, row.value, shown, row.verified_at)


def details_by_id(customer_id: UUID) -> NewCustomer | None:
    """What is kept of one person or company; None when there is no such record."""
    row = Customer.objects.filter(pk=customer_id).first()
    return details_of(row) if row else None


def details_of(row: Customer) -> NewCustomer:
    """What is kept of the person or company, as the rules take it."""
    return NewCustomer(
        kind=CustomerKind(row.kind),
        family_name=row.family_name,
        given_name=row.given_name,
        family_reading=row.family_reading,
        given_reading=row.given_reading,
        company_name=row.company_name,
        company_reading=row.company_reading,
        department=row.department,
        language=row.language,
        time_zone=row.time_zone,
        country=row.country,
    )


def _summary(row: Customer, contacts: list[ContactInfo]) -> CustomerSummary:
    details = details_of(row)
    first = {c.kind: c.value for c in reversed(contacts)}
    return CustomerSummary(
        id=row.pk,
        kind=details.kind,
        name=names.shown_name(details),
        formal_name=names.formal_name(details),
        reading=names.full_reading(details),
        language=row.language,
        time_zone=row.time_zone,
        group_node=row.owner_node,
        phone=first.get(ContactKind.PHONE, ""),
        email=first.get(ContactKind.EMAIL, ""),
    )


def _ways(row: Any) -> list[ContactInfo]:
    return [
        ContactInfo(
            UUID(pk),
            ContactKind(kind),
            value,
            contact.shown(ContactKind(kind), value, row.country),
            dt.datetime.fromisoformat(verified_at) if verified_at else None,
        )
        for pk, kind, value, verified_at in json.loads(row.ways or "[]")
    ]


def contacts_of(customer_id: UUID) -> list[ContactInfo]:
    """Every way to reach one customer, proved ones first; merged records' ways come last."""
    main = survivors([customer_id])[customer_id]
    everyone = list(Customer.objects.filter(pk__in=family([main])))
    found = contacts_by_customer(everyone)
    own = found.pop(main, [])
    known = {(c.kind, c.value) for c in own}
    more = (c for infos in found.values() for c in infos if (c.kind, c.value) not in known)
    return [*own, *more]
