"""Short numbers for people: appointments per site, tickets per site and day."""

import datetime as dt

from django.db.models import F

from seibi.contexts.booking.models import Counter

FIRST_APPOINTMENT = 1001


def next_appointment_number(node: str) -> str:
    """The next number of a site. Locked last in an operation, so nothing waits behind it long."""
    return f"A-{_next(node, 'appointment', FIRST_APPOINTMENT - 1)}"


def next_ticket(node: str, day: dt.date) -> int:
    """The next queue ticket of a site's day, from 1."""
    return _next(node, f"ticket:{day.isoformat()}", 0)


def lock_keys(node: str) -> None:
    """One key is hung up or moved at a time, so two never hang under one tag."""
    Counter.objects.get_or_create(owner_node=node, kind="keys")
    list(Counter.objects.filter(owner_node=node, kind="keys").locked())


def _next(node: str, kind: str, start: int) -> int:
    """One more than the last; the row lock makes two at once impossible."""
    Counter.objects.get_or_create(owner_node=node, kind=kind, defaults={"last": start})
    Counter.objects.filter(owner_node=node, kind=kind).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(owner_node=node, kind=kind)
