"""Make the demo's world once: three groups, their cars, some past and a day in progress."""

import datetime as dt
import random
from collections.abc import Iterator
from itertools import count

import structlog

from seibi.config.demo import facts_reader
from seibi.config.demo.fleet import OwnedCar, seed_fleet
from seibi.config.demo.groups import GROUPS, DemoGroup
from seibi.config.demo.network import SeededSite, open_group
from seibi.config.demo.stock import fill_shelves
from seibi.config.demo.visits import Player, Script, Stage, read_everything
from seibi.config.settings.environment import environment
from seibi.contexts.booking.contracts import Stay
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders.contracts import PauseReason
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import DomainError
from seibi.kernel.trade_clock.rate import run_trade_clock

logger = structlog.get_logger(__name__)

MORNING = dt.time(10, 30)  # in Tokyo; 9:30 in Guangzhou, 15:30 the day before in Honolulu
FLEET = {"JP": 120, "CN": 120, "US": 2000}
PAST_DAYS, VISITS_A_DAY = 6, 2
OPENED = dt.timedelta(days=400)

COMMON = (("OIL-FILTER",), ("OIL",), ("BRAKE-FLUID",), ("TYRE-ROTATE",), ("CABIN-FILTER",))
WISHES = {
    "JP": (
        "ブレーキを踏むとキーキー音がします。",
        "エアコンの効きが弱い気がします。",
        "オイル交換をお願いします。",
    ),
    "CN": ("刹车的时候有吱吱的声音。", "空调不太凉。", "请做一次保养。"),
    "US": (
        "It squeaks when I brake.",
        "The air conditioning feels weak.",
        "Regular service, please.",
    ),
}
FINDINGS = {
    "JP": "フロントブレーキパッドの残りが2mmです。",
    "CN": "前刹车片只剩2毫米。",
    "US": "Front brake pads are down to 2 mm.",
}


def ensure_demo(*, speed: float = 1.0) -> None:
    """The world of the demo is there, and its clock runs at ``speed``; a second call keeps it."""
    if network.all_sites():
        run_trade_clock(trade_at=clock.now(), speed=speed)
        return
    now = demo_moment()
    run_trade_clock(trade_at=now, speed=1.0)
    opened = now - OPENED
    catalogue.load_standard_catalogue(actor=SYSTEM, at=opened)
    vehicles.load_schedules(actor=SYSTEM, at=opened)
    for progress in vehicles.import_recalls(
        path=facts_reader.recalls_file(), actor=SYSTEM, at=opened
    ):
        logger.debug("recalls", percent=progress.percent)
    for group in GROUPS:
        _seed_group(group, now, opened)
    read_everything()
    run_trade_clock(trade_at=now, speed=speed)


def demo_moment() -> dt.datetime:
    """Half past ten in Tokyo, today: all three workshops are open then."""
    today = clock.local_day(clock.machine_now(), "Asia/Tokyo")
    return clock.local_moment(today, MORNING, "Asia/Tokyo")


def _seed_group(group: DemoGroup, now: dt.datetime, opened: dt.datetime) -> None:
    sites = open_group(group, opened)
    for site in sites:
        fill_shelves(site, opened)
    fleet = seed_fleet(sites[0], facts_reader.cars(group.country)[: _fleet_size(group)], now)
    logger.info("demo_group", group=group.code, cars=len(fleet))
    cars = iter(fleet)
    next(cars)  # the owner with a door of their own books for themselves
    _play_the_past(sites[0], cars, now)
    _play_today(sites[0], cars, now)
    _book_ahead(sites[0], cars, now)


def _fleet_size(group: DemoGroup) -> int:
    """As many cars as the demo shows, or fewer where SEIBI_DEMO_CARS says so."""
    return min(FLEET[group.country], environment().demo_cars or FLEET[group.country])


def _play_the_past(site: SeededSite, cars: Iterator[OwnedCar], now: dt.datetime) -> None:
    """Finished visits of the last days, most of them ready the same day."""
    chance = random.Random(site.site.code)  # noqa: S311 - plausible, not secret
    for number, days in enumerate(
        day for day in range(PAST_DAYS, 0, -1) for _ in range(VISITS_A_DAY)
    ):
        codes = COMMON[number % len(COMMON)]
        start = _local(site, now, dt.time(9 + 2 * (number % 3)), days_ago=days)
        minutes = chance.choice((35, 45, 60, 150))
        script = Script(codes, start, Stage.DELIVERED, _wish(site, number), work_minutes=minutes)
        _play(site, next(cars), script, number)


def _play_today(site: SeededSite, cars: Iterator[OwnedCar], now: dt.datetime) -> None:
    """The day in progress: done, in work, waiting for an answer, for a part, just here, late."""
    country = site.group.country
    hour = dt.timedelta(hours=1)
    scripts = (
        Script(("TYRE-ROTATE",), now - 0.6 * hour, Stage.BOOKED, _wish(site, 2)),  # who is late
        Script(("OIL",), now - 2 * hour, Stage.DELIVERED, _wish(site, 2), work_minutes=25),
        Script(("OIL-FILTER",), now - 2 * hour, Stage.READY, _wish(site, 2), Stay.WAIT, 30),
        Script(
            ("BRAKE-FLUID",),
            now - 1.5 * hour,
            Stage.IN_WORK,
            _wish(site, 0),
            finding=FINDINGS[country],
        ),
        Script(("CABIN-FILTER", "OIL"), now - 1 * hour, Stage.IN_WORK, _wish(site, 1)),
        Script(
            ("AC-SERVICE",),
            now - 1.2 * hour,
            Stage.IN_WORK,
            _wish(site, 1),
            waits_for=PauseReason.PARTS,
        ),
        Script(("DIAG",), now - 0.75 * hour, Stage.ESTIMATED, _wish(site, 0)),
        Script(("TYRE-ROTATE",), now - 0.4 * hour, Stage.ARRIVED, _wish(site, 2), Stay.WAIT),
        Script(("BATTERY-12V",), now + 1 * hour, Stage.BOOKED),
        Script(("BRAKE-PADS-F",), now + 2 * hour, Stage.BOOKED, _wish(site, 0)),
        Script(("OIL-FILTER",), now + 3 * hour, Stage.BOOKED, stay=Stay.WAIT),
    )
    for number, script in enumerate(scripts):
        _play(site, next(cars), script, number)


def _book_ahead(site: SeededSite, cars: Iterator[OwnedCar], now: dt.datetime) -> None:
    """The next days are partly taken already."""
    for number, days in zip(count(), (1, 1, 1, 1, 2, 2, 2, 3, 3, 4)):
        start = _local(site, now, dt.time(9 + number % 6), days_ago=-days)
        _play(site, next(cars), Script(COMMON[number % len(COMMON)], start, Stage.BOOKED), number)


def _play(site: SeededSite, owned: OwnedCar, script: Script, number: int) -> None:
    try:
        Player(site, owned, script, number).play()
    except DomainError as refusal:
        logger.warning("demo_visit_refused", site=site.site.code, code=refusal.code)
        raise


def _local(site: SeededSite, now: dt.datetime, time: dt.time, *, days_ago: int) -> dt.datetime:
    day = clock.local_day(now, site.group.tz) - dt.timedelta(days=days_ago)
    return clock.local_moment(day, time, site.group.tz)


def _wish(site: SeededSite, number: int) -> str:
    wishes = WISHES[site.group.country]
    return wishes[number % len(wishes)]
