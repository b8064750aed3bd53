"""Make the demo's world once: three groups, their cars, some past and a day in progress."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import structlog
from django.db import connection

from seibi.config.demo import facts_reader, stories
from seibi.config.demo.calling import keep_in_touch
from seibi.config.demo.cash import end_yesterday
from seibi.config.demo.casting import read_everything
from seibi.config.demo.door import live_at_the_door, open_yard
from seibi.config.demo.fleet import DemoCar, OwnedCar, seed_fleet
from seibi.config.demo.floor import equip_floor
from seibi.config.demo.groups import GROUPS, DemoGroup
from seibi.config.demo.guests import invite_bringer, let_owner_in
from seibi.config.demo.leading_the_day import lead_the_day
from seibi.config.demo.listening import listen
from seibi.config.demo.lists import bring_a_list
from seibi.config.demo.network import (
    SeededSite,
    appoint_administrator,
    appoint_leaders,
    open_group,
)
from seibi.config.demo.relations import look_after
from seibi.config.demo.scripts import Script
from seibi.config.demo.selling import sell
from seibi.config.demo.stock import fill_shelves
from seibi.config.demo.visits import Player
from seibi.config.processes.side_by_side import Report
from seibi.config.settings.environment import environment
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import DomainError
from seibi.kernel.trade_clock.rate import run_trade_clock

logger = structlog.get_logger(__name__)

MORNING = dt.time(10, 30)  # in Tokyo; 9:30 in Guangzhou, 15:30 the day before in Honolulu
FLEET = {"JP": 120, "CN": 120, "US": 2000}
OPENED = dt.timedelta(days=400)
HALF_A_DAY = dt.timedelta(hours=12)  # earlier than that was another day
ASKED = 4  # a household of two, one who sleeps long, one who likes letters
SHARED = 40  # with fewer cars than this, all of them are at the group's first workshop


def nobody_looks(_about: str, _done: int, _total: int) -> None:
    """Progress that nobody asked for."""


def ensure_demo(*, report: Report = nobody_looks) -> None:
    """The world of the demo is there; a second call keeps it as it is."""
    now = demo_moment()
    if open_world(now, report):
        for group in GROUPS:
            seed_group(group, now, report)
        close_world(now)


def open_world(now: dt.datetime, report: Report = nobody_looks) -> bool:
    """What all groups share; False where the demo is there already.

    After it the groups may be made side by side, each in a process of its own.
    """
    if network.all_sites():
        return False
    run_trade_clock(trade_at=now, speed=1.0)
    opened = now - OPENED
    catalogue.load_standard_catalogue(actor=SYSTEM, at=opened)
    vehicles.load_schedules(actor=SYSTEM, at=opened)
    for progress in vehicles.import_recalls(
        path=facts_reader.recalls_file(), actor=SYSTEM, at=opened
    ):
        report("recalls", progress.rows_read, progress.rows_total or progress.rows_read)
    appoint_administrator(GROUPS[0], now=now, at=opened)
    return True


def seed_group(group: DemoGroup, now: dt.datetime, report: Report = nobody_looks) -> None:
    """One dealer group with its cars, its past and its day."""
    _Seeding(group, now, report).run(now - OPENED)


def close_world(now: dt.datetime) -> None:
    """Everybody has heard of everything, and it is still the moment that all was made for."""
    read_everything()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the server plans for what is there now, not for empty tables
    run_trade_clock(trade_at=now, speed=1.0)


def demo_moment() -> dt.datetime:
    """Half past ten in Tokyo, today: all three workshops are open then."""
    today = clock.local_day(clock.machine_now(), "Asia/Tokyo")
    return clock.local_moment(today, MORNING, "Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class _Seeding:
    """One dealer group comes into being."""

    group: DemoGroup
    now: dt.datetime
    report: Report

    def run(self, opened: dt.datetime) -> None:
        sites = open_group(self.group, opened)
        for site in sites:
            fill_shelves(site, opened)
            open_yard(site, opened)
        equip_floor(sites[0], opened)
        appoint_leaders(self.group, now=self.now, at=opened)
        fleets = [
            (site, self._fleet(site, cars, first))
            for site, cars, first in shares(sites, self._cars())
        ]
        plans = [plan(site, fleet, self.now) for site, fleet in fleets]
        scripts = [
            (site, *visit)
            for (site, _fleet), planned in zip(fleets, plans, strict=True)
            for visit in planned.visits
        ]
        counted: set[str] = set()
        for number, (site, owned, script) in enumerate(scripts):
            if site.site.code not in counted and script.wanted_at > self.now - HALF_A_DAY:
                counted.add(site.site.code)
                end_yesterday(site, self.now)
            _play(site, owned, script, number)
            self.report(f"visits {self.group.country}", number + 1, len(scripts))
        for (site, fleet), planned in zip(fleets, plans, strict=True):
            live_at_the_door(site, self.now)
            look_after(site, fleet, planned.unbooked)
            lead_the_day(site)
            keep_in_touch(site, planned.unbooked)
        sell(sites[0], plans[0].unbooked)
        listen(sites[0], self.group, self.now, opened)
        bring_a_list(sites[0], self.now)

    def _cars(self) -> list[DemoCar]:
        """As many cars as the demo shows, or fewer where SEIBI_DEMO_CARS says so."""
        wanted = environment().demo_cars or FLEET[self.group.country]
        return facts_reader.cars(self.group.country)[: min(FLEET[self.group.country], wanted)]

    def _fleet(self, site: SeededSite, cars: list[DemoCar], first: int) -> list[OwnedCar]:
        fleet = []
        for owned in seed_fleet(site, cars, self.now, first=first):
            fleet.append(owned)
            self.report(f"cars {self.group.country}", first + len(fleet), first + len(cars))
        if first == 0:
            _open_doors(fleet, self.group.country, self.now)
        return fleet


def shares(
    sites: list[SeededSite], cars: list[DemoCar]
) -> list[tuple[SeededSite, list[DemoCar], int]]:
    """Which cars come to which workshop, and the number of the first owner there.

    Most come to the first workshop; each of the others has a fifth, where there are enough.
    """
    others = sites[1:] if len(cars) >= SHARED else []
    fifth = len(cars) // 5
    kept = len(cars) - fifth * len(others)
    found = [(sites[0], cars[:kept], 0)]
    for number, site in enumerate(others):
        start = kept + number * fifth
        found.append((site, cars[start : start + fifth], start))
    return found


@dataclass(frozen=True, slots=True)
class Plan:
    """Which car makes which visit, in the order of time, and which have none ahead of them.

    First among those stand the ones that are kept for whoever calls owners.
    """

    visits: list[tuple[OwnedCar, Script]]
    unbooked: list[OwnedCar]


def plan(site: SeededSite, fleet: list[OwnedCar], now: dt.datetime) -> Plan:
    """No car has two open visits, and none without an engine comes for oil.

    The first owner of a fleet books for themselves, the second lends the car to somebody, and the
    next four have no visit at all, so that there is always somebody to call. With few cars the
    same ones came before, and the least telling visits are left out.
    """
    asked = fleet[2 : 2 + min(ASKED, len(fleet) // 3)]
    free = [*fleet[1:2], *fleet[2 + len(asked) :]]
    today = list(_matched(stories.today(site, now), free))
    ahead = list(_matched(stories.ahead(site, now), free))
    others = [*free, *(car for car, _script in (*ahead, *today)), *fleet[:1]]
    past = list(_matched(stories.past(site, now), others, again=True))
    return Plan([*past, *today, *ahead], [*asked, *free])


def _matched(
    scripts: list[Script], cars: list[OwnedCar], *, again: bool = False
) -> Iterator[tuple[OwnedCar, Script]]:
    """Each script with the first car it suits, which leaves the list, or goes to its end."""
    for script in scripts:
        found = next((one for one in cars if one.car.has_engine or not script.needs_engine), None)
        if found is not None:
            cars.remove(found)
            yield found, script
            if again:
                cars.append(found)


def _open_doors(fleet: list[OwnedCar], country: str, at: dt.datetime) -> None:
    """The first owner signs in; of the next car (or the only one) somebody else is the bringer."""
    let_owner_in(fleet[0].customer_id, at)
    borrowed = min(1, len(fleet) - 1)
    fleet[borrowed] = invite_bringer(fleet[borrowed], country, at)


def _play(site: SeededSite, owned: OwnedCar, script: Script, number: int) -> None:
    try:
        Player(site, owned, script, number).play()
    except DomainError as refusal:
        logger.warning("demo_visit_refused", site=site.site.code, code=refusal.code)
        raise
