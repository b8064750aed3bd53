"""What booking pushes to the workshop's board about a car that is expected."""

import datetime as dt
from collections.abc import Mapping, Sequence

from seibi.contexts.booking.contracts import Stay
from seibi.contexts.booking.domain.needs import new_steps
from seibi.contexts.booking.models import Appointment, Arrival
from seibi.contexts.catalogue.contracts import OperationInfo
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import JobLabels, JobTimes
from seibi.kernel.actor import Actor
from seibi.kernel.text import LANGUAGES, translated


def place(
    appointment: Appointment,
    work: Sequence[OperationInfo],
    car: VehicleSummary,
    *,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Put the car on the board, with bays and people already reserved for it."""
    workshop.place_job(
        subject=appointment.subject,
        site_id=appointment.site_id,
        steps=new_steps(work),
        labels=JobLabels(
            title=car.short_title,
            plate=car.plate,
            words=_words([o.names or {"en": o.name} for o in work]),
            customer_waits=appointment.stay == Stay.WAIT,
        ),
        times=_times(appointment),
        actor=actor,
        at=at,
    )


def take_end(appointment: Appointment) -> None:
    """The visit ends when the last step is planned to end, with breaks and closing time in it."""
    ends_at = workshop.planned_end(appointment.subject)
    if ends_at and ends_at != appointment.ends_at:
        appointment.ends_at = ends_at
        appointment.save(update_fields=["ends_at"])


def update_times(appointment: Appointment, *, actor: Actor, at: dt.datetime) -> None:
    """The card shows the new times of a moved appointment."""
    workshop.update_job(
        subject=appointment.subject,
        labels=JobLabels(),
        times=_times(appointment),
        actor=actor,
        at=at,
    )


def show_arrival(subject: str, arrival: Arrival, *, actor: Actor, at: dt.datetime) -> None:
    """The card shows ticket, key tag and parking place of a car that is here."""
    workshop.update_job(
        subject=subject,
        labels=JobLabels(
            key_tag=arrival.key_tag,
            place=arrival.parking_place,
            ticket=str(arrival.ticket),
            customer_waits=arrival.stay == Stay.WAIT,
        ),
        times=JobTimes(),
        actor=actor,
        at=at,
    )


def _times(appointment: Appointment) -> JobTimes:
    return JobTimes(planned_arrival=appointment.starts_at, forecast_at=appointment.ends_at)


def _words(names: list[Mapping[str, str]]) -> dict[str, str]:
    """The names of all work, in each language."""
    return {language: " · ".join(translated(n, language) for n in names) for language in LANGUAGES}
