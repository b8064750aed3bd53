"""A small workshop at site 7: two lifts, an EV bay, a wash, three people, an advisor, a loan car."""

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.network.tests import factories as network_factories
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import (
    JobLabels,
    JobTimes,
    NewStep,
    ResourceKind,
    SlotQuery,
    StepNeed,
)
from seibi.kernel.actor import SYSTEM

AT = dt.datetime(2026, 11, 22, 23, 0, tzinfo=dt.UTC)  # Monday 08:00 in Tokyo
NINE = dt.datetime(2026, 11, 23, 0, 0, tzinfo=dt.UTC)  # the site opens
OIL = StepNeed("OIL", 30, BayKind.LIFT, Skill.GENERAL)
HIGH_VOLTAGE = StepNeed("HV-DIAG", 60, BayKind.EV, Skill.EV_HV, grade=2)
WASH = StepNeed("WASH", 20, BayKind.WASH, Skill.GENERAL)


@dataclass(frozen=True)
class Shop:
    """The site and the ids of what it has, by code."""

    site_id: UUID
    ids: dict[str, UUID]

    def query(self, *steps: StepNeed, **changes) -> SlotQuery:
        plain = SlotQuery(
            site_id=self.site_id,
            steps=steps or (OIL,),
            not_before=NINE,
            not_after=NINE + dt.timedelta(days=14),
            advisor_needed=False,
        )
        return replace(plain, **changes)


def shop(tz: str = "Asia/Tokyo", path: str = "/jp/kanto/aoba/site-7/") -> Shop:
    """A workshop with everything that the tests need at once."""
    site_id = network_factories.site(path, tz)
    ids = {}

    def add(kind, code, **more):
        ids[code] = workshop.add_resource(
            site_id=site_id, kind=kind, code=code, name=code.title(), actor=SYSTEM, at=AT, **more
        )

    add(ResourceKind.BAY, "lift-1", bay_kind=BayKind.LIFT)
    add(ResourceKind.BAY, "lift-2", bay_kind=BayKind.LIFT)
    add(ResourceKind.BAY, "ev", bay_kind=BayKind.EV)
    add(ResourceKind.BAY, "wash", bay_kind=BayKind.WASH)
    add(ResourceKind.TECHNICIAN, "mia", skills={Skill.GENERAL: 3, Skill.EV_HV: 2})
    add(ResourceKind.TECHNICIAN, "ken", skills={Skill.GENERAL: 2})
    add(ResourceKind.TECHNICIAN, "yui", skills={Skill.GENERAL: 1, Skill.BRAKES: 2})
    add(ResourceKind.TOOL, "tester", tool_kind="tester-lane")
    add(ResourceKind.ADVISOR, "ada")
    add(ResourceKind.COURTESY_CAR, "loan-1")
    return Shop(site_id, ids)


def booked_job(at_shop: Shop, subject: str, start=NINE, steps=(OIL,), **labels) -> UUID:
    """A car that is reserved for and has its card on the board."""
    query = at_shop.query(*steps, walk_in=True)
    workshop.reserve(
        query=query, start=start, subject=subject, hold_until=None, actor=SYSTEM, at=AT
    )
    return workshop.place_job(
        subject=subject,
        site_id=at_shop.site_id,
        steps=[NewStep(step, {"en": step.operation_code.lower(), "ja": "作業"}) for step in steps],
        labels=JobLabels(title="Corolla", plate="品川 300 さ 12-34", **labels),
        times=JobTimes(planned_arrival=start, promise_at=start + dt.timedelta(hours=3)),
        actor=SYSTEM,
        at=AT,
    )
