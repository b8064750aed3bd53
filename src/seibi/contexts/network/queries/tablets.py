"""Shared tablets: the list of a manager, the page of a device, and what its session may do."""

import datetime as dt
import hashlib
from uuid import UUID

from seibi.contexts.network.contracts import Role, TabletInfo, TabletPage, TabletUser
from seibi.contexts.network.domain.roles import works_on_cars
from seibi.contexts.network.domain.tablets import FLOOR_PERMISSIONS
from seibi.contexts.network.models import Badge, Pin, Tablet
from seibi.contexts.network.queries import people
from seibi.kernel.actor import Actor, Grant
from seibi.kernel.rows import fetched, under

WORKS = "work_orders.work"
_BOUND = """
    SELECT t.owner_node, t.name, t.lock_minutes, s.name
    FROM network_tablet t
    LEFT JOIN network_staff s ON s.account_id = t.on_id AND s.valid_until IS NULL
    WHERE t.id = %(tablet)s AND t.revoked_at IS NULL AND t.on_id = %(account)s
    LIMIT 1
"""  # every request of a shared tablet begins so


def tablets(*, actor: Actor, node: str) -> list[TabletInfo]:
    """Every shared tablet at a place, those that are ours first. Two queries."""
    rows = list(
        Tablet.objects.visible_to(actor).filter(under(node)).order_by("revoked_at", "name", "pk")
    )
    names = people.names_by_account({row.on_id for row in rows if row.on_id})
    return [
        TabletInfo(
            id=row.pk,
            name=row.name,
            site_id=row.site_id,
            node=row.owner_node,
            lock_minutes=row.lock_minutes,
            bound_at=row.bound_at,
            on=names.get(row.on_id, "") if row.on_id else "",
            on_since=row.on_since,
            revoked_at=row.revoked_at,
            revoke_reason=row.revoke_reason,
        )
        for row in sorted(rows, key=lambda row: row.revoked_at is not None)
    ]


def tablet_page(*, key: str, at: dt.datetime) -> TabletPage | None:
    """What a device shows to whoever stands before it; None when it is no shared tablet."""
    row = Tablet.objects.filter(
        sha256=hashlib.sha256(key.encode()).hexdigest(), revoked_at=None
    ).first()
    if row is None:
        return None
    staff = [one for one in people.staff_at(row.owner_node, None, at) if works_on_cars(one.roles)]
    working = [one.account_id for one in staff]
    pins = set(Pin.objects.filter(account_id__in=working).values_list("account_id", flat=True))
    users = tuple(TabletUser(one.account_id, one.name, one.account_id in pins) for one in staff)
    return TabletPage(row.pk, row.name, row.site_id, row.owner_node, users)


def grants_on(tablet_id: UUID, account_id: UUID, at: dt.datetime) -> tuple[Grant, ...]:
    """What somebody may do on a shared tablet: of their own rights those of the floor, there.

    Limits, other workshops and everything else stay outside; none when they are not on.
    """
    found = fetched(_BOUND, tablet=tablet_id, account=account_id)
    if not found:
        return ()
    node: str = found[0][0]
    held = Actor(str(account_id), people.grants_of(account_id, at))
    allowed = frozenset(p for p in FLOOR_PERMISSIONS if held.may(p, at_node=node))
    return (Grant(str(Role.TECHNICIAN), node, allowed),) if allowed else ()


def who_is_on(tablet_id: UUID, account_id: UUID) -> tuple[str, str, int] | None:
    """The tablet's name, the name of who is on, and its minutes; None when they are not on."""
    found = fetched(_BOUND, tablet=tablet_id, account=account_id)
    if not found:
        return None
    _node, tablet, minutes, name = found[0]
    return tablet, name or "", minutes


def may_be_on(account_id: UUID, node: str, at: dt.datetime) -> bool:
    """Whether somebody works on cars at this place."""
    return Actor(str(account_id), people.grants_of(account_id, at)).may(WORKS, at_node=node)


def has_pin(account_id: UUID) -> bool:
    """Whether somebody has chosen their digits."""
    return Pin.objects.filter(account_id=account_id).exists()


def has_badge(account_id: UUID) -> bool:
    """Whether somebody has a badge that opens something."""
    return Badge.objects.filter(account_id=account_id, revoked_at=None).exists()
