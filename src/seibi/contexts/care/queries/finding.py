"""What each rule finds today: asked set by set, whatever the number of cars."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from seibi.contexts.booking import facade as booking
from seibi.contexts.care.contracts import Candidate, RuleInfo, RuleKind
from seibi.contexts.care.domain import rules as rule_book
from seibi.contexts.diagnosis import facade as diagnosis
from seibi.contexts.diagnosis.contracts import DueBasis, DueItem
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.sales import facade as sales
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import Actor
from seibi.kernel.clock import day_bounds, local_day

AT_ONCE = 500
OF_CARS = frozenset({RuleKind.DUE, RuleKind.INSPECTION, RuleKind.RECALL, RuleKind.LAPSED})


@dataclass(frozen=True, slots=True)
class Look:
    """Where and when somebody looks for reasons, and by which rules."""

    site: SiteInfo
    actor: Actor
    at: dt.datetime
    rules: Mapping[RuleKind, RuleInfo]

    @property
    def today(self) -> dt.date:
        return local_day(self.at, self.site.tz)

    def between(self, kind: RuleKind) -> tuple[dt.datetime, dt.datetime]:
        """The moments between which an anchor of the rule lies."""
        first, before = rule_book.anchors(self.rules[kind], self.today)
        return day_bounds(first, self.site.tz)[0], day_bounds(before, self.site.tz)[0]


def candidates(look: Look) -> Iterator[list[Candidate]]:
    """Every fact that the rules find, in portions: first those of visits, then car by car."""
    yield [*_visits(look), *_declined(look), *_new_cars(look), *_first(look), *_tomorrow(look)]
    if not OF_CARS & look.rules.keys():
        return
    after: UUID | None = None
    while ids := vehicles.cars_of(
        node=look.site.node, actor=look.actor, after=after, limit=AT_ONCE
    ):
        after = ids[-1]
        yield list(_of_cars(look, _ours(look, ids)))


def _ours(look: Look, ids: list[UUID]) -> list[UUID]:
    """Cars that were last at this workshop, or at none yet; who has booked needs no call."""
    last = work_orders.last_sites(vehicle_ids=ids)
    booked = booking.booked_cars(vehicle_ids=ids, actor=look.actor, at=look.at)
    return [car for car in ids if car not in booked and last.get(car, look.site.id) == look.site.id]


def _of_cars(look: Look, ids: list[UUID]) -> Iterator[Candidate]:
    owners = {car: one.customer_id for car, one in vehicles.owners_of(ids, look.at).items()}
    cars = [car for car in ids if car in owners]
    due = diagnosis.due_items(cars, look.at) if cars else {}
    for car, items in due.items():
        for item in items:
            yield from _due(look, owners[car], car, item)
    if RuleKind.RECALL in look.rules and cars:
        for car, found in vehicles.open_campaigns(cars).items():
            for one in found:
                facts = {"number": one.number, "component": one.component}
                yield _candidate(
                    look, RuleKind.RECALL, owners[car], f"{car}:{one.id}", look.today, car, facts
                )
    if RuleKind.LAPSED in look.rules and cars:
        yield from _lapsed(look, owners, cars)


def _due(look: Look, owner: UUID, car: UUID, item: DueItem) -> Iterator[Candidate]:
    kind = RuleKind.INSPECTION if item.basis is DueBasis.LAW else RuleKind.DUE
    rule = look.rules.get(kind)
    if rule is None or not rule_book.speaks(rule, item.due_p50, look.today):
        return
    facts = {"operation": item.operation_code, "due_on": item.due_p50.isoformat()}
    about = f"{car}:{item.operation_code}"
    yield _candidate(look, kind, owner, about, item.due_p50, car, facts)


def _lapsed(look: Look, owners: Mapping[UUID, UUID], cars: list[UUID]) -> Iterator[Candidate]:
    rule = look.rules[RuleKind.LAPSED]
    for car, facts in vehicles.forecast_facts(cars).items():
        last = max((day for day, _km in facts.last_done.values()), default=None)
        if last and rule_book.speaks(rule, last, look.today):
            known = {"since": last.isoformat()}
            yield _candidate(look, RuleKind.LAPSED, owners[car], f"{car}", last, car, known)


def _visits(look: Look) -> Iterator[Candidate]:
    for kind in (RuleKind.POST_SERVICE, RuleKind.HOW_IS_IT):
        if kind not in look.rules:
            continue
        since, until = look.between(kind)
        for visit in work_orders.ended_visits(node=look.site.node, since=since, until=until):
            day = local_day(visit.delivered_at, look.site.tz)
            facts = {"ended_on": day.isoformat()}
            yield _candidate(
                look,
                kind,
                visit.customer_id,
                str(visit.work_order_id),
                day,
                visit.vehicle_id,
                facts,
            )


def _declined(look: Look) -> Iterator[Candidate]:
    if RuleKind.DECLINED not in look.rules:
        return
    since, until = look.between(RuleKind.DECLINED)
    for work in work_orders.declined_work(node=look.site.node, since=since, until=until):
        day = local_day(work.ended_at, look.site.tz)
        facts = {
            "operation": work.operation_code,
            "titles": dict(work.titles),
            "ended_on": day.isoformat(),
        }
        about = f"{work.vehicle_id}:{work.operation_code or work.work_order_id}"
        yield _candidate(
            look, RuleKind.DECLINED, work.customer_id, about, day, work.vehicle_id, facts
        )


def _new_cars(look: Look) -> Iterator[Candidate]:
    if RuleKind.THANK_YOU not in look.rules:
        return
    first, before = rule_book.anchors(look.rules[RuleKind.THANK_YOU], look.today)
    new = vehicles.new_cars(node=look.site.node, actor=look.actor, first=first, before=before)
    owners = vehicles.owners_of(new, look.at) if new else {}
    for car, owner in owners.items():
        facts = {"delivered_on": new[car].isoformat()}
        yield _candidate(
            look, RuleKind.THANK_YOU, owner.customer_id, str(car), new[car], car, facts
        )


def _first(look: Look) -> Iterator[Candidate]:
    """Cars that sales handed over: their first service, as it was planned beside the car."""
    if RuleKind.FIRST_SERVICE not in look.rules:
        return
    first, before = rule_book.anchors(look.rules[RuleKind.FIRST_SERVICE], look.today)
    new = sales.first_services(node=look.site.node, first=first, before=before)
    cars = [one.vehicle_id for one in new]
    booked = booking.booked_cars(vehicle_ids=cars, actor=look.actor, at=look.at) if cars else ()
    for one in new:
        if one.vehicle_id not in booked:
            facts = {"operation": one.operation_code, "due_on": one.on.isoformat()}
            yield _candidate(
                look,
                RuleKind.FIRST_SERVICE,
                one.customer_id,
                str(one.vehicle_id),
                one.on,
                one.vehicle_id,
                facts,
            )


def _tomorrow(look: Look) -> Iterator[Candidate]:
    if RuleKind.TOMORROW not in look.rules:
        return
    for row in booking.to_call(site_id=look.site.id, actor=look.actor, at=look.at):
        facts = {"starts_at": row.starts_at.isoformat(), "number": row.number}
        day = local_day(row.starts_at, look.site.tz)
        yield _candidate(
            look, RuleKind.TOMORROW, row.customer_id, str(row.appointment_id), day, None, facts
        )


def _candidate(
    look: Look,
    kind: RuleKind,
    customer_id: UUID,
    about: str,
    anchor: dt.date,
    vehicle_id: UUID | None,
    facts: Mapping[str, Any],
) -> Candidate:
    _first, over = rule_book.window(look.rules[kind], anchor)
    return Candidate(kind, customer_id, about, anchor, over, vehicle_id, facts)
