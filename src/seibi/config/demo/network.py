"""Seed the tree: groups, companies, sites with hours, people with roles, bays and tools."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from seibi.config.demo.groups import WEEK, DemoGroup, DemoSite, Person
from seibi.config.demo.leaders import (
    AGREED,
    AUDIT_DAYS,
    FOR_THE_MAKER,
    LEADERS,
    MAKER,
    MAKER_NAME,
    PLATFORM,
    Leader,
    place_of,
)
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import NewLegalEntity, NewSite, Role
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import ResourceKind
from seibi.kernel.actor import SYSTEM

MAIL_DOMAIN = "demo.seibi.localhost"
WORKS_THERE = frozenset({Role.TECHNICIAN, Role.ADVISOR})


@dataclass(frozen=True, slots=True)
class SeededSite:
    """A site as it came into being: who works there, by role, in the order of the data."""

    id: UUID
    node: str
    group: DemoGroup
    site: DemoSite
    staff: dict[str, UUID]


def open_group(group: DemoGroup, at: dt.datetime) -> list[SeededSite]:
    """A dealer group with all its sites; prices are valid from the first of the year."""
    _grow_tree(group, at)
    company = network.register_legal_entity(
        node=group.node,
        new=NewLegalEntity(
            group.company, group.country, group.registration, group.head_office, group.tax_rates
        ),
        actor=SYSTEM,
        at=at,
    )
    catalogue.load_standard_prices(
        node=group.node,
        country=group.country,
        valid_from=dt.date(at.year, 1, 1),
        actor=SYSTEM,
        at=at,
    )
    return [_open_site(group, site, company, at) for site in group.sites]


def appoint_leaders(group: DemoGroup, *, now: dt.datetime, at: dt.datetime) -> None:
    """What the group shares with its maker, and everybody who leads without a workshop."""
    network.agree_sharing(
        group=group.node,
        maker=MAKER,
        maker_name=MAKER_NAME,
        shares=AGREED[group.country],
        actor=SYSTEM,
        at=at,
    )
    for leader in LEADERS[group.country]:
        _appoint(leader, group, now, at)


def appoint_administrator(group: DemoGroup, *, now: dt.datetime, at: dt.datetime) -> None:
    """Who keeps the platform, for all countries; they live in the zone of one group."""
    _appoint(PLATFORM, group, now, at)


def mail_of(login: str) -> str:
    """The demo's invented addresses; nothing is ever delivered there."""
    return f"{login}@{MAIL_DOMAIN}"


def _grow_tree(group: DemoGroup, at: dt.datetime) -> None:
    country = group.country.lower()
    places = (
        ("/", country, group.country_name),
        (f"/{country}/", group.region, group.region_name),
        (f"/{country}/{group.region}/", group.code, group.name),
    )
    for parent, code, name in places:
        network.add_node(parent=parent, code=code, name=name, actor=SYSTEM, at=at)


def _open_site(group: DemoGroup, site: DemoSite, company: UUID, at: dt.datetime) -> SeededSite:
    node = network.add_node(parent=group.node, code=site.code, name=site.name, actor=SYSTEM, at=at)
    new = NewSite(
        code=site.code,
        legal_entity_id=company,
        tz=group.tz,
        country=group.country,
        currency=group.currency,
        languages=group.languages,
        address=site.address,
        phone=site.phone,
        coordinates=site.coordinates,
    )
    site_id = network.open_site(node=node, new=new, actor=SYSTEM, at=at)
    network.set_hours(site_id=site_id, week=WEEK, actor=SYSTEM, at=at)
    staff = {person.login: _employ(person, node, group, at) for person in site.staff}
    _equip(site_id, site, staff, at)
    return SeededSite(site_id, node, group, site, staff)


def _appoint(leader: Leader, group: DemoGroup, now: dt.datetime, at: dt.datetime) -> None:
    node = place_of(leader, group)
    dated = leader.role is Role.AUDITOR
    network.grant_role(
        account_id=_hire(leader, node, group, at),
        role=leader.role,
        node=node,
        maker=MAKER if leader.role in FOR_THE_MAKER else None,
        valid_until=now + dt.timedelta(days=AUDIT_DAYS) if dated else None,
        actor=SYSTEM,
        at=at,
    )


def _employ(person: Person, node: str, group: DemoGroup, at: dt.datetime) -> UUID:
    account_id = _hire(person, node, group, at)
    network.grant_role(account_id=account_id, role=person.role, node=node, actor=SYSTEM, at=at)
    return account_id


def _hire(person: Person | Leader, node: str, group: DemoGroup, at: dt.datetime) -> UUID:
    return network.hire(
        node=node,
        name=person.name,
        email=mail_of(person.login),
        reading=person.reading,
        language="en" if person is PLATFORM else group.language,
        time_zone=group.tz,
        actor=SYSTEM,
        at=at,
    )


def _equip(site_id: UUID, site: DemoSite, staff: dict[str, UUID], at: dt.datetime) -> None:
    def add(kind: ResourceKind, code: str, name: str, **more: Any) -> None:
        workshop.add_resource(
            site_id=site_id, kind=kind, code=code, name=name, actor=SYSTEM, at=at, **more
        )

    for bay in site.bays:
        add(ResourceKind.BAY, f"bay-{bay.code}", bay.code, bay_kind=bay.kind)
    for tool in site.tools:
        add(ResourceKind.TOOL, tool, tool, tool_kind=tool)
    for number, plate in enumerate(site.courtesy_cars, start=1):
        add(ResourceKind.COURTESY_CAR, f"courtesy-{number}", plate)
    for person in site.staff:
        if person.role in WORKS_THERE:
            kind = (
                ResourceKind.TECHNICIAN if person.role is Role.TECHNICIAN else ResourceKind.ADVISOR
            )
            skills = dict(person.skills)
            add(kind, person.login, person.name, staff_id=staff[person.login], skills=skills)
