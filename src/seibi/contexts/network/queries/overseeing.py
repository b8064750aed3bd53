"""What those who lead or keep the network see of it: agreements, dated rights, how many people."""

import datetime as dt
from collections import Counter
from uuid import UUID

from seibi.contexts.network.contracts import (
    Agreement,
    EndingRight,
    RoleGrantInfo,
    SharedData,
)
from seibi.contexts.network.domain import tree
from seibi.contexts.network.models import DealerContract, RoleGrant, Staff
from seibi.contexts.network.queries.people import names_by_account, role_grant_info
from seibi.contexts.network.queries.places import node_names
from seibi.kernel.actor import Actor
from seibi.kernel.rows import under


def agreements_for(account_id: UUID, at: dt.datetime) -> list[Agreement]:
    """What dealer groups share with the maker for whom somebody acts, by place; two queries.

    Nothing for people of a dealer: they see what is theirs without an agreement.
    """
    held = RoleGrant.objects.valid_at(at).filter(account_id=account_id)
    acting = [
        (node, maker)
        for node, maker in held.values_list("owner_node", "maker_id")
        if tree.is_above_groups(node)
    ]
    rows = DealerContract.objects.valid_at(at).filter(under(*(node for node, _maker in acting)))
    return [
        Agreement(
            row.owner_node,
            row.maker.name,
            tuple(sorted(SharedData(share) for share in row.shares)),
            row.valid_from,
        )
        for row in rows.select_related("maker").order_by("owner_node")
        if any(
            row.owner_node.startswith(node) and maker in (None, row.maker_id)
            for node, maker in acting
        )
    ]


def rights_of(account_id: UUID, at: dt.datetime) -> list[RoleGrantInfo]:
    """The roles somebody holds now, with their limits and until when. One query."""
    rows = RoleGrant.objects.valid_at(at).filter(account_id=account_id)
    return [role_grant_info(row) for row in rows.order_by("owner_node", "role")]


def ending_rights(*, actor: Actor, at: dt.datetime, within: dt.timedelta) -> list[EndingRight]:
    """Roles that end by themselves before long, the next one first, where the actor may look."""
    rows = list(
        RoleGrant.objects.visible_to(actor)
        .valid_at(at)
        .filter(valid_until__lte=at + within)
        .order_by("valid_until")
    )
    names = names_by_account({row.account_id for row in rows})
    places = node_names({row.owner_node for row in rows})
    return [
        EndingRight(
            row.account_id,
            names.get(row.account_id, ""),
            row.role,
            places.get(row.owner_node, row.owner_node),
            row.valid_until,
        )
        for row in rows
        if row.valid_until is not None
    ]


def staff_count(*, actor: Actor, at: dt.datetime) -> dict[str, int]:
    """How many people work at each place the actor may know of. One query."""
    rows = Staff.objects.visible_to(actor).valid_at(at)
    return dict(Counter(rows.values_list("owner_node", flat=True)))
