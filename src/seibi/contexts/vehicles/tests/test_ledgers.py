"""The odometer, coverage, work that was done, recalls."""

import datetime as dt
import threading

import pytest
from django.db import connection

from seibi.contexts.vehicles.contracts import (
    CampaignStatus,
    CoverageKind,
    DistanceUnit,
    ReadingFlag,
    ReadingSource,
    RepairLevel,
)
from seibi.contexts.vehicles.models.campaigns import CampaignState
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.models.ledgers import (
    Coverage,
    OdometerReading,
    ServiceRecord,
    Signal,
)
from seibi.contexts.vehicles.operations import (
    campaigns,
    odometer,
    promises,
    record,
    schedules,
)
from seibi.contexts.vehicles.tests import factories
from seibi.contexts.vehicles.tests.deeds import DAY, campaign, read, told
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON, SITE

pytestmark = pytest.mark.django_db


def test_the_famous_typing_error_is_kept_flagged_and_explained():
    made = factories.car()
    read(made, 199_910)

    result = read(made, 1_999_105, day=5)

    assert result.flag is ReadingFlag.IMPLAUSIBLE
    assert "1,999,105" in result.sentence
    assert OdometerReading.objects.count() == 2
    assert Entry.objects.filter(payload__flag="implausible").exists()
    assert read(made, 200_100, day=6).flag is ReadingFlag.FINE


def test_a_correction_is_a_new_line_and_the_ledger_is_judged_again():
    made = factories.car()
    wrong = read(made, 91_000)
    assert read(made, 19_500, day=30).flag is ReadingFlag.ROLL_BACK

    fixed = odometer.correct_odometer(
        vehicle_id=made,
        reading_id=wrong.reading.id,
        value=19_000,
        note="The nine was a one",
        actor=SYSTEM,
        at=NOON + 31 * DAY,
    )

    assert fixed.flag is ReadingFlag.FINE
    flags = dict(OdometerReading.objects.values_list("km", "flag"))
    assert flags == {91_000: "corrected", 19_000: "fine", 19_500: "fine"}
    with pytest.raises(RuleBroken):
        odometer.correct_odometer(
            vehicle_id=made, reading_id=wrong.reading.id, value=1, note="x", actor=SYSTEM, at=NOON
        )


def test_miles_are_kept_as_they_were_said_and_counted_in_kilometres():
    result = read(factories.car(), 37_758, unit=DistanceUnit.MILES)

    assert result.reading.km == 60_766
    assert (result.reading.entered_value, result.reading.entered_unit) == (
        37_758,
        DistanceUnit.MILES,
    )


def test_what_an_owner_says_is_marked_as_the_owners_word():
    owner = factories.customer()
    made = factories.car(owner_id=owner)

    result = odometer.record_odometer(
        vehicle_id=made,
        value=10,
        source=ReadingSource.TELEMATICS,
        actor=world.grace(owner),
        at=NOON,
    )

    assert result.reading.source is ReadingSource.CUSTOMER


@pytest.mark.parametrize(
    ("value", "more", "code"),
    [
        (-1, {}, "odometer_unreadable"),
        (1_999_999_999, {"unit": DistanceUnit.MILES}, "odometer_unreadable"),
        (10, {"read_at": NOON + DAY}, "read_in_future"),
    ],
)
def test_what_is_no_reading_is_refused(value, more, code):
    made = factories.car()

    with pytest.raises(Invalid) as refused:
        read(made, value, **more)

    assert refused.value.code == code
    assert not OdometerReading.objects.exists()


def test_coverage_has_an_end():
    made = factories.car()
    offer = {
        "vehicle_id": made,
        "kind": CoverageKind.EXTENDED_WARRANTY,
        "title": {"en": "Extended"},
        "starts_on": NOON.date(),
        "actor": SYSTEM,
        "at": NOON,
    }

    with pytest.raises(Invalid):
        promises.add_coverage(**offer)
    with pytest.raises(Invalid):
        promises.add_coverage(ends_on=NOON.date(), **offer)
    assert not Coverage.objects.exists()

    promises.add_coverage(ends_km=100_000, reference="X-1", **offer)
    with pytest.raises(RuleBroken):
        promises.add_coverage(ends_km=100_000, reference="X-1", **offer)


def test_a_household_car_in_china_has_its_legal_limits_from_the_day_of_the_invoice():
    made = factories.car(country="CN", delivered_on=dt.date(2024, 2, 29))

    limits = {c.kind: (c.ends_on, c.ends_km) for c in Coverage.objects.filter(vehicle_id=made)}
    assert limits == {
        "sanbao_repair": (dt.date(2027, 3, 1), 60_000),
        "sanbao_exchange": (dt.date(2026, 3, 1), 50_000),
    }


def test_the_shop_stands_by_its_work():
    made = factories.car()

    promises.guarantee_repair(
        vehicle_id=made,
        level=RepairLevel.LEVEL_TWO,
        operation_codes=["BRAKE-PADS-F"],
        handed_over_on=NOON.date(),
        km=10_000,
        subject="work_order:1",
        owner_node=SITE,
        actor=SYSTEM,
        at=NOON,
    )

    row = Coverage.objects.get()
    assert (row.ends_on, row.ends_km) == (NOON.date() + 30 * DAY, 15_000)


def test_work_is_written_once_however_often_it_is_told():
    made = factories.car()
    act = {
        "vehicle_id": made,
        "done_on": NOON.date(),
        "km": 12_000,
        "subject": "work_order:1",
        "owner_node": SITE,
        "actor": SYSTEM,
        "at": NOON,
    }
    record.hear_signal(
        vehicle_id=made, operation_code="OIL", remaining_km=500, actor=SYSTEM, at=NOON
    )

    assert record.write_service_record(work={"OIL": "Oil", "WASH": "Wash"}, **act) == 2
    assert record.write_service_record(work={"OIL": "Oil"}, **act) == 0

    assert ServiceRecord.objects.count() == 2
    assert not Signal.objects.exists()
    assert told().count("vehicles.service_recorded.v1") == 1


@pytest.mark.parametrize(
    ("done_on", "until"),
    [
        (dt.date(2026, 5, 1), dt.date(2028, 6, 30)),
        (dt.date(2026, 3, 1), dt.date(2028, 3, 1)),
        (dt.date(2026, 7, 15), dt.date(2028, 7, 15)),
    ],
)
def test_an_inspection_keeps_its_anniversary_within_two_months(done_on, until):
    made = factories.car(country="JP", inspection_expires_on=dt.date(2026, 6, 30))

    record.write_service_record(
        vehicle_id=made, work={"SHAKEN-24": "車検"}, done_on=done_on, km=None,
        subject="work_order:1", owner_node=SITE, actor=SYSTEM, at=NOON,
    )  # fmt: skip

    assert Vehicle.objects.get(pk=made).inspection_expires_on == until


def test_a_recall_stays_open_until_somebody_did_it(ada):
    made, recall = factories.car(), campaign()

    campaigns.set_campaign_status(
        vehicle_id=made, campaign_id=recall.pk, status=CampaignStatus.REPAIRED, actor=ada, at=NOON
    )
    campaigns.set_campaign_status(
        vehicle_id=made, campaign_id=recall.pk, status=CampaignStatus.OPEN, actor=ada, at=NOON + DAY
    )

    assert CampaignState.objects.get().status == "open"
    assert told().count("vehicles.campaign_status_changed.v1") == 2


def test_a_list_of_cars_is_taken_from_those_who_may_import():
    recall = campaign()
    given = {
        "authority": "NHTSA",
        "number": recall.number,
        "vins": [factories.ACCORD, "x", factories.ACCORD],
    }

    with pytest.raises(NotAllowed):
        campaigns.list_campaign_vins(actor=world.ada(), at=NOON, **given)
    assert campaigns.list_campaign_vins(actor=factories.administrator(), at=NOON, **given) == 2
    assert campaigns.list_campaign_vins(actor=factories.administrator(), at=NOON, **given) == 0


def test_loading_schedules_again_changes_nothing():
    added, changed = schedules.load_schedules(actor=SYSTEM, at=NOON)

    assert added > 60
    assert changed == 0
    assert schedules.load_schedules(actor=SYSTEM, at=NOON) == (0, 0)
    assert told() == ["vehicles.schedules_loaded.v1"]


@pytest.mark.django_db(transaction=True)
def test_two_people_who_type_the_same_vin_at_once_make_one_car():
    barrier, outcomes = threading.Barrier(2), []

    def register():
        barrier.wait()
        try:
            outcomes.append(factories.car(vin=factories.ACCORD))
        except RuleBroken as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=register) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Vehicle.objects.count() == 1
    assert outcomes.count("number_taken") == 1
