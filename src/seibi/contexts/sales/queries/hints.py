"""What after-sales tells sales: what was written, and what age and financing say by themselves."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactPurpose, CustomerSummary
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.sales.contracts import HintKind, ProspectState, SalesHint
from seibi.contexts.sales.domain import hints as rules
from seibi.contexts.sales.models import HandOver, Hint, Prospect
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.rows import under

MOST = 50


@dataclass(frozen=True, slots=True)
class _Found:
    """A reason to think of another car, before anybody asked whether it may be told."""

    kind: HintKind
    customer_id: UUID
    vehicle_id: UUID
    on: dt.date | None = None
    row: Hint | None = None


def hints_for(
    *, site: SiteInfo, actor: Actor, at: dt.datetime
) -> tuple[tuple[SalesHint, ...], int]:
    """Hints about owners who agreed to offers, and how many are kept back from the others.

    Of cars without a hint by hand only those of the actor's own customers. The SQL does not grow
    with the cars.
    """
    today = local_day(at, site.tz)
    found = [*_written(site), *_by_age(actor, at, today), *_by_financing(site, today)]
    people = {one.customer_id for one in found}
    busy = Prospect.objects.filter(customer_id__in=people, state=ProspectState.OPEN)
    already = set(busy.values_list("customer_id", flat=True))
    ways = customers.ways_to(people, (ContactPurpose.OFFERS,), at)
    open_for = {who for who, way in ways.items() if way.phone or way.email}
    wanted = [one for one in found if one.customer_id not in already]
    told = [one for one in wanted if one.customer_id in open_for][:MOST]
    return _in_words(told), len(wanted) - len([o for o in wanted if o.customer_id in open_for])


def _written(site: SiteInfo) -> Iterator[_Found]:
    for row in Hint.objects.filter(under(site.node), prospect=None).order_by("-told_at"):
        yield _Found(HintKind(row.kind), row.customer_id, row.vehicle_id, row=row)


def _by_age(actor: Actor, at: dt.datetime, today: dt.date) -> Iterator[_Found]:
    """The third inspection of my customers' cars: many buy another car rather than pay for it."""
    mine = customers.in_care_of(account_id=UUID(actor.account_id), actor=actor)
    cars = [car.id for car in vehicles.vehicles_of([one.id for one in mine], at)] if mine else []
    owners = vehicles.owners_of(cars, at) if cars else {}
    for car, facts in (vehicles.forecast_facts(cars) if cars else {}).items():
        day = rules.third_inspection(facts.in_service_on, facts.country)
        if car in owners and rules.is_near(day, today):
            yield _Found(HintKind.INSPECTION, owners[car].customer_id, car, day)


def _by_financing(site: SiteInfo, today: dt.date) -> Iterator[_Found]:
    rows = HandOver.objects.filter(
        under(site.node),
        finance_ends_on__gte=today - rules.PAST,
        finance_ends_on__lte=today + rules.AHEAD,
    )
    for row in rows.order_by("finance_ends_on"):
        yield _Found(HintKind.FINANCE, row.customer_id, row.vehicle_id, row.finance_ends_on)


def _in_words(found: list[_Found]) -> tuple[SalesHint, ...]:
    people = customers.summaries({one.customer_id for one in found})
    cars = vehicles.summaries({one.vehicle_id for one in found})
    tellers = {one.row.told_by for one in found if one.row and one.row.told_by}
    names = network.names_by_account(tellers)
    return tuple(_hint(one, people, cars, names) for one in found if one.vehicle_id in cars)


def _hint(
    one: _Found,
    people: Mapping[UUID, CustomerSummary],
    cars: Mapping[UUID, VehicleSummary],
    names: Mapping[UUID, str],
) -> SalesHint:
    person, car, row = people[one.customer_id], cars[one.vehicle_id], one.row
    hint = SalesHint(
        kind=one.kind,
        customer_id=person.id,
        name=person.formal_name,
        phone=person.phone,
        vehicle_id=car.id,
        car=car.title,
        plate=car.plate,
        on=one.on,
    )
    if row is None:
        return hint
    by = names.get(row.told_by, "") if row.told_by else ""
    return replace(hint, id=row.pk, words=row.words, told_by=by)
