"""Play a visit through the same operations that people use, up to a stage, at its own times."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from seibi.config.demo.calls import answer_by_link, book
from seibi.config.demo.casting import Cast, read_everything
from seibi.config.demo.fleet import OwnedCar
from seibi.config.demo.floor import sign_what_the_law_asks
from seibi.config.demo.network import SeededSite
from seibi.config.demo.opinions import DELAYS, opinion
from seibi.config.demo.pictures import picture
from seibi.config.demo.scripts import Script, Stage
from seibi.contexts.billing import facade as billing
from seibi.contexts.billing.operations import settling
from seibi.contexts.booking import facade as booking
from seibi.contexts.customers import facade as customers
from seibi.contexts.network.contracts import Role
from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.operations.moving import expect
from seibi.contexts.payments.contracts import Method
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import (
    Answer,
    Grade,
    LineAnswer,
    LineKind,
    LineState,
    NewLine,
    OldParts,
    Severity,
)
from seibi.contexts.work_orders.contracts.reception import Interview, WalkAround
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM, Actor


class Player:
    """Plays one script. Every step happens at its own moment of trade time, none ahead of now."""

    def __init__(self, site: SeededSite, owned: OwnedCar, script: Script, number: int) -> None:
        self.site, self.owned, self.script, self.number = site, owned, script, number
        self.cast = Cast(site)
        self.customer = customers.summaries([owned.customer_id])[owned.customer_id]
        self.at = script.wanted_at
        self.work_order_id: UUID | None = None

    def play(self) -> UUID | None:
        """The appointment's id; None when the day has no room left for it."""
        appointment_id = self._book()
        if appointment_id is None:
            return None
        steps = (
            (Stage.ARRIVED, self._arrive),
            (Stage.RECEIVED, self._receive),
            (Stage.ESTIMATED, self._estimate),
            (Stage.APPROVED, self._approve),
            (Stage.IN_WORK, self._start),
            (Stage.DONE, self._work),
            (Stage.READY, self._check),
            (Stage.BILLED, self._bill),
            (Stage.DELIVERED, self._deliver),
        )
        if self.script.until > Stage.BOOKED:
            self.at = min(self.at, clock.now())  # where a shop has just opened, they come early
        self.work_order_id = work_orders.open_from_appointment(
            appointment_id=appointment_id, actor=SYSTEM, at=self.at
        )
        for stage, step in steps:
            if self.script.until >= stage:
                step(appointment_id)
        return appointment_id

    @property
    def order(self) -> UUID:
        assert self.work_order_id is not None  # noqa: S101 - set before any step
        return self.work_order_id

    def _later(self, minutes: int) -> dt.datetime:
        self.at = min(self.at + dt.timedelta(minutes=minutes), clock.now())
        return self.at

    def _book(self) -> UUID | None:
        booked = book(self.site, self.owned, self.script, self.customer.language)
        if booked is None:
            return None
        appointment_id, self.at = booked
        return appointment_id

    def _arrive(self, appointment_id: UUID) -> None:
        booking.arrive(
            appointment_id=appointment_id,
            parking_place=f"P{1 + self.number % 24}",
            actor=self.cast.one(Role.ADVISOR),
            at=self._later(self.number % 7 - 3),
        )
        read_everything()

    def _receive(self, _appointment_id: UUID) -> None:
        known = vehicles.latest_km([self.owned.vehicle_id]).get(self.owned.vehicle_id)
        work_orders.receive_car(
            work_order_id=self.order,
            walk_around=WalkAround(
                odometer=(known.km if known else 1200) + 900,
                fuel_percent=55,
                interview=Interview(words=self.script.words or "—"),
                signed_by=self.customer.name,
            ),
            actor=self.cast.one(Role.ADVISOR),
            at=self._later(6),
        )
        work_orders.promise(
            work_order_id=self.order,
            promise_at=self._promised(),
            reason="",
            actor=self.cast.one(Role.ADVISOR),
            at=self.at,
        )

    def _promised(self) -> dt.datetime:
        """An hour after the work should be done; too early for a car that is late by now."""
        if self.script.late_by:
            late_since = clock.now() - dt.timedelta(minutes=self.script.late_by)
            return max(self.at + dt.timedelta(minutes=15), late_since)
        return self.at + dt.timedelta(minutes=self.script.work_minutes + 60)

    def _estimate(self, _appointment_id: UUID) -> None:
        if self.script.part:
            work_orders.add_line(
                work_order_id=self.order,
                new=NewLine(LineKind.PART, {}, part_number=self.script.part),
                actor=self.cast.one(Role.ADVISOR),
                at=self.at,
            )
        if self.script.fees:
            work_orders.set_statutory_fees(
                work_order_id=self.order,
                amounts={fee: Decimal(amount) for fee, amount in self.script.fees},
                actor=self.cast.one(Role.ADVISOR),
                at=self.at,
            )
        work_orders.make_estimate(
            work_order_id=self.order,
            reason="",
            tell_customer=self.script.until == Stage.ESTIMATED,
            actor=self.cast.one(Role.ADVISOR),
            at=self._later(4),
        )

    def _approve(self, _appointment_id: UUID) -> None:
        page = work_orders.work_order_page(
            work_order_id=self.order, actor=self.cast.one(Role.ADVISOR), at=self.at
        )
        asked = [line for line in page.lines if line.included_in is None]
        open_lines = [line.id for line in asked if line.state is LineState.OPEN]
        work_orders.record_by_telephone(
            work_order_id=self.order,
            version=page.versions[-1].number,
            answers=[LineAnswer(line_id, Answer.APPROVE) for line_id in open_lines],
            who=self.customer.name,
            phone=self.customer.phone,
            read_back=True,
            actor=self.cast.one(Role.ADVISOR),
            at=self._later(5),
        )

    def _labour(self) -> Sequence[UUID]:
        page = work_orders.work_order_page(
            work_order_id=self.order, actor=self.cast.one(Role.SERVICE_MANAGER), at=self.at
        )
        return [
            line.id
            for line in page.lines
            if line.kind is LineKind.LABOUR and line.state is LineState.APPROVED
        ]

    def _start(self, _appointment_id: UUID) -> None:
        technician = self.cast.one(Role.TECHNICIAN, self.number)
        work_orders.clock_on(
            work_order_id=self.order,
            line_id=self._labour()[0],
            two_cars=True,
            actor=technician,
            at=self._later(4),
        )
        if self.script.finding:
            self._find(technician)
        if self.script.waits_for:
            work_orders.pause(
                work_order_id=self.order,
                reason=self.script.waits_for,
                note="",
                actor=technician,
                at=self._later(12),
            )
            self._order_missing_parts()

    def _order_missing_parts(self) -> None:
        """What the shelf does not have comes the day after tomorrow."""
        for order in parts.back_orders_for(subjects=[f"work_order:{self.order}"]):
            expect(
                back_order_id=order.id,
                expected_at=self.at + dt.timedelta(days=2),
                actor=self.cast.one(Role.PARTS_CLERK),
                at=self.at,
            )

    def _find(self, technician: Actor) -> None:
        """A finding becomes a line of a new version, which waits for the owner's answer."""
        advisor = self.cast.one(Role.ADVISOR)
        work_orders.report_finding(
            work_order_id=self.order,
            words=self.script.finding,
            severity=Severity.AMBER,
            actor=technician,
            at=self._later(8),
        )
        work_orders.add_menu_lines(
            work_order_id=self.order, codes=["BRAKE-PADS-F"], actor=advisor, at=self._later(2)
        )
        work_orders.make_estimate(
            work_order_id=self.order,
            reason=self.script.finding,
            tell_customer=True,
            actor=advisor,
            at=self._later(1),
        )

    def _work(self, _appointment_id: UUID) -> None:
        work_orders.issue_everything(
            work_order_id=self.order, actor=self.cast.one(Role.PARTS_CLERK), at=self._later(3)
        )
        technician = self.cast.one(Role.TECHNICIAN, self.number)
        lines = self._labour()
        if self.script.overrun:
            self._promise_anew()
        for line_id in lines:
            work_orders.finish_line(
                work_order_id=self.order,
                line_id=line_id,
                actor=technician,
                at=self._later(self.script.work_minutes // len(lines)),
            )

    def _promise_anew(self) -> None:
        """Nobody is left to wonder: a promise that will not hold is changed, with the reason."""
        until = self.at + dt.timedelta(minutes=self.script.overrun + self.script.work_minutes + 30)
        work_orders.promise(
            work_order_id=self.order,
            promise_at=until,
            reason=DELAYS[self.site.group.country],
            actor=self.cast.one(Role.ADVISOR),
            at=self._later(min(self.script.overrun, 60) // 2),
        )
        self._later(self.script.overrun - min(self.script.overrun, 60) // 2)

    def _check(self, _appointment_id: UUID) -> None:
        inspector = self.cast.one(Role.TECHNICIAN, self.number + 1)
        doer = self.cast.one(Role.TECHNICIAN, self.number)
        page = work_orders.work_order_page(
            work_order_id=self.order, actor=self.cast.one(Role.SERVICE_MANAGER), at=self.at
        )
        for needed in (check for check in page.needed_checks if not check.done):
            work_orders.check_work(
                work_order_id=self.order,
                line_id=needed.line_id,
                passed=True,
                remarks="",
                photo=picture(),
                road_km=Decimal(4),
                actor=doer if needed.grade is Grade.SELF_PHOTO else inspector,
                at=self._later(3),
            )
        sign_what_the_law_asks(
            self.order, self.cast.one(Role.TECHNICIAN, self.number + 2), at=self.at
        )

    def _bill(self, _appointment_id: UUID) -> None:
        cashier = self.cast.one(Role.CASHIER)
        for invoice_id in billing.issue_invoice(
            work_order_id=self.order, actor=cashier, at=self._later(4)
        ):
            invoice = billing.invoice(invoice_id=invoice_id, actor=cashier)
            if invoice.open:
                settling.take_payment(
                    invoice_id=invoice_id,
                    amount=invoice.open,
                    method=Method.CARD_TERMINAL,
                    note="",
                    actor=cashier,
                    at=self.at,
                )
        read_everything()

    def _deliver(self, _appointment_id: UUID) -> None:
        known = vehicles.latest_km([self.owned.vehicle_id])[self.owned.vehicle_id]
        work_orders.deliver(
            work_order_id=self.order,
            odometer=known.km + 3,
            odometer_unit="km",
            explanation="Explained at the car.",
            old_parts=OldParts.WAIVED,
            delivered_to=self.customer.name,
            signature=None,
            actor=self.cast.one(Role.ADVISOR),
            at=self._later(10),
        )
        read_everything()
        self._answer_survey()

    def _answer_survey(self) -> None:
        """Most owners say how it was, the evening after; nobody answers ahead of time."""
        at = self.at + dt.timedelta(hours=8)
        scores = opinion(self.site.group.country, self.number, late=self.script.overrun > 0)
        if scores is not None and at <= clock.now():
            answer_by_link(work_order_id=self.order, scores=scores, at=at)
