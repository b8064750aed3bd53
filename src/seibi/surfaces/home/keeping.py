"""Homes of those who look after the house itself: the auditor and the administrator."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seibi.contexts.billing import events as billing
from seibi.contexts.customers import events as customer_events
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import events as network_events
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import AUDIT, Role, SiteInfo
from seibi.contexts.network.labels import ROLE_LABELS
from seibi.contexts.parts import events as parts
from seibi.contexts.payments import events as payments
from seibi.contexts.work_orders import events as visits
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.events import estimate
from seibi.kernel import clock, health
from seibi.kernel.actor import Actor
from seibi.kernel.journal import looking
from seibi.kernel.journal.looking import Told
from seibi.surfaces.places import sites_of

DAYS = 30
DECISIONS: Mapping[str, Promise] = {
    visits.PromiseChanged.name: _("Another time was promised"),
    estimate.LineAuthorised.name: _("Work may begin without the customer's answer"),
    estimate.AuthorityRevoked.name: _("A yes was taken back"),
    visits.WorkOrderCancelled.name: _("A visit was cancelled"),
    billing.CarReleasedUnpaid.name: _("A car left unpaid"),
    billing.InvoicePutOnAccount.name: _("A bill is paid later"),
    billing.InvoiceCredited.name: _("A bill was taken back"),
    payments.RefundRequested.name: _("Money is given back"),
    parts.StockCounted.name: _("The shelf was counted"),
    customer_events.CustomersMerged.name: _("Two records became one"),
    network_events.RoleGranted.name: _("Somebody got a role"),
    network_events.RoleRevoked.name: _("Somebody lost a role"),
    network_events.SharingAgreed.name: _("A group shares something else"),
}
SAID_WHY = {visits.WorkOrderCancelled.name, billing.CarReleasedUnpaid.name}
PAGES = {
    "work_order": "work_orders:page",
    "invoice": "billing:invoice",
    "account": "network:person",
}


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision: what, by whom, when, why, and where to look further."""

    what: str
    code: str
    who: str
    place: str
    at: dt.datetime
    tz: str
    reason: str
    url: str


def auditor(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What people decided by right, who looked at whose data, and until when I may see that."""
    at, sites = clock.now(), sites_of(request, actor)
    since = at - dt.timedelta(days=DAYS)
    told = looking.told(names=DECISIONS, nodes=actor.nodes(AUDIT), since=since)
    rights = network.rights_of(UUID(actor.account_id), at)
    context = {
        "decisions": _lines(told, sites),
        "reads": customers.reads_at(actor=actor, since=since),
        "days": DAYS,
        "site_title": "",
        "tz": _zone(sites),
        "ends_at": next((r.valid_until for r in rights if r.role == Role.AUDITOR), None),
    }
    return render(request, "home/auditor.html", context)


def administrator(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Does the house run, how many people and workshops are there, whose right ends soon."""
    at = clock.now()
    sites = sites_of(request, actor)
    people = network.staff_count(actor=actor, at=at)
    ending = network.ending_rights(actor=actor, at=at, within=dt.timedelta(days=DAYS))
    context = {
        "sites": [(site, people.get(site.node, 0)) for site in sites],
        "site_title": "",
        "above": sum(people.values()) - sum(people.get(site.node, 0) for site in sites),
        "health": health.of_the_house() if "/" in actor.nodes("network.manage") else None,
        "ending": [(right, str(ROLE_LABELS[Role(right.role)])) for right in ending],
        "tz": _zone(sites),
    }
    return render(request, "home/administrator.html", context)


def _lines(told: Sequence[Told], sites: Sequence[SiteInfo]) -> list[DecisionLine]:
    zones = {site.node: site.tz for site in sites}
    names = network.names_by_account({UUID(one.actor_id) for one in told if "-" in one.actor_id})
    places = network.node_names({one.node for one in told})
    whys = work_orders.reasons_of(_key(one) for one in told if one.name in SAID_WHY)
    return [
        DecisionLine(
            what=str(DECISIONS[one.name]),
            code=one.name,
            who=names.get(UUID(one.actor_id), "") if "-" in one.actor_id else "",
            place=places.get(one.node, one.node),
            at=one.occurred_at,
            tz=zones.get(one.node, _zone(sites)),
            reason=whys.get(_key(one), "") if one.name in SAID_WHY else "",
            url=_address(one.subject),
        )
        for one in told
    ]


def _key(one: Told) -> UUID:
    return UUID(one.subject.partition(":")[2])


def _address(subject: str) -> str:
    """The page about a subject, where people have one."""
    kind, _colon, key = subject.partition(":")
    return reverse(PAGES[kind], args=[key]) if kind in PAGES else ""


def _zone(sites: Sequence[SiteInfo]) -> str:
    return sites[0].tz if sites else "UTC"
