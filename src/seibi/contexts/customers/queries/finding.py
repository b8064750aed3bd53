"""Finding customers: by a few characters, by a way to reach them, by the account they use."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from allauth.account.models import EmailAddress
from django.urls import reverse

from seibi.contexts.customers.contracts import (
    ClaimOffer,
    ContactKind,
    CustomerSummary,
    ReadInfo,
    RecordReadInfo,
)
from seibi.contexts.customers.domain import names
from seibi.contexts.customers.models.identity import AccountLink, CustomerRead, MergeAlias
from seibi.contexts.customers.models.record import ContactPoint, Customer, reach
from seibi.contexts.customers.queries import records
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import AUDIT
from seibi.kernel.actor import Actor
from seibi.kernel.records import Record
from seibi.kernel.rows import fetched, under
from seibi.kernel.search import keys

SCOPE = "customer"
_PERSONS = """
    WITH RECURSIVE remaining AS (
        SELECT customer_id FROM customers_accountlink
        WHERE account_id = %(account)s AND until_at IS NULL
        UNION
        SELECT merged.survivor_id FROM remaining JOIN customers_mergealias AS merged
        ON merged.customer_id = remaining.customer_id AND merged.undone_at IS NULL
    ), family AS (
        SELECT customer_id FROM remaining
        UNION
        SELECT merged.customer_id FROM family JOIN customers_mergealias AS merged
        ON merged.survivor_id = family.customer_id AND merged.undone_at IS NULL
    )
    SELECT customer_id FROM family
"""  # up the merges to what remains, then down to all that went into it


def search(query: str, *, actor: Actor, limit: int = 20) -> list[CustomerSummary]:
    """Customers whose name, reading, initials or last four digits begin so, best first."""
    hits = keys.find(query, scopes=[SCOPE], nodes=reach(actor), limit=limit)
    found = records.summaries([hit.subject_id for hit in hits])
    in_order = (found[hit.subject_id] for hit in hits if hit.subject_id in found)
    return list({info.id: info for info in in_order}.values())


def visible_summaries(ids: Collection[UUID], *, actor: Actor) -> dict[UUID, CustomerSummary]:
    """Summaries of the records among these that an actor may know of."""
    seen = Customer.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)
    return records.summaries(list(seen))


def link_target(actor: Actor, subject_id: UUID) -> str | None:
    """The page of a customer for this actor: the desk's, their own, or none."""
    if actor.is_person(subject_id):
        return reverse("customers:consents", args=[subject_id])
    if Customer.objects.visible_to(actor).filter(pk=subject_id).exists():
        return reverse("customers:page", args=[subject_id])
    return None


def named(ids: Collection[UUID], *, actor: Actor) -> dict[UUID, Record]:
    """What the records among these are called that an actor may know of."""
    return {
        key: Record(one.name, one.group_node, reverse("customers:page", args=[key]))
        for key, one in visible_summaries(ids, actor=actor).items()
    }


def newest(*, actor: Actor, limit: int = 20) -> list[CustomerSummary]:
    """The customers an actor's groups came to know last."""
    rows = Customer.objects.visible_to(actor).exclude(
        pk__in=MergeAlias.objects.filter(undone_at=None).values("customer_id")
    )
    return records.summaries_of(rows.order_by("-registered_at", "-pk")[:limit])


def in_care_of(*, account_id: UUID, actor: Actor, limit: int = 200) -> list[CustomerSummary]:
    """The customers whom one person of sales looks after, by name, as far as the actor may know.

    Four queries, however many customers.
    """
    rows = Customer.objects.visible_to(actor).filter(sales_id=account_id).order_by("pk")
    found = records.summaries(list(rows.values_list("pk", flat=True)[:limit]))
    return sorted({one.id: one for one in found.values()}.values(), key=lambda one: one.name)


def by_contact(
    kind: ContactKind, value: str, *, group_node: str, verified_only: bool = False
) -> list[CustomerSummary]:
    """Customers of one group with this contact point in its normal form."""
    rows = ContactPoint.objects.filter(kind=kind, value=value, owner_node=group_node)
    if verified_only:
        rows = rows.filter(verified_at__isnull=False)
    ids = list(rows.order_by("pk").values_list("customer_id", flat=True))
    found = records.summaries(ids)
    return list({found[one].id: found[one] for one in ids if one in found}.values())


def twins(customer_id: UUID) -> list[CustomerSummary]:
    """Records of the same group that proved the same contact point: likely the same person."""
    mine = ContactPoint.objects.filter(customer_id=customer_id, verified_at__isnull=False)
    found: dict[UUID, CustomerSummary] = {}
    for row in mine:
        for info in by_contact(
            ContactKind(row.kind), row.value, group_node=row.owner_node, verified_only=True
        ):
            if info.id != customer_id:
                found[info.id] = info
    return list(found.values())


def persons_of(account_id: UUID) -> frozenset[UUID]:
    """The records an account claimed, with everything that was merged into them. One query."""
    return frozenset(record for (record,) in fetched(_PERSONS, account=account_id))


def accounts_of(customer_ids: Collection[UUID]) -> frozenset[UUID]:
    """The accounts that claimed any of these records."""
    rows = AccountLink.objects.filter(customer_id__in=customer_ids, until_at=None)
    return frozenset(rows.values_list("account_id", flat=True))


def claim_offers(account_id: UUID) -> list[ClaimOffer]:
    """Records that carry an address this account proved to be its own and has not claimed."""
    proved = proved_addresses(account_id)
    claimed = persons_of(account_id)
    rows = ContactPoint.objects.filter(kind=ContactKind.EMAIL, value__in=proved)
    rows = rows.exclude(customer_id__in=claimed).select_related("customer").order_by("pk")
    return [
        ClaimOffer(
            customer_id=row.customer_id,
            hint=names.masked(names.shown_name(records.details_of(row.customer))),
            group_node=row.owner_node,
            needs_answer=row.verified_at is None,
        )
        for row in rows
    ]


def proved_addresses(account_id: UUID) -> frozenset[str]:
    """E-mail addresses from which this account answered with a code."""
    rows = EmailAddress.objects.filter(user_id=account_id, verified=True)
    return frozenset(email.lower() for email in rows.values_list("email", flat=True))


def reads_at(*, actor: Actor, since: dt.datetime, limit: int = 50) -> list[RecordReadInfo]:
    """Who looked at which records where the actor may check on it, newest first."""
    rows = CustomerRead.objects.filter(under(*actor.nodes(AUDIT)), read_at__gte=since)
    latest = list(rows.exclude(account_id=actor.account_id).order_by("-read_at", "-pk")[:limit])
    readers = network.names_by_account({UUID(r.account_id) for r in latest if "-" in r.account_id})
    names = {str(one): name for one, name in readers.items()}
    people = records.summaries({row.customer_id for row in latest})
    return [
        RecordReadInfo(
            row.read_at,
            names.get(row.account_id, ""),
            row.page,
            row.customer_id,
            people[row.customer_id].name,
        )
        for row in latest
    ]


def reads_of(customer_id: UUID, *, since: dt.datetime, limit: int = 50) -> list[ReadInfo]:
    """Who looked at the record, newest first; the person it is about may see this."""
    rows = CustomerRead.objects.filter(customer_id=customer_id, read_at__gte=since)
    latest = list(rows.order_by("-read_at", "-pk")[:limit])
    people = network.staff_by_account(
        {UUID(one) for row in latest if "-" in (one := row.account_id)}
    )
    names_by_id = {str(one): staff.name for one, staff in people.items()}
    return [ReadInfo(row.read_at, names_by_id.get(row.account_id, ""), row.page) for row in latest]
