"""Who may follow a visit or an entry of the wait-list on an open page."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.models.waiting import Waiting
from seibi.kernel.actor import Actor


def may_follow_visit(actor: Actor, key: str) -> bool:
    """Its people, whoever holds its link, and the staff of its site."""
    return _knows(Appointment.objects.visible_to(actor), key)


def may_follow_waiting(actor: Actor, key: str) -> bool:
    """The same for somebody on the wait-list."""
    return _knows(Waiting.objects.visible_to(actor), key)


def visit_of_waiting(waiting_id: UUID) -> str | None:
    """The visit for which somebody waits for an earlier time, as the key of its topic."""
    rows = Waiting.objects.filter(pk=waiting_id).exclude(appointment=None)
    found = rows.values_list("appointment_id", flat=True).first()
    return str(found) if found else None


def _knows(rows: QuerySet[Any], key: str) -> bool:
    try:
        return rows.filter(pk=UUID(key)).exists()
    except ValueError:
        return False
