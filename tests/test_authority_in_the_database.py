"""As the application's database role: what nobody agreed to cannot be issued, whoever asks.

Every attempt here is plain SQL, as a programming mistake or a person at a console would send it.
"""

from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from seibi.config.database.roles import APPLICATION, apply
from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.models import Balance, Move, Part
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Answer, Channel, LineKind
from seibi.contexts.work_orders.models.estimate import Authority, EstimateVersion, Line
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.factories import PADS, later
from seibi.kernel.ids import new_id
from tests import world


@pytest.fixture
def place(db):
    """Site 7 with bays, technicians and advisors; Grace and her Corolla."""
    return booking_factories.place()


@contextmanager
def as_the_application():
    """The role that the running application wears."""
    with connection.cursor() as cursor:
        apply(cursor)
        cursor.execute(f"SET ROLE {APPLICATION}")
        try:
            yield cursor
        finally:
            if connection.needs_rollback:
                connection.set_rollback(False)
            cursor.execute("RESET ROLE")


def refused(statement: str, values: list) -> str:
    """Run one statement as the application; the message with which the database says no."""
    with (
        as_the_application() as cursor,
        pytest.raises(IntegrityError) as no,
        transaction.atomic(),
    ):
        cursor.execute(statement, values)
    return str(no.value)


def allowed(statement: str, values: list) -> None:
    with as_the_application() as cursor:
        cursor.execute(statement, values)


def move_sql(car, line, quantity=-1, *, subject=None, part=None):
    part_id = part or Part.objects.get(number=PADS).pk
    place = Balance.objects.get(part_id=part_id).place_id
    statement = (
        "INSERT INTO parts_move (id, owner_node, kind, quantity, subject, line_id, reason, moved_by,"
        " moved_at, part_id, place_id) VALUES (%s, %s, 'issue', %s, %s, %s, '', 'psql', now(), %s, %s)"
    )
    subject = car.row.subject if subject is None else subject
    return statement, [new_id(), car.row.owner_node, quantity, subject, line, part_id, place]


def test_a_part_leaves_the_shelf_only_for_a_line_somebody_agreed_to(place):
    car = factories.estimated_car(place)
    line = car.line(LineKind.PART)

    assert "nobody has agreed" in refused(*move_sql(car, line.pk))

    factories.answer(car)
    allowed(*move_sql(car, line.pk))
    assert Move.objects.filter(kind="issue").count() == 1


def test_a_declined_line_gets_no_part(place):
    car = factories.estimated_car(place)
    line = car.line(LineKind.PART)
    factories.answer(car, Answer.DECLINE, lines=[line])

    assert "nobody has agreed" in refused(*move_sql(car, line.pk))


def test_a_line_that_was_made_dearer_in_psql_loses_its_authority(place):
    car = factories.approved_car(place)
    line = car.line(LineKind.PART)
    Line.objects.filter(pk=line.pk).update(net=90_000, tax=9_000, gross=99_000)

    assert "nobody has agreed" in refused(*move_sql(car, line.pk))


def test_an_approval_of_an_old_version_is_no_authority(place):
    car = factories.approved_car(place)
    line = car.line(LineKind.PART)
    work_orders.change_line(
        work_order_id=car.id,
        line_id=line.pk,
        changes={"quantity": Decimal(2)},
        actor=world.ada(),
        at=later(20),
    )
    factories.make_estimate(car, 21)
    Line.objects.filter(pk=line.pk).update(state="approved")

    assert "nobody has agreed" in refused(*move_sql(car, line.pk))


def test_not_more_and_not_another_part_than_was_agreed(place):
    car = factories.approved_car(place)
    line = car.line(LineKind.PART)
    other = factories.stocked("OTHER-1", 3)

    assert "more of it" in refused(*move_sql(car, line.pk, -2))
    assert "another part" in refused(
        *move_sql(car, line.pk, part=Part.objects.get(number=other).pk)
    )


def included(place):
    """A car with an oil change at its fixed price, the line of its oil, and the oil itself."""
    oil = Part.objects.get(number=factories.stocked("OIL-0W20", 10)).pk
    car = factories.received_car(place, menu=True)
    factories.make_estimate(car)
    return car, Line.objects.get(included_in__isnull=False), oil


def test_an_included_part_leaves_the_shelf_exactly_while_its_job_has_a_word(place):
    car, line, oil = included(place)
    job = car.line(LineKind.LABOUR)
    issue = move_sql(car, line.pk, part=oil)
    assert "nobody has agreed" in refused(*issue)

    Line.objects.filter(work_order=car.id).update(state="approved")  # a state is not a word
    assert "nobody has agreed" in refused(*issue)
    Line.objects.filter(work_order=car.id).update(state="open")

    factories.answer(car, lines=[job])
    allowed(*issue)
    assert "more of it" in refused(*move_sql(car, line.pk, -4, part=oil))  # one of four is out

    Line.objects.filter(pk=job.pk).update(gross=job.gross + 1, tax=job.tax + 1)
    again = move_sql(car, line.pk, part=oil)
    assert "nobody has agreed" in refused(*again)  # the job is dearer than was agreed
    Line.objects.filter(pk=job.pk).update(gross=job.gross, tax=job.tax)
    allowed(*again)

    Authority.objects.filter(line=job).update(revoked_at=later(20), revoked_reason="test")
    assert "nobody has agreed" in refused(*move_sql(car, line.pk, part=oil))


@pytest.mark.django_db
def test_a_part_cannot_borrow_the_word_of_another_visit():
    place = booking_factories.place(bays=2, technicians=2)
    somebody = booking_factories.owner("Lovelace", "lovelace@example.com", "横浜 300 さ 12-35")
    car, line, oil = included(place)
    agreed = factories.approved_car(booking_factories.Place(place.site_id, *somebody))
    job = agreed.line(LineKind.LABOUR)

    Line.objects.filter(pk=line.pk).update(included_in=job.pk)

    assert "nobody has agreed" in refused(*move_sql(car, line.pk, part=oil))


def test_parts_for_a_visit_name_its_line(place):
    car = factories.approved_car(place)
    line = car.line(LineKind.PART)

    assert "one of its lines" in refused(*move_sql(car, None))
    assert "one of its lines" in refused(*move_sql(car, line.pk, subject=f"work_order:{new_id()}"))
    assert "one of its lines" in refused(*move_sql(car, line.pk, subject=""))


def test_an_issue_row_without_a_move_of_stock_is_refused(place):
    car = factories.approved_car(place)
    line = car.line(LineKind.PART)
    statement = (
        "INSERT INTO work_orders_partissue (id, quantity, issued_by, issued_at, line_id, move_id,"
        " part_id, work_order_id) VALUES (%s, 1, 'psql', now(), %s, %s, %s, %s)"
    )
    received = Move.objects.filter(kind="receive", part__number=PADS)[0]

    assert "move of stock" in refused(
        statement, [new_id(), line.pk, received.pk, received.part_id, car.id]
    )


AUTHORITY = (
    "INSERT INTO work_orders_authority (id, kind, max_amount, reference, granted_by, granted_at,"
    " revoked_reason, line_id, work_order_id, evidence_id, estimate_line_id, decision_id)"
    " VALUES (%s, %s, %s, 'x', 'psql', now(), '', %s, %s, %s, %s, %s)"
)


def test_an_approval_cannot_be_made_up(place):
    car = factories.estimated_car(place)
    line = car.line(LineKind.PART)
    shown = EstimateVersion.objects.get().lines.get(line=line)

    no_proof = refused(
        AUTHORITY, [new_id(), "customer_approval", 1, line.pk, car.id, None, None, None]
    )
    assert "valid version" in no_proof

    factories.answer(car, Answer.DECLINE, lines=[line])
    decision = line.decisions.get()
    declined = refused(
        AUTHORITY,
        [
            new_id(),
            "customer_approval",
            shown.gross,
            line.pk,
            car.id,
            decision.evidence_id,
            shown.pk,
            decision.pk,
        ],
    )
    assert "what was approved" in declined


def test_a_ceiling_cannot_be_exceeded_line_by_line(place):
    car = factories.received_car(place)
    work_orders.agree_ceiling(
        work_order_id=car.id,
        amount=Decimal(15_000),
        who="Grace",
        channel=Channel.IN_PERSON,
        actor=world.ada(),
        at=later(4),
    )
    labour, part = car.line(LineKind.LABOUR), car.line(LineKind.PART)
    work_orders.use_ceiling(
        work_order_id=car.id, line_ids=[labour.pk], actor=world.ada(), at=later(5)
    )
    proof = Authority.objects.get().evidence_id

    told = refused(AUTHORITY, [new_id(), "ceiling", part.gross, part.pk, car.id, proof, None, None])

    assert "ceiling" in told


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE work_orders_estimateversion SET gross = gross + 1, net = net + 1",
        "DELETE FROM work_orders_estimateline",
        "UPDATE work_orders_estimateline SET gross = gross + 1",
        "UPDATE work_orders_linedecision SET answer = 'approve'",
        "UPDATE work_orders_authority SET max_amount = 999999",
        "DELETE FROM work_orders_authority",
        "UPDATE work_orders_statechange SET by = 'somebody else'",
        "DELETE FROM evidence_evidencerecord",
    ],
)
def test_what_was_shown_answered_and_granted_cannot_be_rewritten(place, statement):
    from django.db import DatabaseError

    factories.approved_car(place)

    with as_the_application() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(statement)


def test_the_first_promise_cannot_be_rewritten(place):
    car = factories.received_car(place)
    work_orders.promise(
        work_order_id=car.id, promise_at=later(120), reason="", actor=world.ada(), at=later(3)
    )

    told = refused(
        "UPDATE work_orders_workorder SET first_promise_at = now() WHERE id = %s", [car.id]
    )

    assert "first promise" in told


def test_a_car_is_not_ready_without_its_look(place):
    car = factories.finished_car(place)
    statement = "UPDATE work_orders_workorder SET state = 'ready', ready_at = now() WHERE id = %s"

    assert "unchecked" in refused(statement, [car.id])


def test_a_car_is_not_ready_while_agreed_work_is_open(place):
    car = factories.working_car(place)
    statement = "UPDATE work_orders_workorder SET state = 'ready', ready_at = now() WHERE id = %s"

    assert "unfinished" in refused(statement, [car.id])


def test_a_car_does_not_leave_unreleased(place):
    car = factories.ready_car(place)
    statement = (
        "UPDATE work_orders_workorder SET state = 'delivered', delivered_at = now() WHERE id = %s"
    )

    assert "work_order_delivered_only_when_released" in refused(statement, [car.id])


def test_time_on_a_line_nobody_agreed_to_is_kept_and_cannot_be_charged(place):
    car = factories.estimated_car(place)

    clock = factories.clock_on(car)
    work_orders.pause(
        work_order_id=car.id, reason="approval", note="", actor=world.mia(), at=later(40)
    )

    assert clock.chargeable is False
    assert ClockEntry.objects.get().ended_at == later(40)
    told = work_orders.not_chargeable(work_order_id=car.id, actor=world.ada(), at=later(41))
    assert [one.minutes for one in told] == [25]
    assert work_orders.billable_lines(work_order_id=car.id, actor=world.ada()) == []


def test_the_question_that_invoices_ask(place):
    car = factories.approved_car(place)
    line = car.line(LineKind.PART)

    def authorised(amount):
        with connection.cursor() as cursor:
            cursor.execute("SELECT work_orders_line_authorised(%s, %s)", [line.pk, amount])
            return cursor.fetchone()[0]

    assert authorised(line.gross)
    assert not authorised(line.gross + 1)
    assert parts.kept_for(subjects=[car.row.subject])[0].quantity == 1
