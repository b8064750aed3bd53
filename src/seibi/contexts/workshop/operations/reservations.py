"""Taking, keeping, giving back and moving what a visit needs; never two visits on one resource."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import ReservationKind, SlotQuery
from seibi.contexts.workshop.domain.availability import Plan, Search
from seibi.contexts.workshop.domain.calendar import SiteCalendar
from seibi.contexts.workshop.domain.taking import Taking, takings
from seibi.contexts.workshop.events import SlotConfirmed, SlotMoved, SlotReleased, SlotReserved
from seibi.contexts.workshop.models import Job, Reservation, Resource
from seibi.contexts.workshop.operations import steps
from seibi.contexts.workshop.queries import alternatives, calendars, findings, slots
from seibi.contexts.workshop.queries.calendars import Without
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Expired, NotFound, RuleBroken
from seibi.kernel.journal.tell import tell


@transaction.atomic
def reserve(
    *,
    query: SlotQuery,
    start: dt.datetime,
    subject: str,
    hold_until: dt.datetime | None,
    actor: Actor,
    at: dt.datetime,
) -> tuple[UUID, ...]:
    """Take bay, people and things for a visit that begins at ``start``; all of it or nothing.

    ``hold_until`` is machine time; None takes it for good. The context that owns the subject has
    asked whether the actor may. A look without locks sends away whoever comes late; who still has
    a chance waits for the rows and looks again. What else is free is looked up when the rows are
    let go. Raises NotFound, Invalid, RuleBroken ("slot_taken" with ``free``, "reserved_already").
    """
    same = refuse_what_is_taken(query=query, start=start, at=at)
    wish = _Wish(query, start, network.site(query.site_id), at)
    site = wish.site
    if wish.look()[0] is None:
        raise wish.taken(same)

    taken = _take(wish, subject=subject, hold_until=hold_until)
    if taken is None:
        raise wish.taken(same)

    tell(
        SlotReserved(
            site_id=site.id,
            start=start,
            end=taken[1],
            held_until=hold_until,
        ),
        actor=actor,
        at=at,
        subject=subject,
        owner_node=site.node,
    )
    return taken[0]


def refuse_what_is_taken(*, query: SlotQuery, start: dt.datetime, at: dt.datetime) -> findings.Wish:
    """Send away at once whoever asks for what was just found to be taken, and nothing has changed.

    Raises Invalid, RuleBroken ("slot_taken" with ``free``).
    """
    slots.check(query)
    same = findings.same_wish(query, start, at)
    if (free := findings.free_instead(same)) is not None:
        raise _taken(free)
    return same


@transaction.atomic
def confirm(*, subject: str, new_subject: str | None = None, actor: Actor, at: dt.datetime) -> None:
    """Turn a hold into a reservation, under ``new_subject`` if given; twice is once.

    Raises NotFound ("nothing_held"), Expired ("hold_expired").
    """
    rows = _locked_rows([subject, new_subject or subject])

    held = [row for row in rows if row.subject == subject]
    if not held and new_subject and any(row.subject == new_subject for row in rows):
        return
    if not held:
        raise NotFound("nothing_held", _("Nothing is held for this visit. Choose a time again."))
    machine_at = clock.machine_now()
    if any(row.expires_at and row.expires_at <= machine_at for row in held):
        raise Expired("hold_expired", _("The time was held for a few minutes, and they are over."))
    if new_subject is None and all(row.expires_at is None for row in held):
        return

    work = When(kind=ReservationKind.HOLD, then=Value(ReservationKind.WORK))
    Reservation.objects.filter(pk__in=[row.pk for row in held]).update(
        subject=new_subject or subject, expires_at=None, kind=Case(work, default=F("kind"))
    )

    tell(
        SlotConfirmed(site_id=held[0].resource.site_id),
        actor=actor,
        at=at,
        subject=new_subject or subject,
        owner_node=held[0].owner_node,
    )


@transaction.atomic
def release(*, subject: str, actor: Actor, at: dt.datetime) -> int:
    """Give back what was taken for a subject; how many reservations that were. None is fine."""
    rows = _locked_rows([subject])
    if not rows:
        return 0

    first = rows[0]
    span = min(row.during.lower for row in rows), max(row.during.upper for row in rows)
    Reservation.objects.filter(pk__in=[row.pk for row in rows]).delete()

    tell(
        SlotReleased(site_id=first.resource.site_id, start=span[0], end=span[1]),
        actor=actor,
        at=at,
        subject=subject,
        owner_node=first.owner_node,
    )
    return len(rows)


@transaction.atomic
def move(
    *,
    subject: str,
    query: SlotQuery,
    start: dt.datetime,
    version: int | None = None,
    actor: Actor,
    at: dt.datetime,
) -> tuple[UUID, ...]:
    """Give a whole visit another time; the old one is kept when the new one is taken.

    ``version`` is the job's, where it has one. Raises NotFound, Invalid, RuleBroken
    ("slot_taken", "stale_move", "work_has_begun").
    """
    slots.check(query)
    wish = _Wish(query, start, network.site(query.site_id), at, Without(subject))
    site = wish.site
    job = Job.objects.filter(subject=subject).locked().first()
    lock_resources(site_id=site.id)
    old = list(Reservation.objects.filter(subject=subject))

    if not old and job is None:
        raise NotFound("nothing_reserved", _("Nothing is reserved for this visit."))
    if job:
        steps.check_version(job=job, version=version)
        steps.check_not_begun(job=job)
    plan, calendar = wish.look()
    if plan is None:
        raise wish.taken()

    Reservation.objects.filter(pk__in=[row.pk for row in old]).delete()
    ids = _save(plan, calendar, query, site, subject=subject, hold_until=None)
    if job:
        steps.plan_job(job=job, plan=plan, calendar=calendar, at=at)
    tell(
        SlotMoved(site_id=site.id, start=start, end=calendar.frame.moment(plan.end)),
        actor=actor,
        at=at,
        subject=subject,
        owner_node=site.node,
    )
    return ids


class _Wish:
    """A visit at a start: looked for as often as needed, with the facts of the site read once."""

    def __init__(
        self,
        query: SlotQuery,
        start: dt.datetime,
        site: SiteInfo,
        at: dt.datetime,
        without: Without | None = None,
    ) -> None:
        self.query, self.start, self.site, self.at, self.without = query, start, site, at, without
        around = alternatives.around(query, start, at)
        self.facts = calendars.facts_for(around, site=site, at=at)
        self.calendar: SiteCalendar | None = None

    def look(self) -> tuple[Plan | None, SiteCalendar]:
        """What the visit would take at this moment, if it fits."""
        calendar = self.facts.calendar(at=self.at, without=self.without)
        self.calendar = calendar
        if not self.query.not_before <= self.start <= self.query.not_after:
            return None, calendar
        one = replace(self.query, not_before=self.start, not_after=self.start)
        return Search(calendar, one, at=self.at).plan_at(self.start), calendar

    def taken(self, same: findings.Wish | None = None) -> RuleBroken:
        """The refusal, with what is free instead; kept for a moment for others who ask the same."""
        window = self.facts.of.origin, self.facts.of.moment(self.facts.of.size)
        state = findings.state_of(self.site.id, window) if same else ()
        plan, calendar = self.look() if same or not self.calendar else (None, self.calendar)
        free = alternatives.near(
            self.query, self.start, calendar, site=self.site, at=self.at, without=self.without
        )
        if same and plan is None:
            findings.remember(same, window, state, free)
        return _taken(free)


def _taken(free: list[dict[str, Any]]) -> RuleBroken:
    sentence = _("Somebody has just taken this time. Choose another one.")
    return RuleBroken("slot_taken", sentence, free=free)


def lock_resources(*, site_id: UUID) -> list[UUID]:
    """Every writer of reservations stands in this line first, and sweeps holds that ran out."""
    found = Resource.objects.filter(site_id=site_id).locked().values_list("pk", flat=True)
    ids = list(found)
    Reservation.objects.run_out(clock.machine_now(), ids).delete()
    return ids


def insert(
    *,
    rows: Iterable[Taking],
    calendar: SiteCalendar,
    site: SiteInfo,
    subject: str,
    hold_until: dt.datetime | None = None,
) -> tuple[UUID, ...]:
    """Write what a plan takes. The caller holds the resource rows and has looked again."""
    of = calendar.frame
    made = [
        Reservation(
            owner_node=site.node,
            resource_id=row.resource_id,
            during=(of.moment(row.span[0]), of.moment(row.span[1])),
            subject=subject,
            kind=ReservationKind.HOLD
            if hold_until and row.kind == ReservationKind.WORK
            else row.kind,
            step_no=row.step_no,
            expires_at=hold_until,
        )
        for row in rows
    ]
    Reservation.objects.bulk_create(made)
    return tuple(row.pk for row in made)


def _take(
    wish: _Wish, *, subject: str, hold_until: dt.datetime | None
) -> tuple[tuple[UUID, ...], dt.datetime] | None:
    """Stand in line, look again, take it; None (and the line is left at once) if it has gone."""
    with transaction.atomic():
        lock_resources(site_id=wish.site.id)
        if Reservation.objects.filter(subject=subject).exists():
            raise RuleBroken("reserved_already", _("A time is reserved for this visit already."))
        plan, calendar = wish.look()
        if plan is None:
            transaction.set_rollback(True)
            return None
        ids = _save(plan, calendar, wish.query, wish.site, subject=subject, hold_until=hold_until)
        return ids, calendar.frame.moment(plan.end)


def _save(
    plan: Plan,
    calendar: SiteCalendar,
    query: SlotQuery,
    site: SiteInfo,
    *,
    subject: str,
    hold_until: dt.datetime | None,
) -> tuple[UUID, ...]:
    search = Search(calendar, query, at=calendar.frame.origin)
    rows = takings(plan, calendar, desk=(search.reception, search.delivery))
    return insert(rows=rows, calendar=calendar, site=site, subject=subject, hold_until=hold_until)


def _locked_rows(subjects: list[str]) -> list[Reservation]:
    """The reservations of subjects, with the line of their site joined first."""
    rows = Reservation.objects.filter(subject__in=subjects)
    site_id = rows.values_list("resource__site_id", flat=True).first()
    if site_id is None:
        return []
    list(Resource.objects.filter(site_id=site_id).locked().values_list("pk", flat=True))
    return list(rows.select_related("resource").order_by("pk"))
