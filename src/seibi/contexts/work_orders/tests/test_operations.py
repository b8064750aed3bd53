"""What people do to a visit: effects, and refusals that leave no trace."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.messaging.models import Message
from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import Origin
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import (
    Answer,
    AuthorityKind,
    Channel,
    ClockEnd,
    Grade,
    LineAnswer,
    LineKind,
    LineState,
    NewLine,
    PartyRole,
    PauseReason,
    Payer,
    ReleaseKind,
    Severity,
    State,
)
from seibi.contexts.work_orders.models.estimate import Authority, EstimateVersion, Line
from seibi.contexts.work_orders.models.floor import ClockEntry, PartIssue
from seibi.contexts.work_orders.models.quality import Comeback, QualityCheck
from seibi.contexts.work_orders.models.reception import Reception
from seibi.contexts.work_orders.models.work_order import StateChange
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.factories import PADS, later
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.evidence.models import EvidenceRecord
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import IDS, NOON, SITE


def traces() -> dict[str, int]:
    """Everything a refused step must not have added to."""
    tables = (Entry, EvidenceRecord, StateChange, Authority, Line, ClockEntry, PartIssue, Message)
    return {table.__name__: table.objects.count() for table in tables}


class nothing_happens:  # noqa: N801 - reads as a sentence
    """A refusal of this kind, after which the visit is as it was and nobody was told anything."""

    def __init__(self, refusal, code: str = "") -> None:
        self.refusal, self.code = refusal, code

    def __enter__(self):
        self.before = (
            traces(),
            factories.WorkOrder.objects.values_list("state", "promise_at").first(),
        )
        return self

    def __exit__(self, kind, error, _trace) -> bool:
        assert kind is not None, "it was not refused"
        if not issubclass(kind, self.refusal):
            return False
        if self.code:
            assert error.code == self.code
        after = (traces(), factories.WorkOrder.objects.values_list("state", "promise_at").first())
        assert after == self.before
        return True


STRANGERS = [
    ("a stranger", world.eve(), NotFound),
    ("an advisor of another site", world.bob(), NotFound),
]


def test_a_car_that_came_has_its_visit_by_itself(place, read_all):
    from seibi.contexts.booking import facade as booking

    factories.cast()
    appointment_id = booking_factories.booked(place)
    booking.arrive(appointment_id=appointment_id, actor=world.ada(), at=factories.MORNING)

    read_all()

    found = work_orders.info_of_appointment(appointment_id=appointment_id, actor=world.ada())
    assert found is not None
    assert found.state is State.ARRIVED
    assert [line.operation_code for line in Line.objects.filter(kind="labour")] == ["OIL"]


def test_an_appointment_that_is_cancelled_leaves_no_open_visit(place, read_all):
    from seibi.contexts.booking import facade as booking

    car = factories.booked_car(place)
    booking.cancel(appointment_id=car.row.appointment_id, reason="ill", actor=place.grace, at=NOON)

    read_all()

    assert car.row.state == State.CANCELLED


def test_an_expected_visit_is_cancelled_with_its_appointment_and_a_site_owes_a_remedy(place):
    from seibi.contexts.booking import facade as booking
    from seibi.contexts.booking.contracts import AppointmentState, CancelledBy

    car = factories.booked_car(place)
    appointment_id = car.row.appointment_id
    ends = {"work_order_id": car.id, "reason": "no lift", "actor": world.ada(), "at": NOON}
    with nothing_happens(Invalid, "remedy_missing"):
        work_orders.cancel(by=CancelledBy.SITE, **ends)

    work_orders.cancel(by=CancelledBy.SITE, remedy="A courtesy car", **ends)

    found = booking.appointment(appointment_id=appointment_id, actor=world.ada())
    assert found.state is AppointmentState.CANCELLED
    assert (found.cancelled_by, found.remedy) == (CancelledBy.SITE, "A courtesy car")
    assert car.row.state == State.CANCELLED


def test_reception_is_signed_once_and_its_words_are_the_customers(place):
    car = factories.arrived_car(place)

    sentence = factories.receive(car)

    reception = Reception.objects.get()
    assert sentence == ""
    assert reception.words == "It squeals when it is wet."
    assert reception.evidence.who == "Grace Hopper"
    assert "It squeals when it is wet." in reception.evidence.text
    assert car.row.state == State.CHECKED_IN
    with nothing_happens(RuleBroken, "wrong_state"):
        factories.receive(car)


def test_an_odometer_that_cannot_be_right_is_kept_and_named(place):
    car = factories.arrived_car(place)

    assert factories.receive(car, odometer=1_999_105) != ""

    assert car.row.state == State.CHECKED_IN


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"signed_by": " "}, "signed_by"),
        ({"fuel_percent": 101}, "fuel_percent"),
        ({"pins": (factories.Pin(1200, 5, factories.PinKind.DENT),)}, "pins"),
        ({"odometer": -1}, "odometer"),
    ],
)
def test_a_reception_with_a_hole_is_refused_beside_its_field(place, changes, field):
    car = factories.arrived_car(place)

    with pytest.raises(Invalid) as error:
        factories.receive(car, **changes)
    assert field in error.value.extra["errors"]


def test_only_the_reception_of_the_site_receives(place):
    car = factories.arrived_car(place)

    for _case, actor, refusal in [*STRANGERS, ("a technician", world.mia(), NotAllowed)]:
        with nothing_happens(refusal):
            factories.receive(car, actor=actor)


def test_undoing_a_reception_keeps_what_was_signed(place):
    car = factories.arrived_car(place)
    factories.receive(car)

    work_orders.undo_check_in(
        work_order_id=car.id, reason="wrong car", actor=world.ada(), at=later(2)
    )
    factories.receive(car, odometer=41_300)

    assert Reception.objects.count() == 2
    assert Reception.objects.get(undone_at=None).odometer == 41_300
    assert EvidenceRecord.objects.filter(kind="reception").count() == 2


def test_the_first_promise_stays_and_every_other_one_is_told(place):
    car = factories.received_car(place)

    def promise(minutes, reason=""):
        work_orders.promise(
            work_order_id=car.id,
            promise_at=later(minutes),
            reason=reason,
            actor=world.ada(),
            at=later(6),
        )

    promise(120)
    assert Message.objects.filter(template="work_orders/promise").count() == 0
    with nothing_happens(Invalid, "reason_missing"):
        promise(180)
    promise(180, "a part is late")

    row = car.row
    assert (row.first_promise_at, row.promise_at) == (later(120), later(180))
    assert Message.objects.filter(template="work_orders/promise").count() == 1


def test_a_forecast_moves_no_promise(place):
    car = factories.received_car(place)
    work_orders.promise(
        work_order_id=car.id, promise_at=later(120), reason="", actor=world.ada(), at=later(6)
    )

    work_orders.forecast(
        work_order_id=car.id, forecast_at=later(150), actor=world.mia(), at=later(7)
    )

    assert car.row.promise_at == later(120)
    assert car.row.forecast_at == later(150)
    with nothing_happens(Invalid, "promise_in_the_past"):
        work_orders.promise(
            work_order_id=car.id, promise_at=later(1), reason="x", actor=world.ada(), at=later(9)
        )


def test_a_version_is_hashed_over_what_is_shown(place):
    import hashlib

    car = factories.estimated_car(place)

    version = EstimateVersion.objects.get()
    assert version.sha256 == hashlib.sha256(version.canonical.encode()).hexdigest()
    assert version.gross == sum(line.gross for line in car.lines)
    assert car.row.state == State.ESTIMATE
    assert Message.objects.get(template="work_orders/estimate").about == car.row.subject


def test_nothing_new_needs_no_new_version(place):
    car = factories.estimated_car(place)

    with nothing_happens(RuleBroken, "estimate_unchanged"):
        factories.make_estimate(car, 6)


def test_an_approval_is_one_record_of_who_what_when_and_how(place):
    car = factories.estimated_car(place)

    evidence_id = factories.answer(car)

    proof = EvidenceRecord.objects.get(pk=evidence_id)
    version = EstimateVersion.objects.get()
    assert (proof.channel, proof.said_at) == ("screen", later(10))
    assert proof.details["version_sha256"] == version.sha256
    assert (proof.details["amount_before"], proof.details["amount_after"]) == ("0", "22000")
    assert "Replace front brake pads" in proof.text
    assert car.row.state == State.APPROVED
    assert {line.state for line in car.lines} == {LineState.APPROVED}
    assert parts.kept_for(subjects=[car.row.subject])[0].part_number == PADS


def test_an_answer_to_an_old_version_is_refused_and_changes_nothing(place):
    car = factories.estimated_car(place)
    factories.add_labour(car, title="Clean the calipers", net="3000")
    factories.make_estimate(car, 6)

    with nothing_happens(RuleBroken, "estimate_outdated"):
        factories.answer(car, version=1)

    factories.answer(car, version=2)
    assert car.row.state == State.APPROVED


def test_an_answer_to_a_line_that_has_changed_since_is_refused(place):
    car = factories.estimated_car(place)
    line = car.line(LineKind.LABOUR)
    work_orders.change_line(
        work_order_id=car.id,
        line_id=line.pk,
        changes={"unit_net": Decimal(20_000)},
        actor=world.ada(),
        at=later(6),
    )

    with nothing_happens(RuleBroken, "estimate_outdated"):
        factories.answer(car)


def test_what_is_shown_as_before_stays_approved_and_what_is_new_is_asked(place):
    car = factories.approved_car(place)
    added = factories.add_labour(car, title="Replace the sensor", net="5000")

    factories.make_estimate(car, 20)

    page = work_orders.work_order_page(work_order_id=car.id, actor=world.ada(), at=later(21))
    words = {line.title: line.is_authorised for line in page.lines}
    assert words["Replace front brake pads"] is True
    assert words["Replace the sensor"] is False
    assert page.versions[-1].changes == ("New: Replace the sensor, JPY 5,500.",)
    assert car.row.state == State.APPROVED
    assert [
        v.awaits_answer
        for v in work_orders.visit(work_order_id=car.id, actor=car.grace, at=later(21)).lines
        if v.id == added
    ] == [True]


def test_a_changed_line_loses_its_approval(place):
    car = factories.approved_car(place)
    line = car.line(LineKind.LABOUR)

    work_orders.change_line(
        work_order_id=car.id,
        line_id=line.pk,
        changes={"quantity": Decimal(2)},
        actor=world.ada(),
        at=later(20),
    )

    line.refresh_from_db()
    assert line.state == LineState.OPEN
    assert Authority.objects.filter(line=line, revoked_at=None).count() == 0


def test_declining_everything_sends_the_car_to_its_last_look(place):
    car = factories.estimated_car(place)

    factories.answer(car, Answer.DECLINE)

    assert car.row.state == State.QUALITY_CHECK
    assert parts.kept_for(subjects=[car.row.subject]) == []


def test_by_telephone_only_what_was_read_back_counts(place):
    car = factories.estimated_car(place)

    def telephone(**changes):
        values = {"who": "Grace Hopper", "phone": "+81 90 1234 5678", "read_back": True, **changes}
        return work_orders.record_by_telephone(
            work_order_id=car.id,
            version=1,
            answers=[LineAnswer(line.pk, Answer.APPROVE) for line in car.lines],
            actor=world.ada(),
            at=later(10),
            **values,
        )

    for missing in ({"read_back": False}, {"who": ""}, {"phone": ""}):
        with nothing_happens(Invalid):
            telephone(**missing)
    proof = EvidenceRecord.objects.get(pk=telephone())

    assert proof.channel == "telephone"
    assert proof.details["phone"] == "+81 90 1234 5678"
    assert car.row.state == State.APPROVED


def test_on_paper_the_paper_is_kept(place):
    car = factories.estimated_car(place)

    def paper(content):
        return work_orders.record_on_paper(
            work_order_id=car.id,
            version=1,
            answers=[LineAnswer(line.pk, Answer.APPROVE) for line in car.lines],
            who="Grace Hopper",
            paper=content,
            actor=world.ada(),
            at=later(10),
        )

    with nothing_happens(Invalid, "paper_missing"):
        paper(None)
    with nothing_happens(Invalid, "file_type_refused"):
        paper(b"MZ this is no picture")
    proof = EvidenceRecord.objects.get(pk=paper(factories.photo()))

    assert len(proof.file_ids) == 1


def test_a_used_part_needs_consent_in_writing(place):
    car = factories.received_car(place)
    number = factories.stocked("USED-1", 1, origin=Origin.USED)
    factories.add_part(car, number)
    factories.make_estimate(car)

    with nothing_happens(RuleBroken, "written_consent_needed"):
        work_orders.record_by_telephone(
            work_order_id=car.id,
            version=1,
            answers=[LineAnswer(line.pk, Answer.APPROVE) for line in car.lines],
            who="Grace",
            phone="1",
            read_back=True,
            actor=world.ada(),
            at=later(10),
        )
    factories.answer(car)
    assert car.row.state == State.APPROVED


def test_only_who_may_say_yes_answers_on_the_screen(place):
    car = factories.estimated_car(place)
    boss, _car = booking_factories.owner("Boss", "boss@example.com", "品川 300 さ 55-55")
    work_orders.name_party(
        work_order_id=car.id,
        role=PartyRole.AUTHORISER,
        customer_id=boss,
        name="",
        phone="",
        limit=Decimal(20_000),
        purchase_order="PO-1",
        actor=world.ada(),
        at=later(6),
    )

    for actor, refusal in [
        (car.grace, NotAllowed),
        (world.ada(), NotFound),
        (world.eve(), NotFound),
    ]:
        with nothing_happens(refusal):
            factories.answer(car, actor=actor)
    with nothing_happens(RuleBroken, "beyond_limit"):
        factories.answer(car, actor=world.grace(boss))
    factories.answer(car, actor=world.grace(boss), lines=[car.line(LineKind.LABOUR)])
    assert car.line(LineKind.LABOUR).state == LineState.APPROVED


def test_two_answers_at_once_are_one(place):
    car = factories.estimated_car(place)
    factories.answer(car)

    with nothing_happens(RuleBroken, "wrong_state"):
        factories.answer(car, lines=list(car.lines))


def test_within_the_ceiling_work_may_begin_and_not_beyond(place):
    car = factories.received_car(place)
    ids = [line.pk for line in car.lines]
    with nothing_happens(RuleBroken, "no_ceiling"):
        work_orders.use_ceiling(work_order_id=car.id, line_ids=ids, actor=world.ada(), at=later(4))
    work_orders.agree_ceiling(
        work_order_id=car.id,
        amount=Decimal(15_000),
        who="Grace Hopper",
        channel=Channel.IN_PERSON,
        actor=world.ada(),
        at=later(4),
    )

    with nothing_happens(RuleBroken, "beyond_ceiling"):
        work_orders.use_ceiling(work_order_id=car.id, line_ids=ids, actor=world.ada(), at=later(5))
    left = work_orders.use_ceiling(
        work_order_id=car.id,
        line_ids=[car.line(LineKind.LABOUR).pk],
        actor=world.ada(),
        at=later(5),
    )

    assert left.amount == 1_800
    again = work_orders.use_ceiling(
        work_order_id=car.id,
        line_ids=[car.line(LineKind.LABOUR).pk],
        actor=world.ada(),
        at=later(5),
    )
    assert again.amount == 1_800
    assert factories.clock_on(car).chargeable is True


def test_a_paid_diagnosis_may_begin_before_there_is_an_estimate(place):
    car = factories.received_car(place)
    line_id = work_orders.add_line(
        work_order_id=car.id,
        new=NewLine(
            kind=LineKind.DIAGNOSIS, title={"en": "Find the noise"}, unit_net=Decimal(5000)
        ),
        actor=world.ada(),
        at=later(4),
    )
    work_orders.agree_diagnosis(
        work_order_id=car.id,
        line_id=line_id,
        who="Grace Hopper",
        channel=Channel.IN_PERSON,
        actor=world.ada(),
        at=later(5),
    )

    clock = factories.clock_on(car, line=car.line(LineKind.DIAGNOSIS))

    assert clock.chargeable is True
    assert car.row.state == State.DIAGNOSING


def test_the_house_pays_with_a_reference_and_within_its_limit(place):
    car = factories.received_car(place)
    line = car.line(LineKind.LABOUR)

    def grant(kind, actor, reference="claim 7"):
        work_orders.grant_by_house(
            work_order_id=car.id,
            line_id=line.pk,
            kind=kind,
            reference=reference,
            actor=actor,
            at=later(5),
        )

    with nothing_happens(Invalid, "reference_missing"):
        grant(AuthorityKind.WARRANTY, world.ada(), " ")
    with nothing_happens(NotAllowed):
        grant(AuthorityKind.GOODWILL, world.ada())
    with nothing_happens(RuleBroken, "payer_does_not_fit"):
        grant(AuthorityKind.CEILING, world.ada())
    grant(AuthorityKind.GOODWILL, world.sora())

    line.refresh_from_db()
    assert (line.payer, line.state) == (Payer.GOODWILL, LineState.APPROVED)


def test_one_clock_per_technician_unless_two_cars(place):
    car = factories.working_car(place)
    labour = car.line(LineKind.LABOUR)

    with nothing_happens(RuleBroken, "clock_running"):
        factories.clock_on(car, line=labour, at=later(16))

    factories.clock_on(car, line=labour, actor=world.ken(), at=later(17))
    assert ClockEntry.objects.running().count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_start_one_clock():
    place = booking_factories.place()
    car = factories.approved_car(place)
    line, answers, start = car.line(LineKind.LABOUR), [], threading.Barrier(2)

    def press():
        start.wait()
        try:
            factories.clock_on(car, line=line)
            answers.append("started")
        except RuleBroken as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["clock_running", "started"]


def test_a_pause_has_a_reason_and_the_board_says_it(place):
    from seibi.contexts.workshop import facade as workshop

    car = factories.working_car(place)

    work_orders.pause(
        work_order_id=car.id,
        reason=PauseReason.PARTS,
        note="discs",
        actor=world.mia(),
        at=later(30),
    )

    row = car.row
    assert (row.state, row.waits_for) == (State.WAITING, PauseReason.PARTS)
    assert ClockEntry.objects.get().end == ClockEnd.PAUSED
    assert workshop.job_of(row.subject, later(30)).waiting_for == "part"
    assert Message.objects.filter(template="work_orders/waiting").count() == 1
    work_orders.resume(work_order_id=car.id, actor=world.mia(), at=later(31))
    assert (car.row.state, car.row.waits_for) == (State.IN_WORK, "")


def test_a_car_that_waits_for_parts_goes_on_when_the_last_one_comes(place, read_all):
    car = factories.received_car(place)
    for line in car.lines:
        if line.kind == LineKind.PART:
            work_orders.remove_line(
                work_order_id=car.id, line_id=line.pk, actor=world.ada(), at=later(4)
            )
    factories.add_part(car, quantity=7)
    factories.make_estimate(car)
    factories.answer(car)
    assert [o.quantity for o in parts.back_orders_for(subjects=[car.row.subject])] == [2]
    work_orders.pause(
        work_order_id=car.id, reason=PauseReason.PARTS, note="", actor=world.ada(), at=later(12)
    )

    parts.receive(
        part_number=PADS,
        node=SITE,
        place_code="MAIN",
        quantity=Decimal(2),
        actor=world.paul(),
        at=later(13),
    )
    read_all()

    assert car.row.state == State.IN_WORK


def test_parts_are_handed_out_for_agreed_lines_only(place):
    car = factories.estimated_car(place)
    line = car.line(LineKind.PART)

    def issue(quantity=None, actor=None):
        return work_orders.issue_parts(
            work_order_id=car.id,
            line_id=line.pk,
            part_number="",
            quantity=quantity,
            actor=actor or world.paul(),
            at=later(11),
        )

    with nothing_happens(RuleBroken, "not_authorised"):
        issue()
    factories.answer(car)
    with nothing_happens(NotAllowed):
        issue(actor=world.mia())
    with nothing_happens(RuleBroken, "more_than_agreed"):
        issue(Decimal(2))
    assert issue() == 1
    with nothing_happens(RuleBroken, "more_than_agreed"):
        issue()

    work_orders.take_back_parts(
        work_order_id=car.id,
        line_id=line.pk,
        part_number="",
        quantity=Decimal(1),
        actor=world.paul(),
        at=later(12),
    )
    assert parts.available(numbers=[PADS], node=SITE)[PADS] == 5


def test_work_nobody_agreed_to_is_not_done(place):
    car = factories.estimated_car(place)
    factories.clock_on(car)

    with nothing_happens(RuleBroken, "line_not_agreed"):
        factories.finish(car)


def test_the_last_line_sends_the_car_to_its_check(place):
    car = factories.working_car(place)

    assert factories.finish(car) is State.QUALITY_CHECK

    assert {line.state for line in car.lines} == {LineState.DONE}
    assert not ClockEntry.objects.running().exists()


def test_work_is_not_over_while_something_is_open(place):
    car = factories.working_car(place)
    factories.add_labour(car, title="Replace the sensor", net="5000")
    factories.make_estimate(car, 20)

    assert factories.finish(car) is State.IN_WORK
    with nothing_happens(RuleBroken, "work_unfinished"):
        work_orders.finish_work(work_order_id=car.id, actor=world.mia(), at=later(71))

    factories.answer(car, Answer.DECLINE, at=later(72))
    work_orders.finish_work(work_order_id=car.id, actor=world.mia(), at=later(73))
    assert car.row.state == State.QUALITY_CHECK


def test_a_finding_becomes_a_line_with_its_reason(place):
    car = factories.working_car(place)
    finding = work_orders.report_finding(
        work_order_id=car.id,
        words="Oil at the gearbox",
        severity=Severity.RED,
        actor=world.mia(),
        at=later(20),
    )

    line_id = work_orders.propose_line(
        work_order_id=car.id,
        finding_id=finding,
        new=NewLine(kind=LineKind.LABOUR, title={"en": "Seal the gearbox"}, unit_net=Decimal(9000)),
        actor=world.ada(),
        at=later(21),
    )

    line = Line.objects.get(pk=line_id)
    assert (line.why, line.severity) == ("Oil at the gearbox", Severity.RED)


def test_a_failed_look_is_a_comeback_and_the_work_is_open_again(place):
    car = factories.finished_car(place)

    with nothing_happens(Invalid, "remarks_missing"):
        factories.check(car, passed=False)
    factories.check(car, passed=False, remarks="a clip is missing")

    assert car.row.state == State.IN_WORK
    assert car.row.quality_round == 2
    assert Comeback.objects.get().reason == "a clip is missing"
    assert car.line(LineKind.LABOUR).state == LineState.APPROVED
    factories.finish(car, at=later(80))
    assert factories.check(car, at=later(81)) is State.READY


def test_nobody_inspects_their_own_work(place):
    car = factories.working_car(place)
    Line.objects.filter(kind="labour").update(grade=Grade.INSPECTOR)
    factories.finish(car)

    with nothing_happens(NotAllowed):
        factories.check(car, actor=world.mia())
    assert factories.check(car, actor=world.ken()) is State.READY
    assert QualityCheck.objects.get().checked_by_id == IDS["ken"]


def test_each_grade_asks_for_its_proof(place):
    car = factories.finished_car(place)

    with nothing_happens(Invalid, "photo_missing"):
        factories.check(car, photo=None)
    Line.objects.filter(kind="labour").update(grade=Grade.ROAD_TEST)
    with nothing_happens(Invalid, "distance_missing"):
        factories.check(car, photo=None)
    assert factories.check(car, photo=None, road_km=Decimal("4.2")) is State.READY


def test_the_gate_is_closed_while_a_look_is_missing(place):
    car = factories.finished_car(place)

    with nothing_happens(RuleBroken, "unchecked_work"):
        work_orders.pass_gate(work_order_id=car.id, actor=world.mia(), at=later(72))


def test_a_car_leaves_only_released(place):
    car = factories.ready_car(place)

    with nothing_happens(RuleBroken, "not_released"):
        factories.deliver(car)
    with nothing_happens(NotAllowed):
        factories.release(car, ReleaseKind.BY_RIGHT, actor=world.ada(), reason="a friend")
    with nothing_happens(Invalid, "reason_missing"):
        factories.release(car, ReleaseKind.BY_RIGHT, actor=world.sora())
    factories.release(car, ReleaseKind.BY_RIGHT, actor=world.sora(), reason="pays tomorrow")
    factories.deliver(car)

    assert car.row.state == State.DELIVERED


def test_a_hand_over_needs_words_and_a_name(place):
    car = factories.ready_car(place)
    factories.release(car)

    for missing in ({"explanation": ""}, {"delivered_to": " "}):
        with nothing_happens(Invalid):
            factories.deliver(car, **missing)
    with nothing_happens(NotAllowed):
        factories.deliver(car, actor=world.mia())


def test_a_delivered_car_can_come_back_and_be_opened_again(place):
    car = factories.delivered_car(place)

    with nothing_happens(NotAllowed):
        work_orders.take_back_car(
            work_order_id=car.id, reason="noise", actor=world.ada(), at=later(95)
        )
    work_orders.take_back_car(
        work_order_id=car.id, reason="noise", actor=world.sora(), at=later(95)
    )
    work_orders.reopen_work(work_order_id=car.id, reason="noise", actor=world.sora(), at=later(96))

    assert car.row.state == State.IN_WORK
    assert [c.to_state for c in StateChange.objects.all()][-3:] == ["delivered", "ready", "in_work"]


def test_a_cancelled_visit_keeps_nothing(place):
    car = factories.approved_car(place)
    work_orders.issue_everything(work_order_id=car.id, actor=world.paul(), at=later(12))

    with nothing_happens(RuleBroken, "parts_are_out"):
        work_orders.cancel(work_order_id=car.id, reason="sold", actor=world.ada(), at=later(13))
    work_orders.take_back_parts(
        work_order_id=car.id,
        line_id=car.line(LineKind.PART).pk,
        part_number="",
        quantity=Decimal(1),
        actor=world.paul(),
        at=later(14),
    )
    work_orders.cancel(work_order_id=car.id, reason="sold", actor=world.ada(), at=later(15))

    assert car.row.state == State.CANCELLED
    assert parts.available(numbers=[PADS], node=SITE)[PADS] == 5
    assert parts.kept_for(subjects=[car.row.subject]) == [] or all(
        k.state == "issued" for k in parts.kept_for(subjects=[car.row.subject])
    )


def test_a_visit_whose_work_has_begun_can_still_end_and_leaves_the_board(place):
    from seibi.contexts.workshop import facade as workshop

    car = factories.approved_car(place)
    oil = factories.add_labour(car, title="Oil change", net="3000", operation_code="OIL")
    factories.make_estimate(car, 11)
    factories.answer(car, at=later(12))
    factories.clock_on(car, line=Line.objects.get(pk=oil))
    work_orders.pause(
        work_order_id=car.id, reason=PauseReason.KEY, note="", actor=world.mia(), at=later(20)
    )

    work_orders.cancel(work_order_id=car.id, reason="sold", actor=world.ada(), at=later(21))

    assert car.row.state == State.CANCELLED
    assert str(workshop.job_of(car.row.subject, later(22)).state) == "done"


def test_a_price_that_is_a_slip_of_the_finger_is_refused(place):
    car = factories.received_car(place)

    with nothing_happens(Invalid, "line_not_priced"):
        factories.add_labour(car, net="9999999999")


def test_a_follow_up_ends_the_visit(place):
    car = factories.delivered_car(place)

    work_orders.follow_up(work_order_id=car.id, actor=world.ada(), at=later(4000))

    assert car.row.state == State.FOLLOWED_UP


@pytest.mark.parametrize(("_case", "actor", "refusal"), STRANGERS)
def test_strangers_do_not_even_learn_that_a_visit_exists(place, _case, actor, refusal):
    car = factories.received_car(place)
    key = {"work_order_id": car.id, "actor": actor, "at": later(9)}

    for step in (
        lambda: work_orders.make_estimate(reason="", tell_customer=False, **key),
        lambda: work_orders.pause(reason=PauseReason.KEY, note="", **key),
        lambda: work_orders.issue_everything(**key),
        lambda: work_orders.write_note(text="x", **key),
        lambda: work_orders.cancel(reason="x", **key),
        lambda: work_orders.work_order_page(**key),
        lambda: work_orders.visit(**key),
    ):
        with nothing_happens(refusal):
            step()
