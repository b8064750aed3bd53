"""Queues of what goes wrong quietly: silent owners, returns, clocks, courtesy cars."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts.asking import Unanswered
from seibi.contexts.work_orders.contracts.floor import ClockRow
from seibi.contexts.work_orders.labels import INDIRECT_REASON_LABELS
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts.ahead import CourtesyCar
from seibi.kernel import clock
from seibi.kernel.records import records_of
from seibi.surfaces.manager.rows import MOST, House, Queue, QueueRow
from seibi.ui import formats


def silent(here: House, asked: Sequence[Unanswered]) -> Queue:
    """The last rung of the ladder: now the manager calls."""
    return Queue(
        "silent",
        _("Owners who stay silent"),
        "phone-off",
        tuple(
            QueueRow(
                title=" · ".join(filter(None, (one.vehicle_title, one.plate))),
                note=" · ".join(filter(None, (one.ask_name, formats.phone(one.ask_phone)))),
                trail=formats.duration(one.waited_minutes),
                url=reverse("work_orders:answers", args=[one.work_order_id]),
                to_do=_("Call yourself and note the answer"),
            )
            for one in asked
        )[:MOST],
    )


def returns(here: House) -> Queue:
    """Cars that are back with what we had repaired."""
    found = work_orders.open_returns(node=here.site.node, actor=here.actor)
    return Queue(
        "returns",
        _("Back with the same concern"),
        "rotate-ccw",
        tuple(
            QueueRow(
                title=" · ".join(filter(None, (one.vehicle_title, one.plate))),
                note=" · ".join(filter(None, (one.concern, one.first_doer))),
                trail=_("after %(days)s days") % {"days": one.days},
                url=reverse("work_orders:page", args=[one.work_order_id]),
                to_do=_("Look at it yourself"),
            )
            for one in found
        )[:MOST],
    )


def clocks(here: House) -> Queue:
    """Clocks that nobody stopped: since before today, and all that run when the shop is shut."""
    found = work_orders.left_running(
        node=here.site.node, before=_end_of_work(here), actor=here.actor, at=here.at
    )
    return Queue(
        "clocks",
        _("Clocks left running"),
        "timer",
        tuple(_of_clock(one, here) for one in found)[:MOST],
        "attention",
    )


def _end_of_work(here: House) -> dt.datetime:
    """Work that began before it should be over: the close of today once it has passed, or else
    the beginning of today.
    """
    today = clock.local_day(here.at, here.site.tz)
    hours = network.opening_intervals(here.site.id, today, today + dt.timedelta(days=1))
    closes = max((end for _begin, end in hours), default=None)
    if closes is not None and closes <= here.at:
        return here.at
    return clock.day_bounds(today, here.site.tz)[0]


def _of_clock(one: ClockRow, here: House) -> QueueRow:
    what = str(INDIRECT_REASON_LABELS[one.indirect]) if one.indirect else one.title
    return QueueRow(
        title=" · ".join(filter(None, (one.technician, what))),
        note=" · ".join(filter(None, (one.vehicle_title, one.plate))),
        trail=formats.duration(one.minutes),
        url=reverse("work_orders:clocks", args=[here.site.code]),
        to_do=_("Put the time right"),
    )


def loaners(here: House) -> Queue:
    """Courtesy cars that should be back and are not."""
    begin, end = clock.day_bounds(clock.local_day(here.at, here.site.tz), here.site.tz)
    cars = [
        car
        for car in workshop.courtesy_cars(site_id=here.site.id, begin=begin, end=end, at=here.at)
        if car.overdue
    ]
    named = records_of({car.subject for car in cars}, here.actor)
    return Queue(
        "loaners",
        _("Courtesy cars overdue"),
        "car",
        tuple(_of_loaner(car, named.get(car.subject), here) for car in cars)[:MOST],
    )


def _of_loaner(car: CourtesyCar, record: object, here: House) -> QueueRow:
    return QueueRow(
        title=car.name,
        note=getattr(record, "title", ""),
        trail=_("back by %(time)s") % {"time": formats.local_datetime(car.until_at, here.site.tz)},
        url=getattr(record, "url", "") or reverse("workshop:board", args=[here.site.code]),
        to_do=_("Ask for the car"),
        press=reverse("workshop:returned", args=[car.reservation_id]),
        pressed=_("It is back"),
    )
