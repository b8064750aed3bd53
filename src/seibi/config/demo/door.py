"""The yard of a workshop, a move that waits, and what the next ones to come said before."""

import datetime as dt

from seibi.config.demo.network import SeededSite
from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.contracts.door import BeforeArrival, Greeting
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.clock import local_day

ROWS, IN_A_ROW = "ABC", 6
PLACES = tuple(f"{row}{number}" for row in ROWS for number in range(1, IN_A_ROW + 1))
WORDS = {
    "JP": ("ブレーキを踏むとキーという音がします。", "妻が持って行きます"),
    "CN": ("刹车时有尖锐的声音。", "我太太送车"),
    "US": ("It squeaks when I brake.", "My wife"),
}


def open_yard(site: SeededSite, at: dt.datetime) -> None:
    """Eighteen places, and an entrance screen that greets whoever is expected by initials."""
    booking.set_yard(
        site_id=site.id, places=PLACES, greeting=Greeting.INITIALS, actor=SYSTEM, at=at
    )


def live_at_the_door(site: SeededSite, at: dt.datetime) -> None:
    """Every car here stands somewhere, one is to be washed, and two said before that they come."""
    yard = booking.yard(site_id=site.id, actor=SYSTEM)
    unplaced = [car for car in yard.cars if not car.parking_place]
    for car, place in zip(unplaced, yard.free, strict=False):
        booking.place_car(arrival_id=car.arrival_id, parking_place=place, actor=SYSTEM, at=at)
    for car in yard.cars[-1:]:
        booking.ask_move(arrival_id=car.arrival_id, to_place="W1", actor=SYSTEM, at=at)
    words, who = WORDS[site.group.country]
    today = local_day(clock.now(), site.group.tz)
    days = (today, today + dt.timedelta(days=1))
    rows = [
        row
        for day in days
        for row in booking.day_list(site_id=site.id, day=day, actor=SYSTEM, at=at)
    ]
    coming = [
        (row.appointment_id, row)
        for row in rows
        if row.state is AppointmentState.BOOKED and row.appointment_id
    ]
    for number, (visit, row) in enumerate(coming[:2]):
        said = BeforeArrival(
            wishes=row.wishes or words,
            odometer=None if number else 41_800,
            bringer_name="" if number else who,
            needs_courtesy_car=bool(number),
            keep_old_parts=not number,
        )
        booking.pre_check_in(appointment_id=visit, said=said, actor=SYSTEM, at=at)
