"""A workshop of eight bays and twelve technicians, three quarters of whose hours are taken."""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from seibi.config.demo.groups import JAPAN, WEEK
from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import NewSite
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import ResourceKind, SlotQuery, StepNeed
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM

KINDS = (BayKind.LIFT,) * 4 + (BayKind.EXPRESS,) * 2 + (BayKind.EV, BayKind.ALIGNMENT)
WORK = (
    StepNeed("OIL", 30, BayKind.EXPRESS, Skill.ENGINE),
    StepNeed("PADS", 75, BayKind.LIFT, Skill.BRAKES, grade=2),
    StepNeed("CHECK", 90, BayKind.LIFT, Skill.GENERAL),
    StepNeed("HV", 60, BayKind.EV, Skill.EV_HV, grade=2),
    StepNeed("ALIGN", 60, BayKind.ALIGNMENT, Skill.GENERAL),
    StepNeed("TWO", 60, BayKind.LIFT, Skill.GENERAL, technicians=2),
)
OPEN_MINUTES = 8.5 * 60


@dataclass(frozen=True, slots=True)
class Shop:
    """Where it is, and the moment from which people ask."""

    site_id: UUID
    node: str
    at: dt.datetime


def open_shop(*, bays: int, technicians: int, advisors: int) -> Shop:
    """The site with everything in it; technicians differ in what they can do."""
    at = clock.now()
    example = network.site(next(s.id for s in network.all_sites() if s.country == JAPAN.country))
    node = network.add_node(
        parent=JAPAN.node, code="full", name={"en": "Full house"}, actor=SYSTEM, at=at
    )
    new = NewSite(
        code="full",
        legal_entity_id=example.legal_entity_id,
        tz=JAPAN.tz,
        country=JAPAN.country,
        currency=JAPAN.currency,
        languages=JAPAN.languages,
        address=JAPAN.head_office,
        phone="+81354600199",
    )
    site_id = network.open_site(node=node, new=new, actor=SYSTEM, at=at)
    network.set_hours(site_id=site_id, week=WEEK, actor=SYSTEM, at=at)

    def add(kind: ResourceKind, code: str, **more: Any) -> None:
        workshop.add_resource(
            site_id=site_id, kind=kind, code=code, name=code, actor=SYSTEM, at=at, **more
        )

    for number in range(bays):
        add(ResourceKind.BAY, f"bay-{number}", bay_kind=KINDS[number % len(KINDS)])
    for number in range(technicians):
        add(ResourceKind.TECHNICIAN, f"tech-{number}", skills=_skills(number))
    for number in range(advisors):
        add(ResourceKind.ADVISOR, f"advisor-{number}")
    return Shop(site_id, node, at)


def fill(shop: Shop, *, days: int, share: float, chance: random.Random) -> tuple[int, float]:
    """Book visits at random until so much of the bays' hours is taken; how many, and how much."""
    wanted = share * len(KINDS) * OPEN_MINUTES * days
    taken, number, misses = 0.0, 0, 0
    while taken < wanted and misses < 200:
        query = question(shop, days=days, chance=chance)
        answer = workshop.find_slots(query, shop.at)
        if not answer.slots:
            misses += 1
            continue
        with transaction.atomic():
            workshop.reserve(
                query=query,
                start=chance.choice(answer.slots).start,
                subject=f"appointment:{UUID(int=number)}",
                hold_until=None,
                actor=SYSTEM,
                at=shop.at,
            )
        number += 1
        taken += sum(step.minutes for step in query.steps)
    return number, taken / wanted * share


def question(shop: Shop, *, days: int, chance: random.Random) -> SlotQuery:
    """One or two pieces of work, within the next days."""
    return SlotQuery(
        site_id=shop.site_id,
        steps=tuple(chance.sample(WORK, chance.choice((1, 1, 1, 2)))),
        not_before=shop.at,
        not_after=shop.at + dt.timedelta(days=days),
    )


def _skills(number: int) -> dict[Skill, int]:
    skills = {Skill.GENERAL: 2, Skill.ENGINE: 2}
    if number % 2 == 0:
        skills[Skill.BRAKES] = 3
    if number % 4 == 0:
        skills[Skill.EV_HV] = 3
    return skills
