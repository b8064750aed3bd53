"""How many people may be reached, for all purposes at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from seibi.contexts.customers.contracts import ContactInfo, ContactKind, ContactPurpose, Ways
from seibi.contexts.customers.domain import reach
from seibi.contexts.customers.models.agreements import Consent
from seibi.contexts.customers.models.record import ContactPoint, Customer
from seibi.contexts.customers.queries import records
from seibi.contexts.customers.queries.agreements import preferences_of

Said = dict[tuple[ContactPurpose, ContactKind], bool]


def ways_to(
    ids: Collection[UUID], purposes: Sequence[ContactPurpose], at: dt.datetime
) -> dict[UUID, Ways]:
    """The telephone and the mail that each of these people opened for these purposes, and when.

    Six queries, however many people; ids that do not exist are left out.
    """
    read_as = records.survivors(ids)
    whole = records.family(set(read_as.values())) if read_as else frozenset()
    main_of = records.survivors(whole)
    rows = {row.pk: row for row in Customer.objects.filter(pk__in=whole)}
    contacts = records.contacts_by_customer(list(rows.values()))
    said: dict[UUID, Said] = defaultdict(dict)
    for row in Consent.objects.filter(customer_id__in=whole).order_by("said_at", "pk"):
        key = ContactPurpose(row.purpose), ContactKind(row.channel)
        said[main_of[row.customer_id]][key] = row.given
    reached: dict[UUID, list[ContactInfo]] = defaultdict(list)
    for record in sorted(rows, key=lambda one: one != main_of[one]):
        reached[main_of[record]] += contacts.get(record, [])
    found = {
        main: _ways(rows[main], reached[main], said[main], purposes, at)
        for main in set(read_as.values()) & rows.keys()
    }
    return {asked: found[main] for asked, main in read_as.items() if main in found}


def _ways(
    row: Customer,
    contacts: list[ContactInfo],
    said: Said,
    purposes: Sequence[ContactPurpose],
    at: dt.datetime,
) -> Ways:
    liked = preferences_of(row)

    def opened(kind: ContactKind) -> dict[ContactPurpose, str]:
        chosen = {
            purpose: reach.choose(purpose, contacts, said, preferred=None, able={kind})
            for purpose in purposes
        }
        return {purpose: way.value for purpose, way in chosen.items() if way}

    local = at.astimezone(ZoneInfo(row.time_zone)).time()
    return Ways(
        phone=opened(ContactKind.PHONE),
        email=opened(ContactKind.EMAIL),
        preferred=liked.preferred,
        quiet=liked.quiet,
        is_quiet=reach.is_quiet(liked.quiet, local),
        tz=row.time_zone,
        language=row.language,
    )


def sharing_phones(ids: Collection[UUID], *, group_node: str) -> dict[UUID, str]:
    """The first number of each of these people, and of everybody in the group who has it too.

    Merged records are left out. Three queries.
    """
    theirs = _numbers(ContactPoint.objects.filter(customer_id__in=ids))
    others = ContactPoint.objects.filter(owner_node=group_node, value__in=set(theirs.values()))
    found = _numbers(others)
    read_as = records.survivors(set(found)) if found else {}
    alive = {one: number for one, number in found.items() if read_as[one] == one}
    return alive | theirs


def _numbers(rows: QuerySet[ContactPoint]) -> dict[UUID, str]:
    """The first number of each customer among these contact points."""
    phones = rows.filter(kind=ContactKind.PHONE).order_by("-position", "-pk")
    return dict(phones.values_list("customer_id", "value"))
