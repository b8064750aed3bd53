"""What owners of the demo do from outside: take a free time, and say afterwards how it was."""

import datetime as dt
from uuid import UUID

from seibi.config.demo.fleet import OwnedCar
from seibi.config.demo.network import SeededSite
from seibi.config.demo.scripts import Script
from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import Door, Party, Wishes
from seibi.contexts.quality import facade as quality
from seibi.contexts.quality.contracts import Scores
from seibi.contexts.quality.operations.asking import answer_survey
from seibi.contexts.quality.queries.surveys import SURVEYS
from seibi.kernel import clock
from seibi.kernel.actor import ANONYMOUS, SYSTEM


def book(
    site: SeededSite, owned: OwnedCar, script: Script, language: str
) -> tuple[UUID, dt.datetime] | None:
    """The appointment and its start, the free one nearest to the wish; None on a full day.

    What is to come is not booked into the past, and tomorrow where today has no room.
    """
    booked_at, to_come = script.wanted_at - dt.timedelta(days=2), script.wanted_at > clock.now()
    day = clock.local_day(script.wanted_at, site.group.tz)
    page = booking.slots(
        site_id=site.id,
        operation_codes=script.codes,
        stay=script.stay,
        at=booked_at,
        from_day=day,
        days=2 if to_come else 1,
    )
    free = [
        slot
        for one in page.days
        for slot in one.slots
        if not to_come or slot.starts_at >= clock.now()
    ]
    if not free:
        return None
    slot = min(free, key=lambda s: abs(s.starts_at - script.wanted_at))
    held = booking.hold(
        site_id=site.id,
        operation_codes=script.codes,
        starts_at=slot.starts_at,
        stay=script.stay,
        actor=SYSTEM,
        machine_at=clock.machine_now(),
        at=booked_at,
    )
    appointment_id = booking.confirm(
        hold_id=held.id,
        vehicle_id=owned.vehicle_id,
        party=Party(owner_id=owned.customer_id, bringer_id=owned.bringer_id),
        wishes=Wishes(script.words, script.stay),
        door=Door.DESK,
        language=language,
        actor=SYSTEM,
        machine_at=clock.machine_now(),
        at=booked_at,
    )
    return appointment_id, slot.starts_at


def answer_by_link(*, work_order_id: UUID, scores: Scores, at: dt.datetime) -> None:
    """The owner opens the link in the letter and answers; nothing where nobody was asked."""
    link = quality.survey_link(work_order_id=work_order_id, actor=SYSTEM)
    if link is not None:
        survey_id, whoever_holds_it = SURVEYS.open_for(
            link.strip("/").rpartition("/")[2], ANONYMOUS
        )
        answer_survey(survey_id=survey_id, scores=scores, actor=whoever_holds_it, at=at)
