"""One call, one time, one or several cars: all of them are booked, or none."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import CarWish, Door, Party, Wishes
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.operations.confirming import confirm
from seibi.contexts.booking.operations.holds import hold
from seibi.kernel.actor import Actor


@transaction.atomic
def book_together(  # noqa: PLR0913 - all that a booking depends on
    *,
    site_id: UUID,
    cars: Sequence[CarWish],
    starts_at: dt.datetime,
    party: Party,
    wishes: Wishes,
    door: Door,
    language: str,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> list[UUID]:
    """Each car has its own appointment and bay at the same arrival; nothing is half booked.

    ``party`` says who brings them; whose each is, its wish says. Raises NotFound, NotAllowed,
    Invalid ("nothing_chosen", "in_the_past", "too_far"), RuleBroken ("slot_taken", free=[…]).
    """
    if not cars:
        raise refusals.nothing_chosen()
    booked = []
    for car in cars:
        kept = hold(
            site_id=site_id,
            operation_codes=car.operation_codes,
            starts_at=starts_at,
            stay=wishes.stay,
            courtesy_car=car.courtesy_car,
            together=len(cars) > 1,
            actor=actor,
            machine_at=machine_at,
            at=at,
        )
        booked.append(
            confirm(
                hold_id=kept.id,
                vehicle_id=car.vehicle_id,
                party=replace(party, owner_id=car.owner_id),
                wishes=replace(wishes, courtesy_car=car.courtesy_car),
                door=door,
                language=language,
                actor=actor,
                machine_at=machine_at,
                at=at,
            )
        )
    return booked
