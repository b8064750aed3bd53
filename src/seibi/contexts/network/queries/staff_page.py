"""The staff page: colleagues, what they hold, who stands in for them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.network.contracts import AwayInfo, Colleague, RoleGrantInfo
from seibi.contexts.network.models import Deputy, RoleGrant, Staff
from seibi.contexts.network.queries import people
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.rows import under


def colleagues(*, actor: Actor, at: dt.datetime, node: str = "/") -> list[Colleague]:
    """Everybody at a place, as far as an actor may know, by name. Seven queries, however many."""
    rows = Staff.objects.visible_to(actor).valid_at(at).filter(under(node))
    rows = rows.order_by("owner_node", "name", "pk")
    return _colleagues(list(rows), actor, at)


def colleague(*, account_id: UUID, actor: Actor, at: dt.datetime) -> Colleague:
    """One colleague. Raises NotFound ("staff_not_found")."""
    rows = Staff.objects.visible_to(actor).valid_at(at).filter(account_id=account_id)
    if not (found := _colleagues(list(rows[:1]), actor, at)):
        raise NotFound("staff_not_found", _("There is no such colleague."))
    return found[0]


def own_absences(*, account_id: UUID, at: dt.datetime) -> list[AwayInfo]:
    """When somebody is away now or later."""
    rows = Deputy.objects.filter(account_id=account_id, until_at__gt=at).order_by("from_at")
    return [people.away_info(row) for row in rows]


def _colleagues(rows: Sequence[Staff], actor: Actor, at: dt.datetime) -> list[Colleague]:
    ids = {row.account_id for row in rows}
    emails = dict(Account.objects.filter(pk__in=ids).values_list("pk", "email"))
    grants = _grants(ids, actor, at)
    away = _away(ids, at)
    deputies = people.staff_by_account({info.deputy_id for info in away.values()}, at)
    return [
        Colleague(
            staff=info,
            email=emails.get(info.account_id) or "",
            grants=tuple(grants[info.account_id]),
            away=away.get(info.account_id),
            deputy_name=deputies[away[info.account_id].deputy_id].name
            if info.account_id in away
            else "",
        )
        for info in people.staff_infos(rows, at)
    ]


def _grants(
    ids: set[UUID], actor: Actor, at: dt.datetime
) -> defaultdict[UUID, list[RoleGrantInfo]]:
    found: defaultdict[UUID, list[RoleGrantInfo]] = defaultdict(list)
    rows = RoleGrant.objects.visible_to(actor).valid_at(at).filter(account_id__in=ids)
    for row in rows.order_by("owner_node", "role"):
        found[row.account_id].append(people.role_grant_info(row))
    return found


def _away(ids: set[UUID], at: dt.datetime) -> dict[UUID, AwayInfo]:
    """The absence of each that runs now, else the next one."""
    rows = Deputy.objects.filter(account_id__in=ids, until_at__gt=at).order_by("-from_at")
    return {row.account_id: people.away_info(row) for row in rows}
