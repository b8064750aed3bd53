"""Short numbers for people: appointments per site, tickets per site and day."""

import datetime as dt

from django.db import connection

from seibi.contexts.booking.models import Counter
from seibi.kernel.ids import new_id

FIRST_APPOINTMENT = 1001
NEXT = """
    INSERT INTO booking_counter (id, owner_node, kind, last) VALUES (%s, %s, %s, %s)
    ON CONFLICT (owner_node, kind) DO UPDATE SET last = booking_counter.last + 1
    RETURNING last
"""


def next_appointment_number(node: str) -> str:
    """The next number of a site. Locked last in an operation, so nothing waits behind it long."""
    return f"A-{_next(node, 'appointment', FIRST_APPOINTMENT - 1)}"


def next_ticket(node: str, day: dt.date) -> int:
    """The next queue ticket of a site's day, from 1."""
    return _next(node, f"ticket:{day.isoformat()}", 0)


def lock_keys(node: str) -> None:
    """One key is hung up or moved at a time, so two never hang under one tag."""
    _lock(node, "keys")


def lock_wait_list(node: str) -> None:
    """Everything that changes the wait-list of a site stands in this line, and here first."""
    _lock(node, "wait_list")


def _lock(node: str, kind: str) -> None:
    Counter.objects.get_or_create(owner_node=node, kind=kind)
    list(Counter.objects.filter(owner_node=node, kind=kind).locked())


def _next(node: str, kind: str, start: int) -> int:
    """One more than the last, in one statement; the row's lock makes two at once impossible."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [new_id(), node, kind, start + 1])
        return int(cursor.fetchone()[0])
