"""What a freed time sets in motion: it is offered along the line, first come first, as it fits."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import Stay
from seibi.contexts.booking.contracts.waiting import (
    WaitAction,
    WaitOfferState,
    WaitReach,
    WaitState,
)
from seibi.contexts.booking.domain.needs import slot_query
from seibi.contexts.booking.domain.waiting import WAIT_LIFECYCLE, may_speak
from seibi.contexts.booking.events import FreedTimeOffered
from seibi.contexts.booking.models import Appointment, Hold
from seibi.contexts.booking.models.waiting import IN_LINE, FreedTime, Waiting, WaitOffer
from seibi.contexts.booking.operations import holds, offers, waiting
from seibi.contexts.booking.operations.numbers import lock_wait_list
from seibi.contexts.booking.operations.wait_messages import mail_offer
from seibi.contexts.booking.queries import line
from seibi.contexts.booking.queries.rules import rules_at
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken
from seibi.kernel.journal.tell import tell

MOST_AT_ONCE = 200


@transaction.atomic
def note_freed(
    *, site_id: UUID, starts_at: dt.datetime, ends_at: dt.datetime, actor: Actor, at: dt.datetime
) -> UUID | None:
    """A stretch of time was given back; where nobody waits there is nothing to do.

    Raises NotFound.
    """
    site = network.site(site_id)
    if ends_at <= at or not Waiting.objects.filter(site_id=site_id, state__in=IN_LINE).exists():
        return None
    freed = FreedTime.objects.create(
        owner_node=site.node, site_id=site_id, starts_at=starts_at, ends_at=ends_at, freed_at=at
    )
    waiting.start_offering(freed)
    return freed.pk


@transaction.atomic
def give_up(
    *, appointment_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> UUID | None:
    """A visit was cancelled or missed: its people stop waiting, and its time is for others.

    Raises NotFound.
    """
    visit_is_over(appointment_id=appointment_id, actor=actor, machine_at=machine_at, at=at)
    visit = Appointment.objects.filter(pk=appointment_id).first()
    if visit is None:
        return None
    return note_freed(
        site_id=visit.site_id, starts_at=visit.starts_at, ends_at=visit.ends_at, actor=actor, at=at
    )


@transaction.atomic
def note_let_go(*, hold_id: UUID, actor: Actor, at: dt.datetime) -> UUID | None:
    """A time that was kept did not become a visit. Raises NotFound."""
    hold = Hold.objects.filter(pk=hold_id).first()
    if hold is None:
        return None
    return note_freed(
        site_id=hold.site_id, starts_at=hold.starts_at, ends_at=hold.ends_at, actor=actor, at=at
    )


@transaction.atomic
def offer_along_the_line(
    *, freed_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> int:
    """Everyone whom a freed time suits is offered what is left of it, in turn; how many were.

    Each has a time of their own, kept until they answer. While the site is closed nobody is asked,
    and who wants quiet now is passed over and keeps their place. It ends when everybody was asked.
    """
    freed = FreedTime.objects.filter(pk=freed_id).first()
    if freed is None:
        return 0
    lock_wait_list(freed.owner_node)
    freed = FreedTime.objects.locked().get(pk=freed_id)
    site = network.site(freed.site_id)
    if freed.closed_at or not may_speak(at, line.open_today(site, at)):
        return 0

    made, later = 0, False
    for row in _to_be_asked(freed):
        if row.state == WaitState.OFFERED or customers.is_quiet(row.customer_id, at):
            later = True
        else:
            made += _offer(row, freed, site, actor, machine_at, at)
    pending = freed.offers.filter(state=WaitOfferState.OPEN).exists()
    if freed.ends_at <= at or not (later or pending):
        freed.closed_at = at
        freed.save(update_fields=["closed_at"])
    return made


def ask_again(*, freed_id: UUID) -> None:
    """Have a worker go along the line once more, if the time is still of use to anybody."""
    for freed in FreedTime.objects.filter(pk=freed_id, closed_at=None):
        waiting.start_offering(freed)


def go_on(*, actor: Actor, machine_at: dt.datetime, at: dt.datetime) -> None:
    """What time alone changes: offers not answered, holds that ran out, days that have passed.

    Then every freed time is offered to whoever can be asked by now. Each in its own transaction.
    """
    for offer_id in _lapsed(machine_at):
        offers.let_lapse(offer_id=offer_id, actor=actor, machine_at=machine_at, at=at)
    for hold_id in _run_out(machine_at):
        holds.release_run_out(hold_id=hold_id, actor=actor, machine_at=machine_at, at=at)
    for waiting_id in line.past(at):
        end_waiting(waiting_id=waiting_id, actor=actor, machine_at=machine_at, at=at)
    for freed_id in list(FreedTime.objects.filter(closed_at=None).values_list("pk", flat=True)):
        offer_along_the_line(freed_id=freed_id, actor=actor, machine_at=machine_at, at=at)


@transaction.atomic
def end_waiting(
    *, waiting_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> None:
    """There is nothing left to wait for: the days have passed, or the visit is over.

    Raises NotFound.
    """
    row = waiting.locked(waiting_id, actor)
    if row.state in IN_LINE:
        waiting.end(row=row, action=WaitAction.END, actor=actor, machine_at=machine_at, at=at)


@transaction.atomic
def visit_is_over(
    *, appointment_id: UUID, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> None:
    """Whoever cancelled, came or did not come does not wait for an earlier time any more."""
    rows = Waiting.objects.filter(appointment_id=appointment_id, state__in=IN_LINE)
    for waiting_id in list(rows.values_list("pk", flat=True)):
        end_waiting(waiting_id=waiting_id, actor=actor, machine_at=machine_at, at=at)


def _to_be_asked(freed: FreedTime) -> Iterator[Waiting]:
    """The line without those who were asked about this time before."""
    rows = Waiting.objects.filter(site_id=freed.site_id).exclude(offers__freed=freed)
    if freed.only_for_id:
        rows = rows.filter(pk=freed.only_for_id)
    yield from rows.in_line().select_related("appointment")[:MOST_AT_ONCE]


def _offer(
    row: Waiting,
    freed: FreedTime,
    site: SiteInfo,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> bool:
    """Keep the first time that suits and say so; False when there is none."""
    answer = dt.timedelta(minutes=rules_at(site.node).answer_minutes)
    for slot in line.slots_for(row, freed, site=site, answer=answer, at=at):
        work = catalogue.work(row.operation_codes)
        stay = Stay.DROP_OFF if row.appointment_id else Stay(row.stay)
        query = slot_query(
            site_id=site.id,
            operations=work,
            not_before=at,
            not_after=slot.starts_at,
            stay=stay,
            courtesy_car=row.courtesy_car,
        )
        try:
            hold = holds.keep(
                query=query,
                site=site,
                work=work,
                starts_at=slot.starts_at,
                stay=stay,
                courtesy_car=row.courtesy_car,
                holder=row.subject,
                expires_at=machine_at + answer,
                actor=actor,
                at=at,
            )
        except RuleBroken:  # taken by somebody else since we looked
            continue
        _tell_offer(row, freed, hold, slot.ends_at, actor, at)
        return True
    return False


def _tell_offer(
    row: Waiting,
    freed: FreedTime,
    hold: Hold,
    ends_at: dt.datetime,
    actor: Actor,
    at: dt.datetime,
) -> None:
    offer = WaitOffer(
        owner_node=row.owner_node,
        waiting=row,
        freed=freed,
        hold=hold,
        starts_at=hold.starts_at,
        ends_at=ends_at,
        offered_at=at,
        expires_at=hold.expires_at,
        reach=WaitReach.MAIL,
    )
    if not mail_offer(offer=offer, actor=actor, at=at):
        offer.reach = WaitReach.PHONE
    offer.save(force_insert=True)
    row.state = WAIT_LIFECYCLE.after(WaitState(row.state), WaitAction.OFFER)
    row.save(update_fields=["state"])
    tell(
        FreedTimeOffered(
            waiting_id=row.pk,
            offer_id=offer.pk,
            site_id=row.site_id,
            starts_at=offer.starts_at,
            ends_at=offer.ends_at,
            reach=str(offer.reach),
        ),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )


def _lapsed(machine_at: dt.datetime) -> list[UUID]:
    rows = WaitOffer.objects.filter(state=WaitOfferState.OPEN, expires_at__lte=machine_at)
    return list(rows.order_by("expires_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def _run_out(machine_at: dt.datetime) -> list[UUID]:
    """Holds that nobody confirmed, at sites where somebody waits."""
    sites = Waiting.objects.filter(state__in=IN_LINE).values("site_id")
    rows = Hold.objects.filter(
        site_id__in=sites,
        expires_at__lte=machine_at,
        confirmed_at=None,
        released_at=None,
        offer=None,
    )
    return list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE])
