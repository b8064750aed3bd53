"""Cars, their numbers, who owns and who drives them."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from seibi.contexts.vehicles.contracts import (
    CoverageKind,
    HolderRole,
    IdentifierKind,
)
from seibi.contexts.vehicles.models.cars import Identifier, Ownership, Vehicle
from seibi.contexts.vehicles.models.ledgers import (
    Coverage,
    OdometerReading,
    ServiceRecord,
    Signal,
)
from seibi.contexts.vehicles.operations import (
    cars,
    holders,
    odometer,
    promises,
    record,
)
from seibi.contexts.vehicles.queries import cars as car_queries
from seibi.contexts.vehicles.tests import factories
from seibi.contexts.vehicles.tests.deeds import DAY, told
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import GROUP, NOON, SITE

pytestmark = pytest.mark.django_db


def test_a_car_is_known_by_its_numbers_and_told_without_them(ada):
    made = factories.car(vin=factories.ACCORD, plate="7ABC123", plate_country="US-CA", actor=ada)

    seen = car_queries.summary(made, ada)
    entry = Entry.objects.get(name="vehicles.vehicle_registered.v1")
    assert (seen.vin, seen.plate, seen.plate_country) == (factories.ACCORD, "7ABC123", "US-CA")
    assert seen.title == "Honda Accord (2024)"
    assert seen.owner_node == GROUP
    assert factories.ACCORD not in str(entry.payload)


def test_a_japanese_car_needs_no_vin(ada):
    made = factories.car(
        country="JP",
        frame_number="ｚｖｗ５０－１２３４５６７",
        plate="品川 330 さ 12-34",
        actor=ada,
    )

    assert car_queries.summary(made, ada).frame_number == "ZVW50-1234567"
    assert car_queries.find_by_number("ZVW50 1234567") == []
    assert car_queries.find_by_number("zvw50-1234567") == [made]
    assert car_queries.find_by_number("品川330さ1234") == [made]


@pytest.mark.parametrize(
    ("_case", "facts", "code"),
    [
        ("no make", {"make": " "}, "vehicle_incomplete"),
        ("wrong check digit in the USA", {"vin": "1HGCM82633A004353"}, "vin_wrong"),
        ("wrong check digit in China", {"vin": "LSVAA4182E2100001"}, "vin_wrong"),
        ("too short", {"vin": "1HGCM8"}, "vin_wrong"),
        ("an O for a nought", {"vin": "1HGCM82633AOO4352"}, "vin_wrong"),
        ("no frame number", {"frame_number": "hello"}, "vin_wrong"),
        ("the year 20230", {"delivered_on": dt.date(9999, 12, 31)}, "day_unlikely"),
    ],
)
def test_a_car_that_cannot_be_is_not_registered(_case, facts, code):
    with pytest.raises(Invalid) as refused:
        factories.car(**facts)

    assert refused.value.code == code
    assert not Vehicle.objects.exists()
    assert told() == []


def test_a_wrong_check_digit_matters_only_where_the_law_says_so():
    assert factories.car(vin="WVWZZZ1JZXW000001", country="DE")
    assert factories.car(vin="1HGCM82633A004353", vin_compared=True)


def test_a_number_is_on_one_car_only(ada):
    factories.car(vin=factories.ACCORD)

    with pytest.raises(RuleBroken) as refused:
        factories.car(vin=factories.ACCORD.lower(), actor=ada)

    assert refused.value.code == "number_taken"
    assert Vehicle.objects.count() == 1
    assert len(told()) == 1


def test_a_plate_may_go_to_another_car_once_it_is_free():
    first = factories.car(plate="7ABC123")
    cars.add_identifier(
        vehicle_id=first,
        kind=IdentifierKind.PLATE,
        value="NEW1234",
        actor=SYSTEM,
        at=NOON + 30 * DAY,
    )

    second = factories.car(plate="7ABC123", at=NOON + 30 * DAY)

    assert car_queries.summaries([first, second])[first].plate == "NEW1234"
    assert car_queries.find_by_number("7abc-123") == [second]


def test_the_database_itself_keeps_plates_and_owners_apart():
    one, other = factories.car(plate="7ABC123"), factories.car()
    with pytest.raises(IntegrityError), transaction.atomic():
        Identifier.objects.create(
            vehicle_id=other,
            kind="plate",
            country="US",
            value="7ABC123",
            key="7ABC123",
            valid_from=NOON.date(),
        )

    first, second = factories.customer(), factories.customer("Ida")
    row = {"vehicle_id": one, "role": "owner", "owner_node": GROUP}
    Ownership.objects.create(customer_id=first, starts_at=NOON, ends_at=NOON + DAY, **row)
    Ownership.objects.create(customer_id=second, starts_at=NOON + DAY, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ownership.objects.create(customer_id=first, starts_at=NOON + 9 * DAY, **row)


@pytest.mark.parametrize(
    ("_case", "who", "refusal"),
    [
        ("advisor of another group", factories.stranger_at_work, NotFound),
        ("signed in, no business here", world.eve, NotFound),
        ("technician", world.mia, NotAllowed),
    ],
)
def test_changing_a_car_is_refused_and_leaves_no_trace(_case, who, refusal):
    made = factories.car(vin=factories.ACCORD)
    buyer = factories.customer()
    before = Entry.objects.count()
    act = {"vehicle_id": made, "actor": who(), "at": NOON}

    for change in (
        lambda: cars.add_identifier(kind=IdentifierKind.PLATE, value="X1", **act),
        lambda: holders.transfer(to_customer_id=buyer, **act),
        lambda: holders.add_holder(customer_id=buyer, role=HolderRole.DRIVER, **act),
        lambda: odometer.record_odometer(value=10, **act),
        lambda: promises.add_coverage(
            kind=CoverageKind.SERVICE_CONTRACT,
            title={"en": "x"},
            starts_on=NOON.date(),
            ends_km=1,
            **act,
        ),
        lambda: record.write_service_record(
            work={"OIL": "Oil"},
            done_on=NOON.date(),
            km=1,
            subject="work_order:1",
            owner_node=SITE,
            **act,
        ),
        lambda: record.hear_signal(operation_code="OIL", remaining_km=1, **act),
    ):
        with pytest.raises(refusal):
            change()

    assert Entry.objects.count() == before
    assert Identifier.objects.count() == 1
    for table in (Ownership, OdometerReading, Coverage, ServiceRecord, Signal):
        assert not table.objects.exists()


def test_registering_is_for_staff_who_edit_cars_there():
    for who in (world.mia(), world.eve(), factories.stranger_at_work()):
        with pytest.raises(NotAllowed):
            factories.car(actor=who)

    assert not Vehicle.objects.exists()
    assert told() == []


def test_a_transfer_takes_the_car_from_everyone_who_had_it(ada):
    seller, driver, buyer = (factories.customer(name) for name in ("Sam", "Dan", "Bea"))
    made = factories.car(owner_id=seller)
    holders.add_holder(
        vehicle_id=made,
        customer_id=driver,
        role=HolderRole.DRIVER,
        actor=world.grace(seller),
        at=NOON,
    )

    holders.transfer(vehicle_id=made, to_customer_id=buyer, actor=ada, at=NOON + DAY)

    visible = Vehicle.objects.visible_to
    assert not visible(world.grace(seller)).exists()
    assert not visible(world.grace(driver)).exists()
    assert visible(world.grace(buyer)).get().pk == made
    assert car_queries.owners_of([made], NOON)[made].customer_id == seller
    assert car_queries.owners_of([made], NOON + DAY)[made].customer_id == buyer
    entry = Entry.objects.get(name="vehicles.vehicle_transferred.v1")
    assert entry.payload["from_customer_id"] == str(seller)


@pytest.mark.parametrize(
    ("_case", "at", "same", "code"),
    [
        ("to the owner", NOON + DAY, True, "owner_already"),
        ("before the owner had it", NOON - DAY, False, "before_last_owner"),
    ],
)
def test_a_transfer_that_makes_no_sense_is_refused(_case, at, same, code):
    seller = factories.customer()
    buyer = seller if same else factories.customer("Bea")
    made = factories.car(owner_id=seller)

    with pytest.raises(RuleBroken) as refused:
        holders.transfer(vehicle_id=made, to_customer_id=buyer, actor=SYSTEM, at=at)

    assert refused.value.code == code
    assert Ownership.objects.get().ends_at is None
    assert "vehicles.vehicle_transferred.v1" not in told()


def test_at_most_five_people_drive_a_car_beside_its_owner():
    owner = factories.customer()
    made = factories.car(owner_id=owner)
    act = {"vehicle_id": made, "role": HolderRole.DRIVER, "actor": world.grace(owner), "at": NOON}
    invited = [
        holders.add_holder(customer_id=factories.customer(f"Driver {n}"), **act) for n in range(5)
    ]
    sixth = factories.customer("Sixth")

    with pytest.raises(RuleBroken) as refused:
        holders.add_holder(customer_id=sixth, **act)

    assert refused.value.code == "too_many_drivers"
    assert Ownership.objects.filter(role="driver").count() == 5
    holders.end_holder(
        vehicle_id=made, holder_id=invited[0], actor=world.grace(owner), at=NOON + DAY
    )
    assert holders.add_holder(customer_id=sixth, **act)


def test_a_driver_sees_the_car_and_gives_it_to_nobody():
    owner, driver = factories.customer(), factories.customer("Dan")
    made = factories.car(owner_id=owner)
    holders.add_holder(
        vehicle_id=made,
        customer_id=driver,
        role=HolderRole.DRIVER,
        actor=world.grace(owner),
        at=NOON,
    )

    assert car_queries.summary(made, world.grace(driver)).id == made
    with pytest.raises(NotAllowed):
        holders.add_holder(
            vehicle_id=made,
            customer_id=factories.customer("X"),
            role=HolderRole.DRIVER,
            actor=world.grace(driver),
            at=NOON,
        )


def test_an_owner_cannot_be_invented_by_inviting_one():
    owner = factories.customer()
    made = factories.car(owner_id=owner)

    with pytest.raises(RuleBroken):
        holders.add_holder(
            vehicle_id=made, customer_id=owner, role=HolderRole.OWNER, actor=SYSTEM, at=NOON
        )
    with pytest.raises(NotFound):
        holders.transfer(vehicle_id=made, to_customer_id=made, actor=SYSTEM, at=NOON)

    assert Ownership.objects.count() == 1
