"""What is due for a car, when, and why, in words."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from seibi.contexts.diagnosis.contracts import DueBasis, DueItem, DuePage, Pace
from seibi.contexts.diagnosis.domain.due import CarFacts, Due, Interval, Word, belief_of, dues
from seibi.contexts.diagnosis.domain.pace import DAYS_A_MONTH, PaceBelief
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import ForecastFacts, ScheduleEntry
from seibi.kernel.actor import Actor

IN_MILES = ("US", "GB")
KM_PER_MILE = 1.609344


def due_items(ids: Collection[UUID], at: dt.datetime) -> dict[UUID, list[DueItem]]:
    """The work that will be due for each car, next first; five queries for any number of cars."""
    facts = vehicles.forecast_facts(ids)
    return {car: _items(known, at.date()) for car, known in facts.items()}


def due_page(vehicle_id: UUID, *, actor: Actor, at: dt.datetime) -> DuePage:
    """What one car will need, for somebody who may know of it. Raises NotFound."""
    seen = vehicles.summary(vehicle_id, actor)
    known = vehicles.forecast_facts([seen.id])[seen.id]
    pace = _pace(known, at.date())
    return DuePage(
        vehicle_id=seen.id,
        title=seen.title,
        km_per_month=pace.km_per_month,
        pace_sentence=pace_sentence(pace, known.country),
        items=tuple(_items(known, at.date())),
    )


def pace_sentence(pace: Pace, country: str) -> str:
    """How far the car goes in a month, and from what we know it."""
    words = {
        "pace": distance(pace.km_per_month, country),
        "more": distance(pace.uncertainty, country),
        "count": pace.readings,
    }
    if not pace.readings:
        return _("Cars like this drive about %(pace)s a month.") % words
    return (
        ngettext(
            "About %(pace)s a month (± %(more)s), from %(count)s reading.",
            "About %(pace)s a month (± %(more)s), from %(count)s readings.",
            pace.readings,
        )
        % words
    )


def paces(ids: Collection[UUID], at: dt.datetime) -> dict[UUID, Pace]:
    """How far each car goes in a month. Five queries."""
    facts = vehicles.forecast_facts(ids)
    return {car: _pace(known, at.date()) for car, known in facts.items()}


def _pace(known: ForecastFacts, today: dt.date) -> Pace:
    belief = belief_of(_car(known), today)
    return Pace(
        vehicle_id=known.vehicle_id,
        km_per_month=round(belief.km_per_month),
        uncertainty=round(belief.sd * DAYS_A_MONTH),
        readings=len(known.readings),
    )


def _items(known: ForecastFacts, today: dt.date) -> list[DueItem]:
    car, lines = _car(known), {line.operation_code: line for line in known.schedule}
    belief = belief_of(car, today)
    found = dues(car, [_interval(line) for line in known.schedule], today)
    return [_item(due, lines[due.operation_code], belief, known, today) for due in found]


def _item(
    due: Due, line: ScheduleEntry, belief: PaceBelief, known: ForecastFacts, today: dt.date
) -> DueItem:
    return DueItem(
        operation_code=due.operation_code,
        title=line.title,
        due_p10=due.p10,
        due_p50=due.p50,
        due_p90=due.p90,
        basis=due.basis,
        why=why(due, belief, known.country, read=bool(known.readings)),
        overdue=due.p50 < today,
        due_km=due.km,
        source=line.source,
    )


def why(due: Due, belief: PaceBelief, country: str, *, read: bool) -> str:
    """One sentence that an owner can check: the pace, the distance, the time or the law."""
    words = {
        "pace": distance(belief.km_per_month, country),
        "mark": distance(due.km or 0, country),
        "left": distance(due.remaining_km or 0, country),
        "day": date_format(due.p50),
        "since": date_format(due.since) if due.since else "",
        "months": due.months or 0,
        "days": due.remaining_days or 0,
    }
    return _sentence(due, read=read) % words


def distance(km: float, country: str) -> str:
    """A distance as people there count it, rounded as they would say it."""
    miles = country in IN_MILES
    value = km / KM_PER_MILE if miles else km
    shown = round(value, -1) if value >= 100 else round(value)
    form = (
        pgettext("distance", "%(count)s miles") if miles else pgettext("distance", "%(count)s km")
    )
    return form % {"count": f"{shown:,.0f}"}


def _sentence(due: Due, *, read: bool) -> str:
    match due.basis:
        case DueBasis.LAW:
            return _("The law asks for it by %(day)s.")
        case DueBasis.CAR_SIGNAL if due.remaining_days is not None:
            return _("The car itself said on %(since)s: %(days)s days left.")
        case DueBasis.CAR_SIGNAL:
            return _(
                "The car itself said on %(since)s: %(left)s left. At your pace of %(pace)s a month"
                " that is around %(day)s."
            )
        case DueBasis.TIME if due.done_before:
            return _("%(months)s months after it was last done, on %(since)s.")
        case DueBasis.TIME:
            return _("Every %(months)s months, counted from %(since)s, when the car was new.")
        case _ if due.passed:
            return _("You passed %(mark)s around %(day)s, and no such work is on record since.")
        case _ if read:
            return _("At your pace of %(pace)s a month you reach %(mark)s around %(day)s.")
        case _:
            return _(
                "Cars like yours drive %(pace)s a month and reach %(mark)s around %(day)s. An"
                " odometer reading makes this exact."
            )


def _car(known: ForecastFacts) -> CarFacts:
    return CarFacts(
        country=known.country,
        use_class=known.use_class,
        in_service_on=known.in_service_on,
        inspection_expires_on=known.inspection_expires_on,
        known_since=known.known_since,
        readings=known.readings,
        last_done=known.last_done,
        words={
            code: Word(said.remaining_km, said.remaining_days, said.read_at)
            for code, said in known.signals.items()
        },
        severe_use=known.severe_use,
    )


def _interval(line: ScheduleEntry) -> Interval:
    return Interval(
        operation_code=line.operation_code,
        km=line.km,
        months=line.months,
        first_km=line.first_km,
        first_months=line.first_months,
        severe_km=line.severe_km,
        severe_months=line.severe_months,
        rule=line.rule,
    )
