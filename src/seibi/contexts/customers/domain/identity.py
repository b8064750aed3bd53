"""When two records are one person, and when a record is somebody's own."""

from collections.abc import Collection, Mapping
from uuid import UUID

from seibi.contexts.customers.contracts import ContactInfo, ContactKind

PROVES = frozenset({ContactKind.EMAIL, ContactKind.PHONE, ContactKind.LINE, ContactKind.WECHAT})


def survivor(record: UUID, aliases: Mapping[UUID, UUID]) -> UUID:
    """The record that is read in place of this one, along any number of merges."""
    seen = {record}
    while record in aliases and aliases[record] not in seen:
        record = aliases[record]
        seen.add(record)
    return record


def shared_proof(
    one: Collection[ContactInfo], other: Collection[ContactInfo]
) -> tuple[ContactKind, str] | None:
    """A contact point both have proved to be theirs; what was only typed proves nothing."""
    proved = {(c.kind, c.value) for c in one if c.verified_at and c.kind in PROVES}
    return next(
        ((c.kind, c.value) for c in other if c.verified_at and (c.kind, c.value) in proved), None
    )


def knows_own_record(answer: str, *, names: Collection[str], phones: Collection[str]) -> bool:
    """Whether somebody told us a name on the record, or the last four digits of its telephone."""
    given = "".join(answer.split()).casefold()
    if len(given) < 1:
        return False
    if given.isdigit():
        return len(given) == 4 and any(phone.endswith(given) for phone in phones)
    return given in {"".join(name.split()).casefold() for name in names if name.strip()}
