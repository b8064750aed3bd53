"""The demo comes into being from one car up, with a door for every role."""

import datetime as dt
from uuid import UUID

import pytest

from seibi.config.demo import facts_reader, seed, stories
from seibi.config.demo.casting import read_everything
from seibi.config.demo.fleet import OwnedCar
from seibi.config.demo.groups import GROUPS, JAPAN
from seibi.config.demo.leaders import PLATFORM
from seibi.config.demo.links import all_doors, mail_addresses
from seibi.config.demo.network import SeededSite, appoint_administrator
from seibi.config.demo.scripts import Stage
from seibi.config.middleware import actor_for
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.quality import facade as quality
from seibi.contexts.quality.contracts import KpiName
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import UseClass
from seibi.contexts.vehicles.domain.vin import check_digit_ok
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from tests.world import NOON

SITES = [SeededSite(UUID(int=n), "/", JAPAN, site, {}) for n, site in enumerate(JAPAN.sites)]
EVERY_ROLE = set(Role)


def fleet(size: int) -> list[OwnedCar]:
    cars = facts_reader.cars("JP")[:size]
    return [OwnedCar(UUID(int=n), UUID(int=n), car) for n, car in enumerate(cars)]


@pytest.mark.parametrize("country", ["US", "CN"])
def test_every_car_with_a_vin_has_an_end_and_a_check_digit_of_its_own(country):
    numbers = [car.vin for car in facts_reader.cars(country)]

    assert len({number[-6:] for number in numbers}) > 0.99 * len(numbers)
    assert all(check_digit_ok(number) for number in numbers)


@pytest.mark.parametrize("cars", [1, 2, 5, 13, 33, 34, 60])
def test_any_number_of_cars_has_a_plan_and_no_car_two_open_visits(cars):
    planned = seed.plan(SITES[0], fleet(cars), NOON).visits

    open_ones = [car.vehicle_id for car, script in planned if script.until < Stage.DELIVERED]
    assert len(open_ones) == len(set(open_ones))
    assert len([1 for _car, script in planned if script.until is Stage.DELIVERED]) >= len(
        stories.DAYS_AGO
    )


@pytest.mark.parametrize("cars", [1, 39, 40, 120])
def test_every_car_comes_to_one_workshop_under_a_number_of_its_own(cars):
    parts = seed.shares(SITES, facts_reader.cars("JP")[:cars])

    numbers = [first + n for _site, part, first in parts for n in range(len(part))]
    assert numbers == list(range(cars))
    assert len(parts) == (2 if cars >= seed.SHARED else 1)


def test_the_first_owner_has_no_visit_and_books_for_themselves():
    cars = fleet(60)

    assert cars[0].vehicle_id not in {
        car.vehicle_id for car, _script in seed.plan(SITES[0], cars, NOON).visits
    }


@pytest.mark.parametrize("cars", [8, 24, 60])
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.country)
def test_every_workshop_with_cars_keeps_a_household_of_two_to_call(group, cars):
    fleet = [
        OwnedCar(UUID(int=n), UUID(int=n), car)
        for n, car in enumerate(facts_reader.cars(group.country)[:cars])
    ]
    for place in group.sites:
        planned = seed.plan(SeededSite(UUID(int=1), "/", group, place, {}), fleet, NOON)

        asked = {owned.vehicle_id for owned in planned.unbooked[: min(seed.ASKED, cars // 3)]}
        assert len(asked) >= 2
        assert not asked & {owned.vehicle_id for owned, _script in planned.visits}


def test_no_car_without_an_engine_comes_for_oil():
    planned = seed.plan(SITES[0], fleet(60), NOON).visits

    assert {car.car.has_engine for car, script in planned if script.needs_engine} == {True}
    assert False in {car.car.has_engine for car, _script in planned}


def test_every_country_has_a_door_for_every_role():
    *countries, platform = all_doors(8000)

    assert [doors.country for doors in countries] == [group.country for group in GROUPS]
    for doors in countries:
        assert {link.role for link in doors.links} == EVERY_ROLE - {Role.ADMINISTRATOR}
    assert [link.role for link in platform.links] == [Role.ADMINISTRATOR]
    hosts = [link.url for doors in (*countries, platform) for link in doors.links]
    assert len(hosts) == len(set(hosts))


@pytest.fixture
def one_car(db, monkeypatch):
    """The Japanese group with a single car and a single past visit."""
    now = seed.demo_moment()
    clock.follow(lambda: clock.Rate(clock.machine_now(), now))
    monkeypatch.setattr(stories, "DAYS_AGO", (3,))
    monkeypatch.setattr(seed._Seeding, "_cars", lambda _self: facts_reader.cars("JP")[:1])
    opened = now - seed.OPENED
    catalogue.load_standard_catalogue(actor=SYSTEM, at=opened)
    vehicles.load_schedules(actor=SYSTEM, at=opened)
    heard: list[tuple[str, int, int]] = []
    appoint_administrator(JAPAN, now=now, at=opened)
    seed._Seeding(JAPAN, now, lambda *said: heard.append(said)).run(opened)
    read_everything()
    return now, heard


def someone(login: str):
    return actor_for(Account.objects.get(email=mail_addresses()[login]).pk)


def test_one_car_is_enough(one_car):
    now, heard = one_car
    (site,) = (site for site in network.all_sites() if site.code == "shinagawa")
    leader, maker = someone("okamoto"), someone("miyazaki")

    assert heard == [("cars JP", 1, 1), ("visits JP", 1, 1)]
    day = clock.local_day(now, site.tz)
    for reader in (leader, maker):
        figures = quality.kpis(
            site_id=site.id, from_day=day - dt.timedelta(weeks=1), to_day=day, actor=reader, at=now
        )
        counted = {kpi.name: kpi.n for kpi in figures}
        assert counted[KpiName.SAME_DAY] == counted[KpiName.CSAT] == 1


def test_everybody_s_right_is_what_their_role_says(one_car):
    now, _heard = one_car
    auditor, keeper, driver = someone("nishimura"), someone(PLATFORM.login), someone("takahashi")

    assert {grant.role for grant in auditor.grants} == {Role.AUDITOR}
    ended = network.grants_of(UUID(auditor.account_id), now + dt.timedelta(days=31))
    assert ended == ()
    assert keeper.may("network.grant", at_node=JAPAN.node)
    assert [car.plate for car in vehicles.vehicles_of(driver.persons, now)] == [
        facts_reader.cars("JP")[0].plate
    ]
    assert work_orders.visits_of(actor=driver, at=now) != []


def test_kei_cars_are_known_as_such():
    kinds = {car.use_class for car in facts_reader.cars("JP")[: seed.FLEET["JP"]]}

    assert UseClass.KEI_PASSENGER in kinds
