"""The morning sheet: what everybody has to know before the doors open, on screen and on paper."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState, DayRow
from seibi.contexts.booking.contracts.tomorrow import DayAhead, Flag
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo, StaffInfo
from seibi.contexts.quality import facade as quality
from seibi.contexts.quality.contracts import Kpi, KpiName
from seibi.contexts.quality.labels import KPI_LABELS
from seibi.contexts.work_orders.contracts import State
from seibi.contexts.work_orders.contracts.desk import DeskCard
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts.ahead import CourtesyCar, HourLoad
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.surfaces.manager.queues import house
from seibi.surfaces.manager.rows import House
from seibi.ui import formats
from seibi.ui.paper import printed as on_paper
from seibi.ui.paper import script_of

TEMPLATE = Path(__file__).parent / "templates" / "manager" / "pdf" / "morning.typ"
MOST = 40
YESTERDAY = (KpiName.SAME_DAY, KpiName.ON_TIME_FIRST, KpiName.CSAT)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the sheet of one day at one workshop."""

    site: SiteInfo
    day: dt.date
    at: dt.datetime
    theme: str
    arrivals: tuple[DayRow, ...]
    load: tuple[HourLoad, ...]
    present: tuple[StaffInfo, ...]
    away: tuple[StaffInfo, ...]
    promises: tuple[DeskCard, ...]
    carried_over: tuple[DeskCard, ...]
    recalls: tuple[tuple[DayRow, str], ...]
    parts: tuple[tuple[DayRow, str], ...]
    loaners: tuple[CourtesyCar, ...]
    yesterday: tuple[Kpi, ...]
    came_yesterday: int

    @property
    def hours_there(self) -> str:
        return f"{sum(hour.there for hour in self.load) / 60:.1f}"

    @property
    def hours_taken(self) -> str:
        return f"{sum(hour.taken for hour in self.load) / 60:.1f}"


def sheet(site: SiteInfo, actor: Actor, at: dt.datetime) -> Sheet:
    """The sheet of today. The number of SQL queries does not grow with the day."""
    day = clock.local_day(at, site.tz)
    begin, end = clock.day_bounds(day, site.tz)
    here = house(site, actor, at)
    rows = booking.day_list(site_id=site.id, day=day, actor=actor, at=at)
    staff = network.staff_at(site.node, at=at)
    ahead = booking.day_ahead(site=site, day=day, actor=actor, at=at)
    counted = quality.kpis(
        site_id=site.id, from_day=day - dt.timedelta(days=1), to_day=day, actor=actor, at=at
    )
    return Sheet(
        site=site,
        day=day,
        at=at,
        theme=quality.theme_of(site_id=site.id, day=day, actor=actor),
        arrivals=tuple(row for row in rows if row.state is not AppointmentState.MISSED)[:MOST],
        load=tuple(workshop.day_load(site=site, day=day, at=at)),
        present=tuple(one for one in staff if not one.away),
        away=tuple(one for one in staff if one.away),
        promises=_promised(here, begin, end),
        carried_over=_carried(here, begin),
        recalls=_flagged(ahead, Flag.RECALL),
        parts=_flagged(ahead, Flag.PART),
        loaners=tuple(workshop.courtesy_cars(site_id=site.id, begin=begin, end=end, at=at)),
        yesterday=tuple(one for one in counted if one.name in YESTERDAY),
        came_yesterday=next((k.n for k in counted if k.name is KpiName.SAME_DAY), 0),
    )


def _promised(here: House, begin: dt.datetime, end: dt.datetime) -> tuple[DeskCard, ...]:
    """Cars here that are promised for today, the first first."""
    found = [c for c in here.cards if c.promise_at and begin <= c.promise_at < end]
    return tuple(sorted(found, key=lambda card: (card.promise_at, card.id)))


def _carried(here: House, begin: dt.datetime) -> tuple[DeskCard, ...]:
    found = []
    for card in here.cards:
        info = here.info(card)
        if info and info.arrived_at and info.arrived_at < begin and card.state is not State.READY:
            found.append(card)
    return tuple(found)


def _flagged(ahead: DayAhead, flag: Flag) -> tuple[tuple[DayRow, str], ...]:
    return tuple(
        (visit.row, one.what) for visit in ahead.visits for one in visit.flags if one.flag is flag
    )


def printed(site: SiteInfo, actor: Actor, at: dt.datetime, language: str) -> bytes:
    """The sheet as one A4 page. The fonts come with our packages."""
    with translation.override(language):
        data = _data(sheet(site, actor, at))
        return on_paper(TEMPLATE, {**script_of(language), **data}, at=at)


def _data(page: Sheet) -> dict[str, Any]:
    tz = page.site.tz
    return {
        "title": _("Morning sheet"),
        "site": page.site.name,
        "day": formats.local_date(page.at, tz),
        "theme": page.theme,
        "theme_label": _("Today"),
        "nothing": _("none"),
        "load": [
            {
                "hour": formats.local_time(hour.starts_at, tz),
                "share": round(hour.share, 3),
                "word": f"{hour.share:.0%}",
            }
            for hour in page.load
        ],
        "load_label": _("Load by hour"),
        "load_sum": load_words(page),
        "left": [(_("Arrivals"), [_arrival(row, tz) for row in page.arrivals])],
        "right": [
            (_("Promised for today"), [_promise(card) for card in page.promises]),
            (pgettext("cars", "Carried over"), [_car(card) for card in page.carried_over]),
            (_("Parts missing"), [_what(row, what, tz) for row, what in page.parts]),
            (_("Open recalls"), [_what(row, what, tz) for row, what in page.recalls]),
            (_("Courtesy cars out"), [_loaner(car, tz) for car in page.loaners]),
        ],
        "people": [
            (pgettext("people", "Here"), [one.name for one in page.present]),
            (pgettext("people", "Away"), [one.name for one in page.away]),
        ],
        "comma": ", " if translation.get_language() == "en" else "、",
        "yesterday_label": _("Yesterday"),
        "yesterday": [_kpi(one) for one in page.yesterday],
    }


def load_words(page: Sheet) -> str:
    """How much of the technicians' time is taken, in hours."""
    return _("%(taken)s of %(there)s technician hours are taken") % {
        "taken": page.hours_taken,
        "there": page.hours_there,
    }


Line = tuple[str, str]


def _arrival(row: DayRow, tz: str) -> Line:
    car = " · ".join(filter(None, (row.vehicle_title, row.plate, row.customer_name)))
    return f"{formats.local_time(row.starts_at, tz)}  {car}", ", ".join(row.titles)


def _promise(card: DeskCard) -> Line:
    when = formats.local_time(card.promise_at, card.tz) if card.promise_at else ""
    return f"{when}  {card.vehicle_title} · {card.plate}", card.advisor_name


def _car(card: DeskCard) -> Line:
    return f"{card.vehicle_title} · {card.plate}", card.advisor_name


def _what(row: DayRow, what: str, tz: str) -> Line:
    return f"{formats.local_time(row.starts_at, tz)}  {row.vehicle_title} · {row.plate}", what


def _loaner(car: CourtesyCar, tz: str) -> Line:
    return car.name, formats.local_datetime(car.until_at, tz)


def _kpi(one: Kpi) -> Line:
    value = f"{one.value:.0%}" if one.value is not None else "–"
    return str(KPI_LABELS[one.name]), f"{value} (n = {one.n})"
