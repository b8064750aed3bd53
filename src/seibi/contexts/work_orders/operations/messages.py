"""Telling the owner what changed, in their language, by the way they opened for visits."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import Route
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders.contracts import PartyRole
from seibi.contexts.work_orders.models.estimate import EstimateVersion
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations.loading import party_of
from seibi.contexts.work_orders.queries.links import link_of
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money


def estimate_ready(
    work_order: WorkOrder, version: EstimateVersion, *, actor: Actor, at: dt.datetime
) -> None:
    """Whoever may say yes gets the link to the estimate."""
    gross = Money(version.gross, work_order.currency)
    to = _authoriser(work_order) or work_order.customer_id
    _send(work_order, "estimate", {"total": gross, "version": version.number}, actor, at, to=to)


def estimate_reminder(
    work_order: WorkOrder, version: EstimateVersion, *, actor: Actor, at: dt.datetime
) -> None:
    """Whoever may say yes is reminded; when it leaves it is asked again whether it is wanted."""
    gross = Money(version.gross, work_order.currency)
    to = _authoriser(work_order) or work_order.customer_id
    values = {"total": gross, "version": version.number}
    _send(work_order, "estimate_reminder", values, actor, at, to=to)


def estimate_for_second(
    work_order: WorkOrder,
    version: EstimateVersion,
    route: Route,
    *,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The person named for when the first does not answer gets the link, too."""
    values = {"total": Money(version.gross, work_order.currency), "version": version.number}
    _write(work_order, "estimate_second", values, route, actor, at)


def begun_by_standing(
    work_order: WorkOrder, version: EstimateVersion, *, actor: Actor, at: dt.datetime
) -> None:
    """The owner learns what begins on the strength of what they said once."""
    gross = Money(version.gross, work_order.currency)
    _send(work_order, "standing", {"total": gross, "version": version.number}, actor, at)


def promise_changed(work_order: WorkOrder, reason: str, *, actor: Actor, at: dt.datetime) -> None:
    """The owner learns the new time and why, before they ask."""
    _send(work_order, "promise", {"promise_at": work_order.promise_at, "reason": reason}, actor, at)


def waits_for_parts(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """The owner learns that the car waits for parts."""
    _send(work_order, "waiting", {"promise_at": work_order.promise_at}, actor, at)


def car_ready(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """The owner learns that the car can be fetched."""
    _send(work_order, "ready", {}, actor, at)


def link_replaced(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """Everybody who was sent the old link is sent the new one."""
    readers = {work_order.customer_id, _authoriser(work_order) or work_order.customer_id}
    for reader in sorted(readers):
        _send(work_order, "new_link", {}, actor, at, to=reader)


def _authoriser(work_order: WorkOrder) -> UUID | None:
    party = party_of(work_order, PartyRole.AUTHORISER)
    return party.customer_id if party else None


def _send(
    work_order: WorkOrder,
    name: str,
    values: Mapping[str, Any],
    actor: Actor,
    at: dt.datetime,
    *,
    to: UUID | None = None,
) -> None:
    route = customers.route_for(to or work_order.customer_id, "visit")
    if route is not None:
        _write(work_order, name, values, route, actor, at)


def _write(
    work_order: WorkOrder,
    name: str,
    values: Mapping[str, Any],
    route: Route,
    actor: Actor,
    at: dt.datetime,
) -> None:
    site = network.site(work_order.site_id)
    car = vehicles.summaries([work_order.vehicle_id])[work_order.vehicle_id]
    advisor = ""
    if work_order.advisor_id:
        staff = network.staff_by_account([work_order.advisor_id]).get(work_order.advisor_id)
        advisor = staff.name if staff else ""
    messaging.send(
        template=f"work_orders/{name}",
        to=route,
        context={
            "name": route.formal_name,
            "site": site.name,
            "phone": site.phone,
            "car": car.title,
            "advisor": advisor,
            "visit_url": link_of(work_order.pk),
            **values,
        },
        subject=work_order.subject,
        owner_node=work_order.owner_node,
        actor=actor,
        at=at,
    )
