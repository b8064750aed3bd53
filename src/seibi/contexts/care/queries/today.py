"""The list of the day: one line per person, in order, with who is left in peace and why."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from seibi.contexts.care.contracts import (
    ContactRow,
    ContactState,
    RollReason,
    RuleInfo,
    RuleKind,
    Silence,
    TodayPage,
)
from seibi.contexts.care.domain import order
from seibi.contexts.care.models import Contact, ListRun, Reason
from seibi.contexts.care.permissions import can_see
from seibi.contexts.care.queries import words
from seibi.contexts.care.queries.rules import rules_at
from seibi.contexts.catalogue.contracts import OperationInfo
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ContactKind,
    ContactPurpose,
    CustomerSummary,
    Ways,
)
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.support import facade as support
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import Actor
from seibi.kernel.clock import day_bounds, local_day
from seibi.kernel.errors import require

MOST_ROWS = 200
PURPOSES = (ContactPurpose.VISIT, ContactPurpose.SAFETY, ContactPurpose.REMINDER)


@dataclass(frozen=True, slots=True)
class Known:
    """All that lines are made of, asked for once for all of them."""

    site: SiteInfo
    at: dt.datetime
    rules: Mapping[RuleKind, RuleInfo]
    reasons: Mapping[UUID, Sequence[Reason]]
    people: Mapping[UUID, CustomerSummary]
    ways: Mapping[UUID, Ways]
    cars: Mapping[UUID, VehicleSummary]
    works: Mapping[str, OperationInfo]
    here: Collection[UUID]
    disputes: Collection[UUID]
    colleagues: Mapping[UUID, str]


def today(*, site_id: UUID, actor: Actor, at: dt.datetime) -> TodayPage:
    """Whom to call today, in order. The number of SQL queries does not grow with the people.

    Raises NotFound, NotAllowed.
    """
    site = network.site(site_id)
    require(can_see(actor, site.node))
    day = local_day(at, site.tz)
    wanted = Contact.objects.visible_to(actor).filter(site_id=site_id).unfinished()
    rows = list(wanted.filter(Q(due_on__lte=day)).order_by("due_on", "pk")[:MOST_ROWS])
    known = known_about(rows, site, at)
    lines = sorted((row_of(row, known) for row in rows), key=lambda line: _place(line, known))
    run = ListRun.objects.filter(site_id=site_id).first()
    begins, ends = day_bounds(day, site.tz)
    settled = Contact.objects.filter(site_id=site_id, closed_at__gte=begins, closed_at__lt=ends)
    return TodayPage(
        site_id=site_id,
        day=day,
        to_call=tuple(line for line in lines if line.silence is None),
        silenced=tuple(line for line in lines if line.silence is not None),
        settled=settled.exclude(outcome="over").count(),
        computed_at=run.computed_at if run else None,
    )


def known_about(rows: Sequence[Contact], site: SiteInfo, at: dt.datetime) -> Known:
    """Names, ways, cars and reasons of all of them."""
    reasons: dict[UUID, list[Reason]] = defaultdict(list)
    for reason in Reason.objects.filter(contact__in=rows).order_by("found_on", "pk"):
        reasons[reason.contact_id].append(reason)
    every = [reason for found in reasons.values() for reason in found]
    people = {row.customer_id for row in rows} | {one.customer_id for one in every}
    cars = {one.vehicle_id for one in every if one.vehicle_id}
    return Known(
        site=site,
        at=at,
        rules=rules_at(site.node),
        reasons=reasons,
        people=customers.summaries(people),
        ways=customers.ways_to({row.customer_id for row in rows}, PURPOSES, at),
        cars=vehicles.summaries(cars),
        works=words.works_of(every),
        here=work_orders.cars_standing(cars),
        disputes=support.has_open_dispute(people),
        colleagues=network.names_by_account({row.taken_by for row in rows if row.taken_by}),
    )


def live_reasons(row: Contact, known: Known) -> list[Reason]:
    """What we would talk about, what weighs most first; of a settled contact, what it was about.

    Only what the person lets us talk about, unless that is nothing at all.
    """
    found = [
        one
        for one in known.reasons.get(row.pk, ())
        if one.ended_at is None or one.ended_at == row.closed_at
    ]
    ways = known.ways.get(row.customer_id)
    open_for = {*ways.phone, *ways.email} if ways else set()
    said = [one for one in found if known.rules[RuleKind(one.kind)].purpose in open_for]
    weigh = known.rules
    return sorted(
        said or found,
        key=lambda one: (weigh[RuleKind(one.kind)].priority, one.anchor_on, one.pk),
    )


def row_of(row: Contact, known: Known) -> ContactRow:
    """One line of the list."""
    reasons = live_reasons(row, known)
    rules = [known.rules[RuleKind(one.kind)] for one in reasons]
    person, ways = known.people[row.customer_id], known.ways.get(row.customer_id)
    phone = _first(ways.phone, rules) if ways else ""
    email = _first(ways.email, rules) if ways else ""
    return ContactRow(
        id=row.pk,
        site_id=row.site_id,
        customer_id=row.customer_id,
        name=person.formal_name,
        reading=person.reading,
        language=person.language,
        phone=phone,
        email=email,
        channel=channel_of(rules, ways, phone, email),
        state=ContactState(row.state),
        urgent=any(rule.kind is RuleKind.LOW_RATING for rule in rules),
        reasons=tuple(
            words.info(one, rules=known.rules, works=known.works, cars=known.cars, tz=known.site.tz)
            for one in reasons
        ),
        due_on=row.due_on,
        call_at=row.call_at,
        quiet=ways.quiet if ways else None,
        is_quiet=bool(ways and ways.is_quiet),
        tz=known.site.tz,
        rolled=row.rolled,
        roll_reason=RollReason(row.roll_reason) if row.roll_reason else None,
        tries=row.tries,
        taken_by=row.taken_by,
        taken_by_name=known.colleagues.get(row.taken_by, "") if row.taken_by else "",
        silence=_silence(row, rules, reasons, known, reachable=bool(phone or email)),
    )


def channel_of(
    rules: Sequence[RuleInfo], ways: Ways | None, phone: str, email: str
) -> ContactKind | None:
    """How: the way they like best for this, else the telephone, else mail."""
    liked = {ways.preferred.get(rule.purpose) for rule in rules} if ways else set()
    if email and (ContactKind.EMAIL in liked or not phone):
        return ContactKind.EMAIL
    return ContactKind.PHONE if phone else None


def _silence(
    row: Contact,
    rules: Sequence[RuleInfo],
    reasons: Sequence[Reason],
    known: Known,
    *,
    reachable: bool,
) -> Silence | None:
    sells = all(rule.sells for rule in rules)
    people = {row.customer_id, *(one.customer_id for one in reasons)}
    return order.silence(
        sells=sells,
        reachable=reachable,
        in_the_shop=any(one.vehicle_id in known.here for one in reasons),
        disputes=any(who in known.disputes for who in people),
    )


def _first(ways: Mapping[ContactPurpose, str], rules: Sequence[RuleInfo]) -> str:
    return next((ways[rule.purpose] for rule in rules if rule.purpose in ways), "")


def _place(line: ContactRow, known: Known) -> tuple[int, dt.datetime, int, dt.date, UUID]:
    return order.place(
        call_at=line.call_at,
        now=known.at,
        priorities=[known.rules[one.kind].priority for one in line.reasons],
        due_on=line.due_on,
        key=line.id,
    )
