"""All customers of a dealer group, one after the other, read some at a time."""

from collections.abc import Iterator
from uuid import UUID

from seibi.contexts.customers.contracts import CustomerRow
from seibi.contexts.customers.models.identity import MergeAlias
from seibi.contexts.customers.models.record import Address, Customer
from seibi.contexts.customers.queries import records
from seibi.contexts.network.contracts import PostalAddress

AT_ONCE = 500


def book(*, group_node: str) -> Iterator[CustomerRow]:
    """Every record that was not merged into another, in the order in which they came.

    Three queries for each 500 customers.
    """
    rows = Customer.objects.filter(owner_node=group_node).exclude(
        pk__in=MergeAlias.objects.filter(undone_at=None).values("customer_id")
    )
    last: UUID | None = None
    while True:
        chunk = list((rows.filter(pk__gt=last) if last else rows).order_by("pk")[:AT_ONCE])
        if not chunk:
            return
        last = chunk[-1].pk
        contacts = records.contacts_by_customer(chunk)
        found = Address.objects.filter(customer__in=chunk)
        addresses = {row.customer_id: _address(row) for row in found}
        for row in chunk:
            yield CustomerRow(
                row.pk,
                records.details_of(row),
                tuple(contacts.get(row.pk, ())),
                addresses.get(row.pk),
            )


def _address(row: Address) -> PostalAddress:
    return PostalAddress(
        row.country, row.postal_code, row.region, row.city, row.district, row.line1, row.line2
    )
