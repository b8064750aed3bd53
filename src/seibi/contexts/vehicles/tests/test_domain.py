"""The rules about cars, without a database."""

import csv
import datetime as dt
import io
import zipfile
from importlib import resources
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.vehicles.contracts import (
    CoverageInfo,
    CoverageKind,
    DistanceUnit,
    IdentifierKind,
    Reading,
    ReadingFlag,
    ReadingSource,
    RepairLevel,
    VinWarning,
)
from seibi.contexts.vehicles.domain import coverage, odometer, plates, schedules, vin
from seibi.contexts.vehicles.domain.curve import curve
from seibi.contexts.vehicles.domain.identifiers import key_of, match_key
from seibi.contexts.vehicles.domain.makers import table
from tests.world import NOON

DAY = dt.timedelta(days=1)
SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


def real_cars():
    """The 2,000 real VINs that come with the demo, with their make, model and year."""
    facts = resources.files("seibi.config.demo") / "facts" / "cars_us.zip"
    archive = zipfile.ZipFile(io.BytesIO(facts.read_bytes()))
    return list(csv.DictReader(io.StringIO(archive.read("cars_us.csv").decode())))


@pytest.mark.parametrize(
    ("number", "digit"),
    [("1M8GDM9AXKP042788", "X"), ("11111111111111111", "1"), ("5GZCZ43D13S812715", "1")],
)
def test_published_vins_have_the_published_check_digit(number, digit):
    assert vin.check_digit(number) == digit


def test_two_thousand_real_vins_are_read_right():
    cars = real_cars()
    read = [vin.decode_vin(car["vin"]) for car in cars]

    assert len(cars) == 2_000
    assert all(one.check_digit_ok for one in read)
    assert [one.model_year for one in read] == [int(car["model_year"]) for car in cars]
    assert [one.make for one in read] == [car["make"] for car in cars]
    named = [(one.model, car["model"]) for one, car in zip(read, cars, strict=True) if one.model]
    assert len(named) > 1_800
    assert all(said == true for said, true in named)


@given(
    st.text(SIGNS, min_size=17, max_size=17),
    st.integers(0, 16).filter(lambda place: place != 8),
    st.sampled_from(SIGNS),
)
def test_one_wrong_sign_is_always_noticed_unless_it_counts_the_same(number, place, sign):
    right = number[:8] + vin.check_digit(number) + number[9:]
    wrong = right[:place] + sign + right[place + 1 :]

    assert vin.check_digit_ok(right)
    assert vin.check_digit_ok(wrong) == (vin.VALUES[sign] == vin.VALUES[right[place]])


@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered(text):
    said = vin.decode_vin(text)

    assert len(said.vin) <= 40 or said.kind is IdentifierKind.FRAME_NUMBER


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("1HGCM82633A004352", 2003),
        ("19XCY1F20RA000001", 2024),
        ("JH4DC4340RS003205", 1994),
        ("LSVAA41Z2GD731020", 2016),
        ("1HD1MAM20DB857910", 2013),
    ],
)
def test_position_seven_says_which_thirty_years(number, year):
    assert vin.decode_vin(number).model_year == year


def test_a_year_that_has_not_come_is_not_believed():
    assert vin.decode_vin("LSVAA4182W2100001", youngest=2027).model_year == 1998


@pytest.mark.parametrize(
    ("number", "warning"),
    [
        ("1HGCM82633A004353", VinWarning.CHECK_DIGIT_WRONG),
        ("LSVAA4182E2100001", VinWarning.CHECK_DIGIT_WRONG),
        ("WVWZZZ1JZXW000001", VinWarning.CHECK_DIGIT_NOT_USED),
        ("1HGCM8263", VinWarning.WRONG_LENGTH),
        ("1HGCM82633AOO4352", VinWarning.WRONG_CHARACTERS),
    ],
)
def test_an_odd_number_gets_a_warning_and_never_a_refusal(number, warning):
    assert warning in vin.decode_vin(number).warnings


def test_a_wrong_letter_is_never_silently_put_right():
    assert vin.decode_vin("1HGCM82633AOO4352").vin == "1HGCM82633AOO4352"


@pytest.mark.parametrize(
    "typed", ["ZVW50-1234567", "zvw50‐1234567", "ＺＶＷ５０－１２３４５６７", " ZVW50 - 1234567"]
)
def test_a_frame_number_is_first_class_however_it_is_typed(typed):
    said = vin.decode_vin(typed)

    assert (said.vin, said.kind) == ("ZVW50-1234567", IdentifierKind.FRAME_NUMBER)
    assert (said.make, said.model, said.country) == ("Toyota", "Prius", "Japan")
    assert said.check_digit_ok is None
    assert said.warnings == ()


def test_two_spellings_of_a_plate_have_one_key():
    assert key_of(IdentifierKind.PLATE, "品川 330 さ 12-34") == key_of(
        IdentifierKind.PLATE, "品川３３０さ１２‐３４"
    )
    assert key_of(IdentifierKind.PLATE, "沪A·12345") == key_of(IdentifierKind.PLATE, "沪A 12345")


def test_makes_and_models_are_compared_without_case_and_otherwise_exactly():
    assert match_key("  CIVIC  Hybrid ") == match_key("Civic HYBRID")
    assert match_key("CIVIC HYBRID") != match_key("CIVIC")


@pytest.mark.parametrize(
    ("plate", "country", "look", "upper", "main"),
    [
        ("品川 330 さ 12-34", "JP", "jp", "品川 330", "12-34"),
        ("沪A12345", "CN", "cn", "", "沪A·12345"),
        ("粤BD12345", "CN", "cn-green", "", "粤B·D12345"),
        ("7ABC123", "US-CA", "us", "CA", "7ABC123"),
        ("B AD 1815", "DE", "plain", "", "B AD 1815"),
        ("odd", "JP", "plain", "", "odd"),
    ],
)
def test_a_plate_looks_like_one_from_its_country(plate, country, look, upper, main):
    shown = plates.parts(plate, country)

    assert (shown.look, shown.upper, shown.main) == (look, upper, main)


def said(km, days):
    return odometer.Said(uuid4(), NOON + days * DAY, km)


@pytest.mark.parametrize(
    ("km", "days", "flag"),
    [
        (12_000, 30, ReadingFlag.FINE),
        (10_000, 30, ReadingFlag.FINE),
        (9_999, 30, ReadingFlag.ROLL_BACK),
        (12_001, 1, ReadingFlag.TOO_FAST),
        (12_000, 0.01, ReadingFlag.FINE),
        (1_999_105, 30, ReadingFlag.IMPLAUSIBLE),
        (9_000, -30, ReadingFlag.FINE),
        (10_500, -30, ReadingFlag.IMPLAUSIBLE),
    ],
)
def test_which_readings_are_believed(km, days, flag):
    assert odometer.judge(said(km, days), believed=[said(10_000, 0)]).flag == flag


@given(st.lists(st.tuples(st.integers(0, 3_000_000), st.integers(0, 5_000)), max_size=30))
def test_believed_readings_never_run_back_and_never_too_fast(pairs):
    ledger = [said(km, days) for km, days in pairs]
    judged = odometer.judge_all(ledger)
    fine = sorted(
        (one for one in ledger if judged[one.id].flag is ReadingFlag.FINE),
        key=lambda one: (one.read_at, one.km),
    )

    for earlier, later in pairwise(fine):
        days = max((later.read_at - earlier.read_at) / DAY, 1)
        assert 0 <= later.km - earlier.km <= odometer.FASTEST_KM_PER_DAY * days + 1


def test_miles_become_kilometres_once():
    assert odometer.to_km(37_758, DistanceUnit.MILES) == 60_766
    assert odometer.to_miles(60_766) == 37_758
    assert odometer.to_km(37_758, DistanceUnit.KM) == 37_758


def promise(
    kind=CoverageKind.FACTORY_WARRANTY,
    start=dt.date(2024, 1, 1),
    end=dt.date(2027, 1, 1),
    km=100_000,
    covers=("*",),
):
    return CoverageInfo(uuid4(), uuid4(), kind, "Warranty", "", start, end, km, covers, "")


@pytest.mark.parametrize(
    ("on", "km", "what", "outcome"),
    [
        (dt.date(2026, 12, 31), 100_000, "DIAG", coverage.Outcome.COVERS),
        (dt.date(2027, 1, 1), 50_000, "DIAG", coverage.Outcome.DATE_PASSED),
        (dt.date(2026, 1, 1), 100_001, "DIAG", coverage.Outcome.DISTANCE_PASSED),
        (dt.date(2026, 1, 1), None, "DIAG", coverage.Outcome.DISTANCE_UNKNOWN),
        (dt.date(2023, 12, 31), 1, "DIAG", coverage.Outcome.NOT_YET),
        (dt.date(2026, 1, 1), 1, "BRAKE-PADS-F", coverage.Outcome.OTHER_WORK),
    ],
)
def test_a_promise_ends_on_its_day_or_at_its_distance(on, km, what, outcome):
    assert (
        coverage.outcome_of(promise(covers=("*", "-BRAKE-*")), on=on, km=km, what=what) == outcome
    )


def test_the_shop_pays_for_its_own_work_before_the_maker_does():
    found = coverage.findings(
        [promise(), promise(CoverageKind.REPAIR_GUARANTEE, covers=("BRAKE-PADS-F",))],
        on=dt.date(2026, 1, 1),
        km=10,
        what="BRAKE-PADS-F",
    )

    assert found[0].coverage.kind is CoverageKind.REPAIR_GUARANTEE


@pytest.mark.parametrize(
    ("level", "days", "km"),
    [
        (RepairLevel.WHOLE_CAR, 100, 20_000),
        (RepairLevel.LEVEL_TWO, 30, 5_000),
        (RepairLevel.LEVEL_ONE, 10, 2_000),
    ],
)
def test_how_long_a_shop_stands_by_its_work(level, days, km):
    start = dt.date(2026, 3, 1)

    until = coverage.guarantee_until(level, handed_over=start, km=1_000)

    assert until == (start + dt.timedelta(days=days), 1_000 + km)


def terms(line, **wanted):
    return schedules.Terms(line=line, operation_code="OIL", **wanted)


def test_the_makers_word_goes_before_the_custom_of_the_country():
    car = schedules.Car("US", "honda", "accord", 2024, "petrol", "passenger")
    lines = [
        terms("any"),
        terms("country", country="US"),
        terms("maker", country="US", make_key="honda"),
        terms("other maker", country="US", make_key="kia"),
        terms("older", country="US", make_key="honda", model_key="accord", year_to=2020),
        terms("electric", country="US", make_key="honda", powertrains=("battery",)),
    ]

    assert schedules.chosen(lines, car) == ["maker"]


def test_every_line_of_the_schedules_names_its_source_and_has_three_languages():
    items = table("schedules")["items"]

    assert len({item["key"] for item in items}) == len(items) > 60
    for item in items:
        assert item["source"]
        assert set(item["title"]) == {"en", "ja", "zh-hans"}
        assert item.get("km") or item.get("months") or item.get("rule")


def reading(km, days, flag=ReadingFlag.FINE):
    return Reading(
        uuid4(), uuid4(), km, NOON + days * DAY, ReadingSource.DESK, flag, "", km, DistanceUnit.KM
    )


def test_the_curve_needs_two_readings_and_shows_the_odd_ones():
    assert curve([reading(10, 0)]) is None

    drawn = curve([reading(10, 0), reading(500, 5, ReadingFlag.ROLL_BACK), reading(1_000, 10)])

    assert (drawn.first_km, drawn.last_km) == (10, 1_000)
    assert [dot.odd for dot in drawn.dots] == [False, True, False]
