"""What others may ask of the network, and how places and people come into it."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from seibi.contexts.network import labels
from seibi.contexts.network.contracts import (
    SEE,
    PostalAddress,
    Role,
    SiteInfo,
    StaffInfo,
)
from seibi.contexts.network.domain import addresses, roles, standing_in, tree
from seibi.contexts.network.operations import badges, hours, people, places, tablets
from seibi.contexts.network.queries import hours as hour_queries
from seibi.contexts.network.queries import overseeing
from seibi.contexts.network.queries import people as people_queries
from seibi.contexts.network.queries import places as place_queries
from seibi.contexts.network.queries import tablets as tablet_queries
from seibi.kernel import clock
from seibi.kernel.actor import Actor

add_node = places.add_node
register_legal_entity = places.register_legal_entity
open_site = places.open_site
open_doors = places.open_doors
agree_sharing = places.agree_sharing
set_hours = hours.set_hours
close_day = hours.close_day
reopen_day = hours.reopen_day
hire = people.hire
grant_role = people.grant_role
revoke_role = people.revoke_role
name_deputy = people.name_deputy
stand_down = people.stand_down
legal_entity = place_queries.legal_entity
legal_entities_at = place_queries.legal_entities_at
week = hour_queries.week
closed_days = hour_queries.closed_days
holiday_suggestions = hour_queries.holiday_suggestions
sites_by_id = place_queries.sites_by_id
time_zone_of = place_queries.time_zone_of
opening_intervals = hour_queries.opening_intervals
open_between = hour_queries.open_between
grants_of = people_queries.grants_of
is_staff = people_queries.is_staff
work_of = people_queries.work_of
stand_ins = people_queries.stand_ins
who_holds = people_queries.who_holds
agreements_for = overseeing.agreements_for
rights_of = overseeing.rights_of
ending_rights = overseeing.ending_rights
staff_count = overseeing.staff_count
bind_tablet = tablets.bind_tablet
revoke_tablet = tablets.revoke_tablet
take_by_badge = tablets.take_by_badge
take_by_pin = tablets.take_by_pin
leave_tablet = tablets.leave_tablet
issue_badge = badges.issue_badge
revoke_badge = badges.revoke_badge
set_own_pin = badges.set_own_pin
tablets_at = tablet_queries.tablets
tablet_page = tablet_queries.tablet_page
grants_on_tablet = tablet_queries.grants_on
who_is_on = tablet_queries.who_is_on
has_pin = tablet_queries.has_pin


def site(site_id: UUID) -> SiteInfo:
    """The workshop with this id. Raises NotFound ("site_not_found")."""
    return place_queries.site(pk=site_id)


def site_by_node(node: str) -> SiteInfo:
    """The workshop at this place of the tree. Raises NotFound ("site_not_found")."""
    return place_queries.site(owner_node=node)


def site_by_code(code: str) -> SiteInfo:
    """The workshop with this code. Raises NotFound ("site_not_found")."""
    return place_queries.site(code=code)


def all_sites() -> list[SiteInfo]:
    """Every workshop, in the order of the tree."""
    return place_queries.sites("/")


def sites_under(*nodes: str) -> list[SiteInfo]:
    """Workshops at or below these places; none for no places."""
    return place_queries.sites(*nodes)


def node_names(paths: Collection[str]) -> dict[str, str]:
    """Names of places by path, in the reader's language."""
    return place_queries.node_names(paths)


def role_name(role: str) -> str:
    """What a role is called, in the reader's language."""
    return str(labels.ROLE_LABELS[Role(role)]) if role in set(Role) else role


def group_of(node: str) -> str:
    """The dealer group a place belongs to; places above a group answer with themselves."""
    return tree.group_of(node)


def needs_second_factor(account_id: UUID, at: dt.datetime) -> bool:
    """Whether a role somebody holds now asks for a second factor before they act."""
    return any(g.role in roles.SECOND_FACTOR for g in people_queries.grants_of(account_id, at))


def asks_for_second_factor(actor: Actor) -> bool:
    """The same for somebody whose roles are known already; costs no query."""
    return any(grant.role in roles.SECOND_FACTOR for grant in actor.grants)


def floor_staff(node: str, at: dt.datetime) -> list[StaffInfo]:
    """Who puts hands on cars at a place, by name."""
    return [one for one in staff_at(node, at=at) if roles.works_on_cars(one.roles)]


def works_on_cars_at(account_id: UUID, node: str, at: dt.datetime) -> bool:
    """Whether somebody may put hands on cars at a place."""
    return tablet_queries.may_be_on(account_id, node, at)


def staff_by_account(ids: Collection[UUID], at: dt.datetime | None = None) -> dict[UUID, StaffInfo]:
    """Colleagues by account, in three queries; who never worked here is left out."""
    return people_queries.staff_by_account(ids, at or clock.now())


def names_by_account(ids: Collection[UUID]) -> dict[UUID, str]:
    """What colleagues are called, in one query; who never worked here is left out."""
    return people_queries.names_by_account(ids)


def staff_at(node: str, role: Role | None = None, at: dt.datetime | None = None) -> list[StaffInfo]:
    """Who works at or below a place, by name; with a role, only those who hold it there."""
    return people_queries.staff_at(node, role, at or clock.now())


def deputy_for(account_id: UUID, at: dt.datetime) -> UUID | None:
    """Who takes this person's work at a moment: themselves when present.

    None when everybody in the chain of deputies is away: the work goes to the leader.
    """
    return standing_in.stand_in(account_id, people_queries.deputies_at(at))


def check_address(address: PostalAddress) -> PostalAddress:
    """The address as the post of its country writes it. Raises Invalid ("bad_address")."""
    return places.checked_address(address=address)


def address_lines(address: PostalAddress) -> tuple[str, ...]:
    """The lines as an envelope in that country carries them."""
    return addresses.lines(address)


def check_zone(tz: str) -> None:
    """Raises Invalid ("bad_time_zone") for a name the world does not know."""
    places.checked_zone(tz=tz)


def nodes_of(actor: Actor, permission: str) -> list[SiteInfo]:
    """The workshops where an actor holds a permission, in the order of the tree."""
    return place_queries.sites(*actor.nodes(permission))


def currency_of(actor: Actor) -> str:
    """The money in which an actor thinks: that of the first workshop they may know of."""
    sites = place_queries.sites(*actor.nodes(SEE))
    return sites[0].currency if sites else "USD"
