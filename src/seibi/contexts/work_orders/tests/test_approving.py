"""What is shown is what is agreed to: versions, answers, ceilings, who pays."""

from decimal import Decimal

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.messaging.models import Message
from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import Origin
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import (
    Answer,
    AuthorityKind,
    Channel,
    LineAnswer,
    LineKind,
    LineState,
    NewLine,
    PartyRole,
    Payer,
    State,
)
from seibi.contexts.work_orders.models.estimate import Authority, EstimateVersion
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import nothing_happens
from seibi.contexts.work_orders.tests.factories import PADS, later
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.evidence.models import EvidenceRecord
from tests import world


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
