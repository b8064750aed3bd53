"""What visits do when something happens elsewhere, and what screens that follow them are told."""

from uuid import UUID

from django.template.loader import render_to_string

from seibi.contexts.booking.events import (
    AppointmentCancelled,
    AppointmentMissed,
    CarArrived,
    CarPlaced,
)
from seibi.contexts.parts.events import BackOrderArrived
from seibi.contexts.work_orders import events
from seibi.contexts.work_orders.events import estimate, floor
from seibi.contexts.work_orders.operations import chasing, issuing, opening
from seibi.contexts.work_orders.operations.reception import car_was_placed
from seibi.contexts.work_orders.queries import answers, following, found
from seibi.kernel import clock, ports
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.readers import reads
from seibi.kernel.live.topics import live_topic, rights_change

VISIT_EVENTS = (
    events.WorkOrderOpened,
    events.WorkOrderMoved,
    events.PromiseGiven,
    events.PromiseChanged,
    events.ForecastChanged,
    estimate.EstimateMade,
    estimate.EstimateAnswered,
    estimate.LineAuthorised,
    floor.LineFinished,
    estimate.LineStopped,
    floor.FindingReported,
    events.CarReleased,
)
JOB_EVENTS = (
    *VISIT_EVENTS,
    floor.ClockStarted,
    floor.ClockStopped,
    floor.PartIssuedToLine,
    events.CarKept,
)


@reads(CarArrived, by="work_orders")
def open_for_a_car_that_came(event: CarArrived, entry: Entry) -> None:
    opening.open_from_arrival(arrival_id=event.arrival_id, actor=SYSTEM, at=entry.occurred_at)


@reads(AppointmentCancelled, by="work_orders")
def forget_a_cancelled_appointment(event: AppointmentCancelled, entry: Entry) -> None:
    opening.cancel_prepared(
        appointment_id=event.appointment_id,
        reason="appointment cancelled",
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(AppointmentMissed, by="work_orders")
def forget_a_missed_appointment(event: AppointmentMissed, entry: Entry) -> None:
    opening.cancel_prepared(
        appointment_id=event.appointment_id,
        reason="car did not come",
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(CarPlaced, by="work_orders")
def show_where_the_car_stands(event: CarPlaced, entry: Entry) -> None:
    car_was_placed(
        arrival_id=event.arrival_id,
        key_tag=event.key_tag,
        parking_place=event.parking_place,
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(BackOrderArrived, by="work_orders")
def go_on_when_parts_came(event: BackOrderArrived, entry: Entry) -> None:
    issuing.back_order_came(
        for_subject=event.for_subject,
        still_missing=event.still_missing,
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(estimate.EstimateAnswered, by="work_orders")
def leave_who_answered_in_peace(event: estimate.EstimateAnswered, entry: Entry) -> None:
    chasing.end_when_answered(work_order_id=event.work_order_id, at=entry.occurred_at)


@reads(estimate.LineAuthorised, by="work_orders")
def leave_in_peace_what_needs_no_answer(event: estimate.LineAuthorised, entry: Entry) -> None:
    chasing.end_when_answered(work_order_id=event.work_order_id, at=entry.occurred_at)


@reads(events.WorkOrderCancelled, by="work_orders")
def leave_in_peace_whose_visit_is_over(event: events.WorkOrderCancelled, entry: Entry) -> None:
    chasing.end_when_answered(work_order_id=event.work_order_id, at=entry.occurred_at)


def _work_order_of(event: object, _entry: Entry) -> str | None:
    work_order_id: UUID | None = getattr(event, "work_order_id", None)
    return str(work_order_id) if work_order_id else None


def _site_of(_event: object, entry: Entry) -> str | None:
    return following.site_key(entry.owner_node)


@live_topic("visit", hears=VISIT_EVENTS, may_see=following.may_follow_visit, key_of=_work_order_of)
def visit(key: str, language: str) -> str:
    """The top of the owner's page: the sentence, the stepper, forecast and promise."""
    value = following.visit_for_screens(key, clock.now())
    return render_to_string("work_orders/_now.html", {"visit": value}) if value else ""


@live_topic("jobs", hears=JOB_EVENTS, may_see=following.may_follow_site, key_of=_site_of)
def jobs(key: str, language: str) -> str:
    """How many cars of a site are where; a page that shows them fetches itself again."""
    return render_to_string("work_orders/_counts.html", {"counts": following.counts(key)})


rights_change(events.VisitLinkReplaced)
ports.may_see_file.register("work_order", answers.may_see_file)
ports.may_see_file.register("work_order_check", answers.may_see_internal_file)
ports.link_target.register("work_order", answers.link_target)
ports.still_wanted.register("work_order", answers.still_wanted)
ports.open_matters.register("work_order", found.open_matters)
