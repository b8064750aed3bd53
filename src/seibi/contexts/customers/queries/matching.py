"""Which customers of a group carry these ways to reach somebody: asked for many at once."""

from collections.abc import Collection

from seibi.contexts.customers.contracts import ContactKind, ContactMatch
from seibi.contexts.customers.domain import contact
from seibi.contexts.customers.models.record import ContactPoint
from seibi.contexts.customers.queries import records


def matches(
    typed: Collection[tuple[ContactKind, str]], *, group_node: str, country: str
) -> list[ContactMatch]:
    """Records of one group with any of these contact points, however they are typed.

    Two questions to the database, however many. Merged records answer with the one that remains.
    """
    asked = {
        (kind, value): text
        for kind, text in typed
        if (value := contact.normal(kind, text, country)) is not None
    }
    rows = ContactPoint.objects.filter(
        owner_node=group_node, value__in={value for _kind, value in asked}
    ).order_by("pk")
    found = [row for row in rows if (ContactKind(row.kind), row.value) in asked]
    remaining = records.survivors({row.customer_id for row in found})
    return [
        ContactMatch(
            ContactKind(row.kind),
            asked[ContactKind(row.kind), row.value],
            remaining[row.customer_id],
            row.verified_at is not None,
        )
        for row in found
    ]
