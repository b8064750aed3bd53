"""What screens that follow a visit or a site are shown, and who may follow."""

import datetime as dt
from uuid import UUID

from django.db.models import Count

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import SEE, State
from seibi.contexts.work_orders.contracts.visit import Visit
from seibi.contexts.work_orders.domain.lifecycle import TERMINAL
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.queries.visit import owner_view
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound


def may_follow_visit(actor: Actor, key: str) -> bool:
    """The customer's side by person or link, and the people of the site."""
    work_order_id = _uuid(key)
    if work_order_id is None:
        return False
    rows = WorkOrder.objects.filter(pk=work_order_id)
    mine = WorkOrder.objects.for_owner(actor).filter(pk=work_order_id)
    return mine.exists() or rows.visible_to(actor).exists()


def may_follow_site(actor: Actor, key: str) -> bool:
    """The people of the site."""
    site_id = _uuid(key)
    if site_id is None:
        return False
    try:
        return actor.may(SEE, at_node=network.site(site_id).node)
    except NotFound:
        return False


def site_key(node: str) -> str | None:
    """The id of the site at a node, as the key of its topic."""
    try:
        return str(network.site_by_node(node).id)
    except NotFound:
        return None


def visit_for_screens(key: str, at: dt.datetime) -> Visit | None:
    """The owner's values of a visit, without anything that only one reader may do."""
    work_order_id = _uuid(key)
    row = WorkOrder.objects.filter(pk=work_order_id).first() if work_order_id else None
    return owner_view(row, at, may_answer=False) if row else None


def counts(key: str) -> dict[State, int]:
    """How many cars of a site are in each state now. One query."""
    site_id = _uuid(key)
    if site_id is None:
        return {}
    rows = WorkOrder.objects.filter(site_id=site_id).exclude(state__in=TERMINAL)
    found = rows.values_list("state").annotate(n=Count("pk")).order_by()
    return {State(state): n for state, n in found}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
