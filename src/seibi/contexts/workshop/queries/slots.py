"""Free times, as values, with the reasons in words."""

import datetime as dt
from dataclasses import replace
from itertools import islice
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.network import facade as network
from seibi.contexts.workshop.contracts import (
    ResourceKind,
    Slot,
    SlotAnswer,
    SlotQuery,
    StepPlan,
    Why,
    WhyCode,
)
from seibi.contexts.workshop.domain.availability import Course, Plan, Search
from seibi.contexts.workshop.domain.calendar import Frame
from seibi.contexts.workshop.domain.explain import Reason, reasons
from seibi.contexts.workshop.labels import BAY_KINDS, SKILLS, WHY, WHY_UNTIL
from seibi.contexts.workshop.queries import calendars
from seibi.kernel.errors import Invalid
from seibi.ui.formats import local_date, local_time

LONGEST_WINDOW = dt.timedelta(days=62)
LONGEST_STEP = 60 * 24 * 14
MOST_STEPS = 12


def find(*, query: SlotQuery, at: dt.datetime, with_plans: bool = False) -> SlotAnswer:
    """Every start that ``reserve`` would accept now, soonest first, and why not earlier.

    ``with_plans`` also says what each would take; most people only want to know when. Raises
    NotFound ("site_not_found"), Invalid ("no_steps", "bad_step", "bad_window").
    """
    check(query)
    site = network.site(query.site_id)
    search = Search(calendars.for_query(query, site=site, at=at), query, at=at)
    courses = list(islice(search.courses(), max(query.limit, 1)))
    of = search.calendar.frame
    found = [_slot(course, of) for course in courses]
    if with_plans:
        found = [
            _with_plan(slot, search.manned(course), of)
            for slot, course in zip(found, courses, strict=True)
        ]
    why = reasons(search, courses[0] if courses else None)
    return SlotAnswer(tuple(found), tuple(explained(reason, of, at) for reason in why))


def check(query: SlotQuery) -> None:
    """A question that makes sense. Raises Invalid ("no_steps", "bad_step", "bad_window")."""
    if not 0 < len(query.steps) <= MOST_STEPS:
        raise Invalid("no_steps", _("A visit has at least one step and at most twelve."))
    for step in query.steps:
        small = 0 <= step.buffer_before <= 600 and 0 <= step.buffer_after <= 600
        if not (0 < step.minutes <= LONGEST_STEP and 0 <= step.technicians <= 12 and small):
            raise Invalid("bad_step", _("A step needs minutes, and people in a sensible number."))
    aware = query.not_before.tzinfo is not None and query.not_after.tzinfo is not None
    if not aware or not dt.timedelta() <= query.not_after - query.not_before <= LONGEST_WINDOW:
        raise Invalid("bad_window", _("Ask for a span of time of at most 62 days."))


def _slot(course: Course, of: Frame) -> Slot:
    start = of.moment(course.arrival)
    return Slot(start, of.moment(course.end), of.moment(course.ready), (), key_of(start))


def _with_plan(slot: Slot, plan: Plan, of: Frame) -> Slot:
    steps = tuple(
        StepPlan(
            step_no=step.step_no,
            start=of.moment(step.begin),
            end=of.moment(step.end),
            bay_id=step.bay.id if step.bay else None,
            technician_ids=tuple(unit.id for unit in step.crew),
            tool_id=step.tool.id if step.tool else None,
        )
        for step in plan.steps
    )
    return replace(slot, resources=_resources(plan), steps=steps)


def key_of(start: dt.datetime) -> str:
    """The name of a slot in forms and links: its start in UTC."""
    return f"{start.astimezone(dt.UTC):%Y%m%dT%H%MZ}"


def explained(reason: Reason, of: Frame, at: dt.datetime) -> Why:
    """A reason with its sentence: until when, told as a time today and as a day otherwise."""
    until = of.moment(reason.until) if reason.until is not None else None
    words = {"what": what_word(reason.code, reason.what)}
    if until is None:
        sentence = str(WHY[reason.code]) % words
    else:
        local = local_date(until, of.tz)
        today = local == local_date(at, of.tz)
        words["until"] = local_time(until, of.tz) if today else local
        sentence = str(WHY_UNTIL[reason.code]) % words
    return Why(reason.code, reason.what, until, sentence)


def what_word(code: WhyCode, what: str) -> str:
    """The missing thing in the reader's language."""
    if code == WhyCode.NO_BAY and what in set(BayKind):
        return str(BAY_KINDS[BayKind(what)])
    if code == WhyCode.NO_TECHNICIAN:
        return str(SKILLS[Skill(what if what in set(Skill) else Skill.GENERAL)])
    return what


def _resources(plan: Plan) -> tuple[tuple[str, UUID], ...]:
    found: dict[tuple[str, UUID], None] = {}
    for step in plan.steps:
        for unit in (step.bay, *step.crew, step.tool):
            if unit:
                found[unit.kind.value, unit.id] = None
    for desk in (plan.receiver, plan.deliverer):
        if desk:
            found[ResourceKind.ADVISOR.value, desk.id] = None
    if plan.courtesy_car:
        found[ResourceKind.COURTESY_CAR.value, plan.courtesy_car.id] = None
    return tuple(found)
