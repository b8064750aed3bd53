"""Whom a rule would find today, before anybody is called because of it."""

import datetime as dt
from dataclasses import replace
from itertools import islice
from uuid import UUID

from seibi.contexts.care.contracts import (
    Candidate,
    PreviewLine,
    RuleChange,
    RuleInfo,
    RuleKind,
    RulePreview,
)
from seibi.contexts.care.domain.rules import DEFAULTS
from seibi.contexts.care.models import Contact
from seibi.contexts.care.permissions import can_see
from seibi.contexts.care.queries.bounds import check
from seibi.contexts.care.queries.finding import Look, candidates
from seibi.contexts.care.queries.rules import rules_at
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require

MOST_SHOWN = 12
PORTIONS = 6  # of 500 cars each: enough to judge a rule by


def rules(*, site_id: UUID, actor: Actor) -> list[RuleInfo]:
    """The rules of a workshop, what weighs most first. Raises NotFound, NotAllowed."""
    site = network.site(site_id)
    require(can_see(actor, site.node))
    return list(rules_at(site.node).values())


def preview(
    *, site_id: UUID, kind: RuleKind, change: RuleChange, actor: Actor, at: dt.datetime
) -> RulePreview:
    """How many people a rule finds today, and the first of them; nothing is changed.

    Raises NotFound, NotAllowed, Invalid ("out_of_range").
    """
    site = network.site(site_id)
    require(can_see(actor, site.node))
    check(change)
    rule = replace(
        DEFAULTS[kind],
        active=True,
        after_days=change.after_days,
        window_days=change.window_days,
        cap_days=change.cap_days,
        priority=change.priority,
        per_day=change.per_day,
    )
    look = Look(site, actor, at, {kind: rule})
    found = [
        one
        for portion in islice(candidates(look), PORTIONS + 1)
        for one in portion
        if one.kind is kind
    ]
    people = {one.customer_id for one in found}
    return RulePreview(rule, len(people), _lines(found, actor))


def _lines(found: list[Candidate], actor: Actor) -> tuple[PreviewLine, ...]:
    first: dict[UUID, Candidate] = {}
    for one in sorted(found, key=lambda one: (one.anchor_on, one.about)):
        first.setdefault(one.customer_id, one)
    shown = list(first.values())[:MOST_SHOWN]
    people = customers.visible_summaries({one.customer_id for one in shown}, actor=actor)
    cars = vehicles.summaries({one.vehicle_id for one in shown if one.vehicle_id})
    listed = set(
        Contact.objects.filter(customer_id__in=people)
        .unfinished()
        .values_list("customer_id", flat=True)
    )
    return tuple(
        PreviewLine(
            customer_id=one.customer_id,
            name=people[one.customer_id].formal_name,
            car=cars[one.vehicle_id].title if one.vehicle_id in cars else "",
            anchor_on=one.anchor_on,
            on_list_already=one.customer_id in listed,
        )
        for one in shown
        if one.customer_id in people
    )
