"""Booking while the owner is on the line: the contact is closed by the appointments it led to."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import CarWish, Door, Party, Wishes
from seibi.contexts.care.contracts import Outcome
from seibi.contexts.care.domain.outcomes import CLOSED
from seibi.contexts.care.operations import noting
from seibi.contexts.care.operations.calling import locked
from seibi.contexts.customers import facade as customers
from seibi.kernel.actor import Actor


@transaction.atomic
def book(
    *,
    contact_id: UUID,
    cars: Sequence[CarWish],
    starts_at: dt.datetime,
    bringer_name: str = "",
    wishes: str = "",
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> list[UUID]:
    """One or several cars come at one time, and the contact is settled; all of it or nothing.

    Raises NotFound, NotAllowed, RuleBroken ("contact_settled", "slot_taken"), Invalid.
    """
    row = locked(contact_id, actor)
    language = customers.summaries([row.customer_id])[row.customer_id].language

    booked = booking.book_together(
        site_id=row.site_id,
        cars=cars,
        starts_at=starts_at,
        party=Party(owner_id=row.customer_id, bringer_name=bringer_name.strip()[:120]),
        wishes=Wishes(wishes.strip()[:2000]),
        door=Door.PHONE,
        language=language,
        actor=actor,
        machine_at=machine_at,
        at=at,
    )
    noting.note(row, Outcome.BOOKED, CLOSED, actor=actor, at=at)
    return booked
