"""Telling owners and leaders what happened to a case, each in their language."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from seibi.contexts.customers import facade as customers
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.messaging.contracts import Route
from seibi.contexts.network import facade as network
from seibi.contexts.support.models.disputes import Dispute
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import Actor


def to_owner(
    dispute: Dispute,
    template: str,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """A letter about a case to its owner, with the way to it; nobody is written to unasked."""
    route = customers.route_for(dispute.customer_id, "visit")
    if route is None:
        return
    key = work_orders.link_of(dispute.work_order_id).rstrip("/").rpartition("/")[2]
    messaging.send(
        template=f"support/{template}",
        to=route,
        context={
            "name": route.formal_name,
            "number": dispute.number,
            "site": network.site(dispute.site_id).name,
            "case_url": reverse("support:case", args=[key, dispute.pk]),
            **values,
        },
        subject=dispute.subject,
        owner_node=dispute.owner_node,
        actor=actor,
        at=at,
    )


def to_leader(dispute: Dispute, account_id: UUID | None, *, actor: Actor, at: dt.datetime) -> None:
    """Whoever has the case now is told by name, and nobody else (field note t12)."""
    account = Account.objects.filter(pk=account_id).first() if account_id else None
    if account is None or not account.email:
        return
    messaging.send(
        template="support/your_case",
        to=Route("email", account.email, account.language, account.time_zone),
        context={
            "number": dispute.number,
            "site": network.site(dispute.site_id).name,
            "case_url": reverse("support:leader_case", args=[dispute.pk]),
        },
        subject=dispute.subject,
        owner_node=dispute.owner_node,
        actor=actor,
        at=at,
    )
