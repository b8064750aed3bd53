"""What is open on something that was found: each context says it in its own words.

A context registers its answer in ``ports.open_matters``. The list that found a car shows the most
pressing first, and offers where that one goes on as the next step.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from seibi.kernel import ports
from seibi.kernel.actor import Actor

DISPUTE, READY, HERE, BILL, EXPECTED, AT_THE_DOOR = 1, 2, 3, 4, 5, 9  # most pressing first


@dataclass(frozen=True, slots=True)
class Matter:
    """One open thing: its words and tone, how pressing it is, and the step that moves it on."""

    pressing: int
    label: str
    tone: str
    icon: str
    url: str = ""
    step: str = ""


def open_matters(
    vehicle_ids: Collection[UUID], *, actor: Actor, at: dt.datetime
) -> dict[UUID, tuple[Matter, ...]]:
    """Everything that is open on these cars, as far as the actor may know, most pressing first."""
    found: dict[UUID, list[Matter]] = defaultdict(list)
    if vehicle_ids:
        for _by, answer in ports.open_matters.answers():
            for vehicle_id, matters in answer(vehicle_ids, actor=actor, at=at).items():
                found[vehicle_id].extend(matters)
    return {car: _told(matters) for car, matters in found.items()}


def _told(matters: list[Matter]) -> tuple[Matter, ...]:
    """Most pressing first; whoever is being looked after does not wait at the door any more."""
    received = any(one.pressing in (READY, HERE) for one in matters)
    waiting = [one for one in matters if not (received and one.pressing == AT_THE_DOOR)]
    return tuple(sorted(waiting, key=lambda one: one.pressing))
