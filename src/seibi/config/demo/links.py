"""One link per role, each on a host name of its own, so that each has its own session."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from seibi.config.demo.groups import GROUPS, DemoGroup
from seibi.config.demo.leaders import LEADERS, PLATFORM, place_of
from seibi.config.demo.people import owner
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.labels import ROLE_LABELS
from seibi.kernel.text import translated
from seibi.surfaces.home.questions import QUESTIONS

OWNERS = (("yamada", "jp0", "JP"), ("wang", "cn0", "CN"), ("grace", "us0", "US"))
BRINGERS = {  # sign-in name, family name, given name, reading
    "JP": ("takahashi", "高橋", "結衣", "タカハシ ユイ"),
    "CN": ("lijia", "李", "佳", "Li Jia"),
    "US": ("ben", "Baker", "Ben", ""),
}
OWNER_DOMAIN = "owners.demo.seibi.localhost"
PLATFORM_COUNTRY = ""  # the platform is in no country


@dataclass(frozen=True, slots=True)
class RoleLink:
    """A door of the demo: who you are behind it, where you stand, what you look after."""

    country: str
    role: Role
    name: str
    place: str
    login: str
    email: str
    url: str

    @property
    def title(self) -> str:
        return str(ROLE_LABELS[self.role])

    @property
    def question(self) -> str:
        return str(QUESTIONS[self.role])


@dataclass(frozen=True, slots=True)
class Doors:
    """The doors of one country, or those of the platform: customers, workshop, leaders."""

    country: str
    name: str
    group: str
    tz: str
    customers: tuple[RoleLink, ...]
    workshop: tuple[RoleLink, ...]
    leaders: tuple[RoleLink, ...]
    tablet: str = ""  # where a browser becomes a shared tablet of the first workshop

    @property
    def links(self) -> tuple[RoleLink, ...]:
        return self.customers + self.workshop + self.leaders


def mail_addresses() -> dict[str, str]:
    """The e-mail address of everybody in the demo, by the name in their link."""
    from seibi.config.demo.network import mail_of  # noqa: PLC0415 - needs a set-up Django

    staff = {p.login: mail_of(p.login) for g in GROUPS for s in g.sites for p in s.staff}
    led = {p.login: mail_of(p.login) for each in LEADERS.values() for p in (*each, PLATFORM)}
    brought = {login: f"{login}@{OWNER_DOMAIN}" for login, *_name in BRINGERS.values()}
    owners = {login: f"{name}@{OWNER_DOMAIN}" for login, name, _country in OWNERS}
    return staff | led | brought | owners


def all_doors(port: int) -> list[Doors]:
    """One door for each role and country, then the platform's; signing in is the link itself."""
    addresses = mail_addresses()

    def link(country: str, role: Role, name: str, place: str, login: str) -> RoleLink:
        url = f"http://{login}.localhost:{port}/demo/enter/{login}/"
        return RoleLink(country, role, name, place, login, addresses[login], url)

    found = [
        Doors(
            group.country,
            translated(group.country_name),
            translated(group.name),
            group.tz,
            tuple(link(group.country, *one) for one in _customers(group)),
            tuple(link(group.country, *one) for one in _workshop(group)),
            tuple(link(group.country, *one) for one in _leaders(group)),
            _tablet(group, port),
        )
        for group in GROUPS
    ]
    keeper = link(
        PLATFORM_COUNTRY, PLATFORM.role, PLATFORM.name, _("Every workshop"), PLATFORM.login
    )
    return [*found, Doors(PLATFORM_COUNTRY, _("Platform"), "", GROUPS[0].tz, (), (), (keeper,))]


def _tablet(group: DemoGroup, port: int) -> str:
    code = group.sites[0].code
    return f"http://tablet-{group.country.lower()}.localhost:{port}/demo/tablet/{code}/"


Door = tuple[Role, str, str, str]  # role, name, place, sign-in name


def _customers(group: DemoGroup) -> Iterator[Door]:
    chance = random.Random(group.sites[0].code)  # noqa: S311 - the same as the fleet's
    first = owner(group.country, 0, chance).new
    login = next(login for login, _name, country in OWNERS if country == group.country)
    yield Role.OWNER, _full_name(group, first.family_name, first.given_name), "", login
    login, family, given, _reading = BRINGERS[group.country]
    yield Role.BRINGER, _full_name(group, family, given), "", login


def _full_name(group: DemoGroup, family: str, given: str) -> str:
    return {"JP": f"{family} {given}", "CN": f"{family}{given}"}.get(
        group.country, f"{given} {family}"
    )


def _workshop(group: DemoGroup) -> Iterator[Door]:
    """The first of each role at the first workshop."""
    site, seen = group.sites[0], set[Role]()
    for person in site.staff:
        if person.role not in seen:
            seen.add(person.role)
            yield person.role, person.name, translated(site.name), person.login


def _leaders(group: DemoGroup) -> Iterator[Door]:
    places = {group.node: group.name, f"/{group.country.lower()}/": group.country_name}
    for leader in LEADERS[group.country]:
        name = places.get(place_of(leader, group), group.region_name)
        yield leader.role, leader.name, translated(name), leader.login
