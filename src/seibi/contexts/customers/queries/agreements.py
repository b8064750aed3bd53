"""What customers agreed to: consents, ways to reach them, and who may say yes for them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID
from zoneinfo import ZoneInfo

from seibi.contexts.customers.contracts import (
    AuthoriserInfo,
    AuthorityTerms,
    ConsentInfo,
    ConsentSource,
    ContactInfo,
    ContactKind,
    ContactPurpose,
    CustomerKind,
    Preferences,
    QuietHours,
    Route,
)
from seibi.contexts.customers.domain import reach
from seibi.contexts.customers.models.agreements import Authoriser, Consent
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.customers.queries import records
from seibi.kernel.money import Money


def consents(
    customer_ids: Collection[UUID],
) -> dict[tuple[ContactPurpose, ContactKind], ConsentInfo]:
    """What was said last about each purpose and way, over records that are one person."""
    rows = Consent.objects.filter(customer_id__in=customer_ids)
    latest = rows.order_by("purpose", "channel", "-said_at", "-pk").distinct("purpose", "channel")
    found: dict[tuple[ContactPurpose, ContactKind], ConsentInfo] = {}
    for row in latest:
        purpose, channel = ContactPurpose(row.purpose), ContactKind(row.channel)
        found[purpose, channel] = ConsentInfo(
            purpose=purpose,
            channel=channel,
            answer=reach.answer(purpose, channel, {(purpose, channel): row.given}),
            text_version=row.text_version,
            source=ConsentSource(row.source),
            at=row.said_at,
        )
    return found


def said(customer_ids: Collection[UUID]) -> dict[tuple[ContactPurpose, ContactKind], bool]:
    """The last yes or no to each purpose on each way."""
    rows = Consent.objects.filter(customer_id__in=customer_ids)
    latest = rows.order_by("purpose", "channel", "-said_at", "-pk").distinct("purpose", "channel")
    return {(ContactPurpose(r.purpose), ContactKind(r.channel)): r.given for r in latest}


def route_for(
    customer_id: UUID, purpose: ContactPurpose, able: Collection[ContactKind]
) -> Route | None:
    """Where a message for this purpose may go; None when there is no permitted way."""
    survivor = records.survivors([customer_id])[customer_id]
    row = Customer.objects.filter(pk=survivor).first()
    if row is None:
        return None
    contacts = records.contacts_of(survivor)
    chosen = reach.choose(
        purpose,
        contacts,
        said(records.family([survivor])),
        preferred=preferences_of(row).preferred.get(purpose),
        able=able,
    )
    if chosen is None:
        return None
    summary = records.summaries_of([row])[0]
    return Route(
        channel=chosen.kind,
        address=chosen.value,
        language=row.language,
        tz=row.time_zone,
        formal_name=summary.formal_name,
    )


def reachable(
    ids: Collection[UUID], purpose: ContactPurpose, able: Collection[ContactKind]
) -> dict[UUID, ContactInfo]:
    """The permitted way to each of these people, by the id asked for; who has none is left out.

    Six queries, however many people.
    """
    read_as = records.survivors(ids)
    whole = records.family(set(read_as.values()))
    main_of = records.survivors(whole)
    rows = {row.pk: row for row in Customer.objects.filter(pk__in=whole)}
    contacts = records.contacts_by_customer(list(rows.values()))
    answers: dict[UUID, dict[tuple[ContactPurpose, ContactKind], bool]] = defaultdict(dict)
    said_of = Consent.objects.filter(customer_id__in=whole, purpose=purpose)
    for row in said_of.order_by("said_at", "pk"):
        answers[main_of[row.customer_id]][purpose, ContactKind(row.channel)] = row.given
    ways: dict[UUID, list[ContactInfo]] = defaultdict(list)
    for record in sorted(rows, key=lambda one: one != main_of[one]):
        ways[main_of[record]] += contacts.get(record, [])
    chosen = {
        main: reach.choose(
            purpose,
            found,
            answers[main],
            preferred=preferences_of(rows[main]).preferred.get(purpose),
            able=able,
        )
        for main, found in ways.items()
    }
    return {asked: way for asked, main in read_as.items() if (way := chosen.get(main))}


def is_open(customer_id: UUID, purpose: ContactPurpose, channel: ContactKind) -> bool:
    """Whether the customer lets us use a way, or their data, for a purpose."""
    whole = records.family(records.survivors([customer_id]).values())
    return reach.is_open(purpose, channel, said(whole))


def preferences_of(row: Customer) -> Preferences:
    """The ways somebody likes, and the hours they do not."""
    quiet = None
    if row.quiet_begins is not None and row.quiet_ends is not None:
        quiet = QuietHours(row.quiet_begins, row.quiet_ends)
    preferred = {ContactPurpose(p): ContactKind(k) for p, k in row.preferred.items()}
    return Preferences(preferred=preferred, quiet=quiet)


def is_quiet(customer_id: UUID, at: dt.datetime) -> bool:
    """Whether it is too late or too early where the customer lives."""
    survivor = records.survivors([customer_id])[customer_id]
    row = Customer.objects.filter(pk=survivor).first()
    if row is None:
        return False
    local = at.astimezone(ZoneInfo(row.time_zone)).time()
    return reach.is_quiet(preferences_of(row).quiet, local)


def authorisers(customer_id: UUID) -> list[AuthoriserInfo]:
    """Who may say yes for this customer, the lowest limit first, no limit last."""
    rows = list(Authoriser.objects.filter(customer_id=customer_id))
    people = records.summaries([row.person_id for row in rows])
    infos = [
        AuthoriserInfo(
            id=row.pk,
            customer_id=row.person_id,
            name=people[row.person_id].name,
            limit=None
            if row.limit_amount is None
            else Money(row.limit_amount, row.limit_currency).rounded(),
        )
        for row in rows
    ]
    return sorted(infos, key=lambda i: (i.limit is None, i.limit.amount if i.limit else 0, i.name))


def authority_terms(customer_id: UUID) -> AuthorityTerms | None:
    """Who may say yes and whether an order number is needed; None for an unknown customer."""
    survivor = records.survivors([customer_id])[customer_id]
    row = Customer.objects.filter(pk=survivor).first()
    if row is None:
        return None
    rows = list(Authoriser.objects.filter(customer_id=survivor))
    return AuthorityTerms(
        customer_id=survivor,
        is_company=row.kind == CustomerKind.COMPANY,
        po_required=row.po_required,
        limits={r.person_id: r.limit_amount for r in rows},
        currency=next((r.limit_currency for r in rows if r.limit_currency), ""),
    )
