"""Who works where, who is away, and what that permits them to do now."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from seibi.contexts.network.contracts import (
    AwayInfo,
    AwayReason,
    Role,
    RoleGrantInfo,
    SharedData,
    StaffInfo,
)
from seibi.contexts.network.domain import granting, standing_in, tree
from seibi.contexts.network.models import DealerContract, Deputy, RoleGrant, Staff
from seibi.kernel.actor import Grant
from seibi.kernel.rows import fetched, under

_AWAY = """
    SELECT account_id, deputy_id, from_at, until_at FROM network_deputy
    WHERE from_at <= %(at)s AND until_at > %(at)s
"""
_OWN_AND_AWAY = """
    SELECT g.role, g.owner_node, g.limits::text, m.code, NULL::uuid, NULL::uuid,
           NULL::timestamptz, NULL::timestamptz
    FROM network_rolegrant g LEFT JOIN network_maker m ON m.id = g.maker_id
    WHERE g.account_id = %(account)s
      AND g.valid_from <= %(at)s AND (g.valid_until IS NULL OR g.valid_until > %(at)s)
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, account_id, deputy_id, from_at, until_at FROM network_deputy
    WHERE from_at <= %(at)s AND until_at > %(at)s
"""  # every request begins so
_HELD = """
    SELECT g.role, g.owner_node, g.limits::text, m.code
    FROM network_rolegrant g LEFT JOIN network_maker m ON m.id = g.maker_id
    WHERE g.account_id = ANY(%(accounts)s)
      AND g.valid_from <= %(at)s AND (g.valid_until IS NULL OR g.valid_until > %(at)s)
"""


def grants_of(account_id: UUID, at: dt.datetime) -> tuple[Grant, ...]:
    """What an account may do at a moment: its own roles and those of people it stands in for.

    One query for most people; one more each for whoever stands in, or is above the groups.
    """
    rows = fetched(_OWN_AND_AWAY, account=account_id, at=at)
    held = [_held(*row[:4]) for row in rows if row[0]]
    away = (standing_in.Away(*row[4:]) for row in rows if not row[0])
    lenders = standing_in.stands_in_for(account_id, standing_in.deputies_at(away, at))
    if lenders:
        lent = (_held(*row) for row in fetched(_HELD, accounts=list(lenders), at=at))
        held += [one for one in lent if one.role not in granting.NOT_LENT]
    above = any(tree.is_above_groups(one.node) for one in held)
    return granting.grants(held, sharing_at(at) if above else ())


def _held(role: str, node: str, limits: str, maker: str | None) -> granting.HeldRole:
    return granting.HeldRole(Role(role), node, maker or "", _amounts(json.loads(limits)))


def deputies_at(at: dt.datetime) -> dict[UUID, UUID]:
    """Everybody who is away at a moment, and who was named for them."""
    return standing_in.deputies_at((standing_in.Away(*row) for row in fetched(_AWAY, at=at)), at)


def work_of(account_id: UUID, at: dt.datetime) -> frozenset[UUID]:
    """Everybody whose work comes to this person now: themselves when present, and who is away."""
    deputies = deputies_at(at)
    own = frozenset() if account_id in deputies else frozenset({account_id})
    return own | standing_in.stands_in_for(account_id, deputies)


def stand_ins(ids: Collection[UUID], at: dt.datetime) -> dict[UUID, UUID | None]:
    """Who has each of these people's work now: themselves when present; None goes to the leader.

    Whoever does not work here any more has no work either. Two queries.
    """
    deputies = deputies_at(at)
    found = {one: standing_in.stand_in(one, deputies) for one in ids}
    here = Staff.objects.valid_at(at).filter(account_id__in={o for o in found.values() if o})
    present = set(here.values_list("account_id", flat=True))
    return {one: other if other in present else None for one, other in found.items()}


def sharing_at(at: dt.datetime) -> list[granting.Sharing]:
    """What every dealer group shares with every maker at a moment."""
    rows = DealerContract.objects.valid_at(at).select_related("maker")
    return [
        granting.Sharing(r.owner_node, r.maker.code, frozenset(SharedData(s) for s in r.shares))
        for r in rows
    ]


def is_staff(account_id: UUID, at: dt.datetime) -> bool:
    """Whether somebody is on the staff of any place at a moment, or holds a role."""
    return (
        Staff.objects.valid_at(at).filter(account_id=account_id).exists()
        or RoleGrant.objects.valid_at(at).filter(account_id=account_id).exists()
    )


def staff_by_account(ids: Collection[UUID], at: dt.datetime) -> dict[UUID, StaffInfo]:
    """Colleagues by account, also those who have left: what they did keeps their name."""
    rows = Staff.objects.filter(account_id__in=ids).order_by("valid_from")
    return {info.account_id: info for info in staff_infos(rows, at)}


def names_by_account(ids: Collection[UUID]) -> dict[UUID, str]:
    """What colleagues are called, also those who have left. One query."""
    rows = Staff.objects.filter(account_id__in=ids).order_by("valid_from")
    return dict(rows.values_list("account_id", "name"))


def staff_at(node: str, role: Role | None, at: dt.datetime) -> list[StaffInfo]:
    """Who works at or below a place now, by name; with a role, only those who hold it there."""
    rows = Staff.objects.valid_at(at).filter(under(node)).order_by("name", "pk")
    found = staff_infos(rows, at)
    return [info for info in found if role is None or role in info.roles]


def who_holds(role: Role, node: str, at: dt.datetime) -> list[UUID]:
    """Accounts that hold a role at a place or above it at a moment. One query."""
    steps = node.strip("/").split("/")
    above = ["/", *("/" + "/".join(steps[: n + 1]) + "/" for n in range(len(steps)))]
    rows = RoleGrant.objects.valid_at(at).filter(role=role, owner_node__in=above)
    return list(rows.order_by("-owner_node", "pk").values_list("account_id", flat=True))


def staff_infos(rows: Iterable[Staff], at: dt.datetime) -> list[StaffInfo]:
    """Values of staff rows, with the roles each holds at or above their place."""
    staff = list(rows)
    roles: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
    granted = RoleGrant.objects.valid_at(at).filter(account_id__in={s.account_id for s in staff})
    for account_id, role, node in granted.values_list("account_id", "role", "owner_node"):
        roles[account_id].append((role, node))
    away = deputies_at(at)
    return [
        StaffInfo(
            account_id=s.account_id,
            name=s.name,
            reading=s.reading,
            node=s.owner_node,
            roles=tuple(sorted({r for r, n in roles[s.account_id] if reaches(n, s.owner_node)})),
            away=s.account_id in away,
        )
        for s in staff
    ]


def reaches(grant_node: str, staff_node: str) -> bool:
    """A role counts for a colleague at their place, above it and, for group staff, below it."""
    return staff_node.startswith(grant_node) or grant_node.startswith(staff_node)


def _amounts(limits: Mapping[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(amount) for name, amount in limits.items()}


def role_grant_info(row: RoleGrant) -> RoleGrantInfo:
    """One role as screens and the API show it."""
    return RoleGrantInfo(
        id=row.pk,
        account_id=row.account_id,
        role=row.role,
        node=row.owner_node,
        limits={name: Decimal(amount) for name, amount in row.limits.items()},
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def away_info(row: Deputy) -> AwayInfo:
    """One absence as screens and the API show it."""
    return AwayInfo(
        id=row.pk,
        account_id=row.account_id,
        deputy_id=row.deputy_id,
        from_at=row.from_at,
        until_at=row.until_at,
        reason=AwayReason(row.reason),
    )
