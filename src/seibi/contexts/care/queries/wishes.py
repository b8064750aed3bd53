"""What would be booked for the cars of a contact."""

from collections.abc import Iterable
from uuid import UUID

from seibi.contexts.booking.contracts import CarWish
from seibi.contexts.care.contracts import ReasonInfo
from seibi.contexts.catalogue import facade as catalogue

MOST_CODES = 8


def wishes_of(reasons: Iterable[ReasonInfo]) -> tuple[CarWish, ...]:
    """Each car with the work that is due on it, as far as the catalogue knows it. One query."""
    codes: dict[tuple[UUID, UUID], list[str]] = {}
    for reason in reasons:
        if reason.vehicle_id and (reason.sells or reason.operation_code):
            found = codes.setdefault((reason.customer_id, reason.vehicle_id), [])
            if reason.operation_code and reason.operation_code not in found:
                found.append(reason.operation_code)
    every = {code for found in codes.values() for code in found}
    known = catalogue.operations(sorted(every)) if every else {}
    return tuple(
        CarWish(owner, car, tuple(code for code in found if code in known)[:MOST_CODES])
        for (owner, car), found in codes.items()
        if any(code in known for code in found)
    )
