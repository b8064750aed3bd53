"""The customer page: everything staff need to know about somebody, in one value."""

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.customers.contracts import (
    ConsentInfo,
    ContactKind,
    CustomerPage,
)
from seibi.contexts.customers.domain import reach
from seibi.contexts.customers.models.record import Address, Customer
from seibi.contexts.customers.permissions import can_edit, can_merge
from seibi.contexts.customers.queries import agreements, finding, records
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import PostalAddress
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound

_READS_SHOWN = dt.timedelta(days=365)


def customer_page(*, customer_id: UUID, actor: Actor, at: dt.datetime) -> CustomerPage:
    """One customer as a whole, merged records included. Raises NotFound ("customer_not_found")."""
    row = Customer.objects.visible_to(actor).filter(pk=customer_id).first()
    if row is None:
        raise NotFound("customer_not_found", _("There is no such customer."))
    main = records.survivors([customer_id])[customer_id]
    row = Customer.objects.get(pk=main)
    whole = records.family([main])
    address = address_of(main)
    contacts = tuple(records.contacts_of(main))
    preferences = agreements.preferences_of(row)
    return CustomerPage(
        summary=records.summaries_of([row])[0],
        details=records.details_of(row),
        contacts=contacts,
        address=address,
        address_lines=network.address_lines(address) if address else (),
        consents=tuple(consent_table(main, {c.kind for c in contacts})),
        preferred=preferences.preferred,
        quiet=preferences.quiet,
        po_required=row.po_required,
        authorisers=tuple(agreements.authorisers(main)),
        has_account=bool(finding.accounts_of(whole)),
        merged=tuple(records.summaries_of(Customer.objects.filter(pk__in=whole - {main}))),
        twins=tuple(finding.twins(main)),
        reads=tuple(finding.reads_of(main, since=at - _READS_SHOWN)),
        may_edit=bool(can_edit(actor, row)),
        may_merge=bool(can_merge(actor, row)),
        sales_id=row.sales_id,
        sales_name=_called(row.sales_id),
    )


def _called(account_id: UUID | None) -> str:
    if account_id is None:
        return ""
    return network.names_by_account({account_id}).get(account_id, "")


def consent_table(customer_id: UUID, kinds: set[ContactKind]) -> list[ConsentInfo]:
    """One line per purpose and way to reach the customer; data purposes have one line each."""
    found = agreements.consents(records.family([customer_id]))
    ways = [kind for kind in reach.ORDER if kind in kinds]
    pairs = [(purpose, way) for purpose in reach.OF_MESSAGES for way in ways]
    pairs += [(purpose, ContactKind.WEB_PUSH) for purpose in reach.OF_DATA]
    return [
        found.get(pair) or ConsentInfo(pair[0], pair[1], reach.answer(*pair, {})) for pair in pairs
    ]


def address_of(customer_id: UUID) -> PostalAddress | None:
    """Where post for this customer goes, if we know."""
    row = Address.objects.filter(customer_id=customer_id).first()
    if row is None:
        return None
    return PostalAddress(
        country=row.country,
        postal_code=row.postal_code,
        region=row.region,
        city=row.city,
        district=row.district,
        line1=row.line1,
        line2=row.line2,
    )
