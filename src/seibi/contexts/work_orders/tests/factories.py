"""A car at site 7 in whatever state a test needs, brought there by the operations people use."""

import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from PIL import Image

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.parts.tests.factories import stocked
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import (
    Answer,
    LineAnswer,
    LineKind,
    NewLine,
    OldParts,
    PinKind,
    ReleaseKind,
    Severity,
)
from seibi.contexts.work_orders.contracts.reception import Interview, Pin, WalkAround
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.queries import estimates
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM, Actor
from tests import world
from tests.world import IDS, NOON

MORNING = dt.datetime(2026, 3, 30, 0, 0, tzinfo=dt.UTC)  # Monday 09:00 in Tokyo
MINUTE = dt.timedelta(minutes=1)
PADS = "04465-12592"


def later(minutes: int) -> dt.datetime:
    """So many minutes after the car came."""
    return MORNING + minutes * MINUTE


def cast() -> None:
    """The accounts of the cast, and their names at the site."""
    for name, account_id in IDS.items():
        Account.objects.get_or_create(
            pk=account_id, defaults={"email": f"{name}@example.org", "display_name": name.title()}
        )


@dataclass(frozen=True, slots=True)
class Car:
    """One visit and everybody around it."""

    id: UUID
    place: booking_factories.Place

    @property
    def row(self) -> WorkOrder:
        return WorkOrder.objects.get(pk=self.id)

    @property
    def grace(self) -> Actor:
        return self.place.grace

    @property
    def lines(self) -> list[Line]:
        return estimates.current_lines(self.row)

    def line(self, kind: LineKind) -> Line:
        return next(line for line in self.lines if line.kind == kind)

    @property
    def version(self) -> int:
        latest = estimates.latest_version(self.row)
        return latest.number if latest else 0


def photo(colour: str = "teal") -> bytes:
    """A small real picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "JPEG")
    return out.getvalue()


def booked_car(place: booking_factories.Place) -> Car:
    """An appointment for an oil change and its prepared work order."""
    cast()
    appointment_id = booking_factories.booked(place)
    work_order_id = work_orders.open_from_appointment(
        appointment_id=appointment_id, actor=world.ada(), at=NOON
    )
    return Car(work_order_id, place)


def arrived_car(place: booking_factories.Place) -> Car:
    """The car of an appointment stands at the door."""
    from seibi.contexts.booking import facade as booking

    cast()
    appointment_id = booking_factories.booked(place)
    arrival = booking.arrive(appointment_id=appointment_id, actor=world.ada(), at=MORNING)
    work_order_id = work_orders.open_from_arrival(
        arrival_id=arrival.id, actor=world.ada(), at=MORNING
    )
    return Car(work_order_id, place)


def received_car(place: booking_factories.Place, *, menu: bool = False) -> Car:
    """Received and signed, with one labour line and one part line; nothing shown yet."""
    car = arrived_car(place)
    receive(car)
    if not menu:
        for line in [x for x in car.lines if x.included_in_id is None]:
            work_orders.remove_line(
                work_order_id=car.id, line_id=line.pk, actor=world.ada(), at=later(2)
            )
        stocked(PADS, 5)
        add_labour(car)
        add_part(car)
    return car


def receive(
    car: Car, *, signed_by: str = "Grace Hopper", actor: Actor | None = None, **changes
) -> str:
    """The walk around the car."""
    values = {
        "odometer": 41_200,
        "fuel_percent": 60,
        "interview": Interview(
            words="It squeals when it is wet.", when="mornings", reproduced=True
        ),
        "pins": (Pin(120, 640, PinKind.SCRATCH, "door"),),
        "keep_old_parts": True,
        "signed_by": signed_by,
        "signature": photo("black"),
        **changes,
    }
    return work_orders.receive_car(
        work_order_id=car.id,
        walk_around=WalkAround(**values),
        actor=actor or world.ada(),
        at=later(1),
    )


def add_labour(
    car: Car, *, net: str = "12000", title: str = "Replace front brake pads", **more
) -> UUID:
    """Two lines of work make a test; this is the one with hands."""
    new = NewLine(
        kind=LineKind.LABOUR,
        title={"en": title},
        unit_net=Decimal(net),
        why="The pads are at 2 mm.",
        if_not="The discs will be damaged.",
        severity=Severity.RED,
        minutes=60,
        **more,
    )
    return work_orders.add_line(work_order_id=car.id, new=new, actor=world.ada(), at=later(3))


def add_part(car: Car, number: str = PADS, quantity: int = 1) -> UUID:
    """The part that goes with it."""
    new = NewLine(kind=LineKind.PART, title={}, part_number=number, quantity=Decimal(quantity))
    return work_orders.add_line(work_order_id=car.id, new=new, actor=world.ada(), at=later(3))


def estimated_car(place: booking_factories.Place) -> Car:
    """Version 1 is shown and waits for an answer."""
    car = received_car(place)
    make_estimate(car)
    return car


def make_estimate(car: Car, minutes: int = 5) -> int:
    return work_orders.make_estimate(
        work_order_id=car.id, reason="", tell_customer=True, actor=world.ada(), at=later(minutes)
    )


def answer(
    car: Car,
    reply: Answer = Answer.APPROVE,
    *,
    lines: list[Line] | None = None,
    version: int | None = None,
    actor: Actor | None = None,
    at: dt.datetime | None = None,
) -> UUID:
    """Grace answers on her phone."""
    chosen = lines if lines is not None else [x for x in car.lines if x.state == "open"]
    return work_orders.answer_on_screen(
        work_order_id=car.id,
        version=version if version is not None else car.version,
        answers=[LineAnswer(line.pk, reply) for line in chosen],
        who="",
        signature=None,
        actor=actor or car.grace,
        at=at or later(10),
    )


def approved_car(place: booking_factories.Place) -> Car:
    """Everything shown was agreed to."""
    car = estimated_car(place)
    answer(car)
    return car


def clock_on(
    car: Car, *, actor: Actor | None = None, line: Line | None = None, at=None, two_cars=False
):
    return work_orders.clock_on(
        work_order_id=car.id,
        line_id=(line or car.line(LineKind.LABOUR)).pk,
        two_cars=two_cars,
        actor=actor or world.mia(),
        at=at or later(15),
    )


def working_car(place: booking_factories.Place) -> Car:
    """Mia works on it, with the parts in hand."""
    car = approved_car(place)
    work_orders.issue_everything(work_order_id=car.id, actor=world.paul(), at=later(12))
    clock_on(car)
    return car


def finish(car: Car, *, actor: Actor | None = None, at=None):
    return work_orders.finish_line(
        work_order_id=car.id,
        line_id=car.line(LineKind.LABOUR).pk,
        actor=actor or world.mia(),
        at=at or later(70),
    )


def finished_car(place: booking_factories.Place) -> Car:
    """The work is done and waits to be looked at."""
    car = working_car(place)
    finish(car)
    return car


def check(car: Car, *, passed: bool = True, actor: Actor | None = None, at=None, **more):
    values = {"remarks": "", "photo": photo(), "road_km": None, **more}
    return work_orders.check_work(
        work_order_id=car.id,
        line_id=car.line(LineKind.LABOUR).pk,
        passed=passed,
        actor=actor or world.mia(),
        at=at or later(75),
        **values,
    )


def ready_car(place: booking_factories.Place) -> Car:
    """Checked and ready; not yet paid."""
    car = finished_car(place)
    check(car)
    return car


def release(
    car: Car, kind: ReleaseKind = ReleaseKind.PAID, *, actor: Actor = SYSTEM, reason: str = ""
) -> None:
    work_orders.release_car(
        work_order_id=car.id, kind=kind, reason=reason, actor=actor, at=later(80)
    )


def deliver(car: Car, *, actor: Actor | None = None, **changes) -> str:
    values = {
        "odometer": 41_205,
        "odometer_unit": "km",
        "explanation": "New pads in front; next service in a year.",
        "old_parts": OldParts.TAKEN,
        "delivered_to": "Grace Hopper",
        "signature": None,
        "at": later(90),
        **changes,
    }
    return work_orders.deliver(work_order_id=car.id, actor=actor or world.ada(), **values)


def delivered_car(place: booking_factories.Place) -> Car:
    """The customer has the car back."""
    car = ready_car(place)
    release(car)
    deliver(car)
    return car
