"""The visits of the demo: those that are over, the day in progress, and those that are booked."""

import datetime as dt
import random
from collections.abc import Iterator

from seibi.config.demo.network import SeededSite
from seibi.config.demo.scripts import Script, Stage
from seibi.config.demo.stock import ORDERED
from seibi.contexts.booking.contracts import Stay
from seibi.contexts.work_orders.contracts import PauseReason
from seibi.contexts.work_orders.contracts.fees import StatutoryFee
from seibi.kernel import clock

COMMON = (("OIL-FILTER",), ("OIL",), ("BRAKE-FLUID",), ("TYRE-ROTATE",), ("CABIN-FILTER",))
DAYS_AGO = (27, 24, 21, 18, 15, 13, 11, 9, 7, 6, 5, 3, 2, 1)
LATE = {3: 110, 6: 80, 8: 24 * 60, 11: 95}  # which of them took so many minutes longer
DAYS_AHEAD = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4)

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

INSPECTIONS = {"JP": "SHAKEN-24", "CN": "CHECK-12", "US": "CHECK-12"}
FEES = {  # of a family car for two years; elsewhere an inspection has none
    "JP": (
        (StatutoryFee.INSURANCE, 17_650),
        (StatutoryFee.WEIGHT_TAX, 24_600),
        (StatutoryFee.INSPECTION, 2_300),
    )
}


def past(site: SeededSite, now: dt.datetime) -> list[Script]:
    """Finished visits of the last weeks, the oldest first; most were ready as promised."""
    chance = random.Random(site.site.code)  # noqa: S311 - plausible, not secret
    days = DAYS_AGO if _is_first(site) else DAYS_AGO[::3]
    return [
        Script(
            COMMON[number % len(COMMON)],
            _local(site, now, dt.time(9 + 2 * (number % 3)), days_ago=ago),
            Stage.DELIVERED,
            _wish(site, number),
            work_minutes=chance.choice((35, 45, 60, 110)),
            overrun=LATE.get(number, 0) if _is_first(site) else 0,
        )
        for number, ago in enumerate(days)
    ]


def today(site: SeededSite, now: dt.datetime) -> list[Script]:
    """The day in progress, the most telling visits first.

    In work, waiting for an answer, ready, inspected since yesterday, to be answered, for a part,
    late, just here, done, expected.
    """
    scripts = [*_today(site, now)]
    return scripts if _is_first(site) else [scripts[0], scripts[2], scripts[4], scripts[10]]


def _today(site: SeededSite, now: dt.datetime) -> Iterator[Script]:
    hour = dt.timedelta(hours=1)
    working, here, booked = Stage.IN_WORK, Stage.ARRIVED, Stage.BOOKED
    yield Script(("CABIN-FILTER", "OIL"), now - 1 * hour, working, _wish(site, 1), part="WIPER-SET")
    finding = FINDINGS[site.group.country]
    yield Script(("BRAKE-FLUID",), now - 1.5 * hour, working, _wish(site, 0), finding=finding)
    yield Script(("OIL-FILTER",), now - 2 * hour, Stage.READY, _wish(site, 2), Stay.WAIT, 30)
    country = site.group.country
    yield Script(
        (INSPECTIONS[country],),
        _local(site, now, dt.time(10), days_ago=1),
        Stage.READY,
        _wish(site, 2),
        work_minutes=150,
        fees=FEES.get(country, ()),
    )
    yield Script(("DIAG",), now - 0.75 * hour, Stage.ESTIMATED, _wish(site, 0))
    yield Script(
        ("AC-SERVICE",),
        now - 1.2 * hour,
        working,
        _wish(site, 1),
        part=ORDERED,
        waits_for=PauseReason.PARTS,
    )
    yield Script(("BRAKE-FLUID",), now - 2 * hour, working, _wish(site, 2), late_by=20)
    yield Script(("TYRE-ROTATE",), now - 0.6 * hour, booked, _wish(site, 2))  # who is late
    yield Script(("TYRE-ROTATE",), now - 0.4 * hour, here, _wish(site, 2), Stay.WAIT)
    yield Script(("OIL",), now - 2 * hour, Stage.DELIVERED, _wish(site, 2), work_minutes=25)
    yield Script(("BATTERY-12V",), now + 1 * hour, booked)
    yield Script(("BRAKE-PADS-F",), now + 2 * hour, booked, _wish(site, 0))
    yield Script(("OIL-FILTER",), now + 3 * hour, booked, stay=Stay.WAIT)


def ahead(site: SeededSite, now: dt.datetime) -> list[Script]:
    """The next days are partly taken already."""
    days = DAYS_AHEAD if _is_first(site) else DAYS_AHEAD[::4]
    return [
        Script(
            COMMON[number % len(COMMON)],
            _local(site, now, dt.time(9 + number % 6), days_ago=-days),
            Stage.BOOKED,
        )
        for number, days in enumerate(days)
    ]


def _is_first(site: SeededSite) -> bool:
    return site.site is site.group.sites[0]


def _local(site: SeededSite, now: dt.datetime, time: dt.time, *, days_ago: int) -> dt.datetime:
    day = clock.local_day(now, site.group.tz) - dt.timedelta(days=days_ago)
    return clock.local_moment(day, time, site.group.tz)


def _wish(site: SeededSite, number: int) -> str:
    wishes = WISHES[site.group.country]
    return wishes[number % len(wishes)]
