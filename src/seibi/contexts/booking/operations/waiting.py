"""Joining the wait-list and leaving it: by an owner, by the desk for a caller, by a program."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from procrastinate.contrib.django import app

from seibi.contexts.booking.contracts import AppointmentState, Door, Party, Stay, Wishes
from seibi.contexts.booking.contracts.waiting import (
    WaitAction,
    WaitOfferState,
    WaitState,
    WaitWish,
)
from seibi.contexts.booking.domain.waiting import WAIT_LIFECYCLE
from seibi.contexts.booking.events import WaitingEnded, WaitingJoined
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.models.waiting import IN_LINE, FreedTime, Waiting
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.operations.confirming import check_car, check_people
from seibi.contexts.booking.operations.numbers import lock_wait_list
from seibi.contexts.booking.operations.offers import return_offer
from seibi.contexts.booking.permissions import can_book, can_change, can_wait
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day, local_moment
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell

FURTHEST = dt.timedelta(days=92)
OFFER_JOB = "seibi.contexts.booking.jobs.offer_freed_time"


@transaction.atomic
def wait_for_earlier(
    *,
    appointment_id: UUID,
    wish: WaitWish,
    door: Door,
    language: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Who has booked would come earlier; their visit stays until an earlier time is theirs.

    Raises NotFound, NotAllowed, Invalid ("wait_days_wrong", "wait_too_far", "wait_times_wrong",
    "wait_weekdays_missing"), RuleBroken ("wrong_state", "waiting_already").
    """
    visit = Appointment.objects.visible_to(actor).filter(pk=appointment_id).first()
    if visit is None:
        raise refusals.no_appointment()
    lock_wait_list(visit.owner_node)
    visit = Appointment.objects.locked().get(pk=visit.pk)

    require(can_change(actor, visit))

    if visit.state != AppointmentState.BOOKED:
        raise refusals.stale()
    row = Waiting(
        owner_node=visit.owner_node,
        site_id=visit.site_id,
        customer_id=visit.customer_id,
        vehicle_id=visit.vehicle_id,
        appointment=visit,
        operation_codes=[item.operation_code for item in visit.items.all()],
        wishes=visit.wishes,
        stay=visit.stay,
        courtesy_car=visit.courtesy_car,
    )
    return _join(row, wish, door, language, actor, at)


@transaction.atomic
def wait_for_time(  # noqa: PLR0913 - who, what and when of a wish in one step
    *,
    site_id: UUID,
    customer_id: UUID,
    vehicle_id: UUID,
    operation_codes: Sequence[str],
    wishes: Wishes,
    wish: WaitWish,
    door: Door,
    language: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """On a full day: whoever found no time that suits is told when one is freed.

    Raises NotFound, NotAllowed, Invalid ("nothing_chosen" and what ``wait_for_earlier`` raises),
    RuleBroken ("waiting_already", "not_their_car").
    """
    site = network.site(site_id)
    lock_wait_list(site.node)
    party = Party(owner_id=customer_id)

    require(can_book(actor, site.node, party, door))

    check_people(actor, party)
    work = catalogue.work(operation_codes)
    if not work:
        raise refusals.nothing_chosen()
    check_car(actor, site.node, vehicle_id, party, at)
    row = Waiting(
        owner_node=site.node,
        site_id=site_id,
        customer_id=customer_id,
        vehicle_id=vehicle_id,
        operation_codes=[operation.code for operation in work],
        wishes=wishes.text.strip(),
        stay=wishes.stay if all(o.may_wait for o in work) else Stay.DROP_OFF,
        courtesy_car=wishes.courtesy_car,
    )
    return _join(row, wish, door, language, actor, at)


@transaction.atomic
def leave_wait_list(
    *, waiting_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> None:
    """Nothing more is offered; a time that was kept goes to the next. Leaving twice is once.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    row = locked(waiting_id, actor)

    require(can_wait(actor, row.owner_node, row))

    if row.state != WaitState.LEFT:
        end(row=row, action=WaitAction.LEAVE, actor=actor, machine_at=machine_at, at=at)


def locked(waiting_id: UUID, actor: Actor) -> Waiting:
    """The entry, with the line of its site joined first, if this actor may know it exists."""
    rows = Waiting.objects.visible_to(actor).filter(pk=waiting_id)
    node = rows.values_list("owner_node", flat=True).first()
    if node is None:
        raise refusals.no_waiting()
    lock_wait_list(node)
    return rows.locked().get()


def end(
    *, row: Waiting, action: WaitAction, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> None:
    """Out of the line for good; the caller holds the line. Raises RuleBroken ("wrong_state")."""
    after = WAIT_LIFECYCLE.after(WaitState(row.state), action)
    for offer in row.offers.filter(state=WaitOfferState.OPEN):
        return_offer(
            offer=offer, to=WaitOfferState.WITHDRAWN, actor=actor, machine_at=machine_at, at=at
        )
    row.state, row.ended_at = after, at
    row.save(update_fields=["state", "ended_at"])
    tell(
        WaitingEnded(waiting_id=row.pk, site_id=row.site_id, state=str(after)),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )


def start_offering(freed: FreedTime) -> None:
    """Have a worker offer it once this transaction is kept."""
    app.configure_task(OFFER_JOB).defer(freed_id=str(freed.pk))


def _join(
    row: Waiting, wish: WaitWish, door: Door, language: str, actor: Actor, at: dt.datetime
) -> UUID:
    tz = network.site(row.site_id).tz
    _check_wish(wish, tz, at)
    if Waiting.objects.filter(
        site_id=row.site_id, vehicle_id=row.vehicle_id, state__in=IN_LINE
    ).exists():
        raise refusals.waits_already()
    row.from_day, row.until_day = wish.from_day, wish.until_day
    row.weekdays = sorted(set(wish.weekdays))
    row.from_time, row.until_time = wish.from_time, wish.until_time
    row.notice_hours, row.door, row.language = wish.notice_hours, door, language
    row.joined_at = at
    row.save(force_insert=True)
    freed = FreedTime.objects.create(  # what is free already is looked through once
        owner_node=row.owner_node,
        site_id=row.site_id,
        only_for=row,
        starts_at=at,
        ends_at=local_moment(wish.until_day + dt.timedelta(days=1), dt.time.min, tz),
        freed_at=at,
    )
    start_offering(freed)

    tell(
        WaitingJoined(
            waiting_id=row.pk,
            site_id=row.site_id,
            customer_id=row.customer_id,
            appointment_id=row.appointment_id,
            door=str(door),
        ),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )
    return row.pk


def _check_wish(wish: WaitWish, tz: str, at: dt.datetime) -> None:
    today = local_day(at, tz)
    if wish.until_day < max(wish.from_day, today):
        raise refusals.wait_days_wrong()
    if wish.until_day > (at + FURTHEST).astimezone(ZoneInfo(tz)).date():
        raise refusals.wait_too_far()
    if wish.from_time and wish.until_time and wish.until_time < wish.from_time:
        raise refusals.wait_times_wrong()
    first = max(wish.from_day, today)
    days = {(first + dt.timedelta(n)).weekday() for n in range((wish.until_day - first).days + 1)}
    if not days & set(wish.weekdays):
        raise refusals.wait_weekdays_missing()
