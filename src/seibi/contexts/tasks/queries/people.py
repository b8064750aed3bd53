"""To whom a task may be given, and whose tasks somebody has now."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role, StaffInfo
from seibi.contexts.tasks.contracts import SEE, TaskState
from seibi.contexts.tasks.models import Task
from seibi.kernel.actor import Actor
from seibi.kernel.rows import under

LEADERS = frozenset({Role.SERVICE_MANAGER, Role.LOCAL_LEADER})


def colleagues(node: str, at: dt.datetime) -> list[StaffInfo]:
    """Who works at a place, above it in its group, or below; by name."""
    everybody = network.staff_at(network.group_of(node), at=at)
    return [one for one in everybody if node.startswith(one.node) or one.node.startswith(node)]


def mine(actor: Actor, at: dt.datetime) -> Q:
    """The open tasks somebody has now: their own, those of whom they stand in for, their roles'.

    Work never stays with someone who is away (t22): a leader also has what nobody stands in for.
    """
    account = account_of(actor)
    if account is None:
        return Q(pk__in=[])
    found = Q(person_id__in=network.work_of(account, at))
    for grant in actor.grants:
        if grant.allows(SEE):
            found |= Q(role=grant.role, owner_node__startswith=grant.node_path)
    led = tuple(g.node_path for g in actor.grants if g.role in LEADERS and g.allows(SEE))
    if led:
        found |= Q(person_id__in=orphaned(led, at)) & under(*led)
    return Q(state=TaskState.OPEN) & found


def orphaned(nodes: Iterable[str], at: dt.datetime) -> set[UUID]:
    """People with open tasks there who are away, or gone, and for whom nobody stands in."""
    open_tasks = Task.objects.filter(under(*nodes), state=TaskState.OPEN)
    given = {one for one in open_tasks.values_list("person_id", flat=True).distinct() if one}
    if not given:
        return set()
    return {one for one, other in network.stand_ins(given, at).items() if other is None}


def account_of(actor: Actor) -> UUID | None:
    """The account of somebody who is signed in; none for the system and for guests."""
    try:
        return UUID(actor.account_id)
    except ValueError:
        return None
