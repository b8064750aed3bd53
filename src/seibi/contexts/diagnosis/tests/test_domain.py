"""When work is due, without a database."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.diagnosis.contracts import DueBasis
from seibi.contexts.diagnosis.domain import pace, statutory
from seibi.contexts.diagnosis.domain.calendar import months_later, years_between
from seibi.contexts.diagnosis.domain.due import CarFacts, Interval, Word, belief_of, dues
from tests.world import NOON

TODAY = NOON.date()
DAY = dt.timedelta(days=1)
OIL = Interval("OIL", km=15_000, months=12)


def facts(**said):
    """A Japanese passenger car that has been driven for two years."""
    return CarFacts(
        **{
            "country": "JP",
            "use_class": "passenger",
            "in_service_on": TODAY - 730 * DAY,
            "inspection_expires_on": None,
            "known_since": TODAY - 730 * DAY,
            "readings": (),
            **said,
        }
    )


def read(*pairs):
    """Readings as (days ago, km)."""
    return tuple((NOON - days * DAY, km) for days, km in pairs)


def test_a_reading_pulls_the_pace_as_bayes_says():
    believed = pace.learn(pace.PaceBelief(30, 15, 25), [(NOON, 0), (NOON + 20 * DAY, 1_000)])

    assert round(believed.mean, 1) == 47.6
    assert round(believed.sd, 1) == 5.2
    when = pace.arrival(believed, 2_600)
    assert (round(when.mean, 1), round(when.sd, 1)) == (54.7, 7.2)
    p10, p50, p90 = (when.quantile(share) for share in (0.1, 0.5, 0.9))
    assert (p10, p50, p90) == pytest.approx((46.5, 54.5, 65.2), abs=1.2)


def test_the_bounds_hold_eight_of_ten_arrivals():
    """Cars drawn from the prior, driven day by day: how often the mark falls within p10 and p90."""
    chance, inside, cars = random.Random(7), 0, 1_500
    start = pace.PaceBelief(30, 8, 25)
    for _car in range(cars):
        true = max(chance.gauss(30, 8), 4)
        km = days = 0
        while days < 60:
            km, days = km + chance.gauss(true, 25), days + 1
        believed = pace.learn(start, [(NOON, 0), (NOON + 60 * DAY, max(round(km), 0))])
        when = pace.arrival(believed, 2_000)
        low, high = when.quantile(0.1), when.quantile(0.9)
        gone = days = 0
        while gone < 2_000:
            gone, days = gone + chance.gauss(true, 25), days + 1
        inside += low <= days <= high
    assert 0.75 <= inside / cars <= 0.86


@given(st.floats(1, 300), st.floats(0.1, 60), st.floats(1, 60), st.floats(1, 200_000))
def test_quantiles_stand_in_order_and_near_the_mean(mean, sd, noise, km):
    when = pace.arrival(pace.PaceBelief(mean, sd, noise), km)
    p10, p50, p90 = (when.quantile(share) for share in (0.1, 0.5, 0.9))

    assert 0 <= p10 <= p50 <= p90
    assert p50 <= when.mean * 1.01 + 1


@given(
    st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 400_000)), max_size=12),
    st.sampled_from(["JP", "CN", "US", "DE"]),
)
def test_whatever_the_readings_the_pace_is_a_pace(pairs, country):
    readings = tuple(sorted((NOON - days * DAY, km) for days, km in pairs))

    belief = belief_of(facts(readings=readings, country=country), TODAY)

    assert belief.mean > 0
    assert belief.sd >= 0


def test_old_news_counts_less_than_new():
    slow_then_fast = read((720, 1_000), (360, 4_000), (180, 14_000), (0, 24_000))
    fast_then_slow = read((720, 1_000), (540, 11_000), (360, 21_000), (0, 24_000))

    assert belief_of(facts(readings=slow_then_fast), TODAY).mean > 45
    assert belief_of(facts(readings=fast_then_slow), TODAY).mean < 20


def test_a_new_car_without_readings_goes_by_cars_like_it():
    fresh = facts(in_service_on=TODAY - 10 * DAY, known_since=TODAY - 10 * DAY)

    [due] = dues(fresh, [Interval("TYRE-ROTATE", km=10_000)], TODAY)

    assert due.basis is DueBasis.DISTANCE
    assert due.p10 < due.p50 < due.p90
    assert due.p50 > TODAY + 300 * DAY


def test_whichever_comes_first():
    new = {"in_service_on": TODAY - 200 * DAY, "known_since": TODAY}
    fast = facts(readings=read((0, 12_000)), **new)
    slow = facts(readings=read((0, 2_000)), **new)

    assert dues(fast, [Interval("X", km=15_000, months=12)], TODAY)[0].basis is DueBasis.DISTANCE
    assert dues(slow, [Interval("X", km=15_000, months=12)], TODAY)[0].basis is DueBasis.TIME


def test_work_already_done_is_counted_from_there():
    car = facts(
        readings=read((200, 20_000), (0, 24_000)),
        last_done={"OIL": (TODAY - 30 * DAY, 23_500)},
    )

    [due] = dues(car, [OIL], TODAY)

    assert due.p50 == months_later(TODAY - 30 * DAY, 12)
    assert due.done_before


def test_work_of_unknown_distance_is_placed_between_the_readings():
    car = facts(
        readings=read((200, 20_000), (0, 24_000)),
        last_done={"TYRE-ROTATE": (TODAY - 100 * DAY, None)},
    )

    [due] = dues(car, [Interval("TYRE-ROTATE", km=10_000)], TODAY)

    assert due.km == 32_000


def test_what_passed_before_we_knew_the_car_is_not_held_against_it():
    car = facts(in_service_on=TODAY - 3_000 * DAY, known_since=TODAY, readings=read((0, 91_000)))

    [due] = dues(car, [OIL], TODAY)

    assert due.p50 > TODAY
    assert due.p90 <= months_later(TODAY, 12)


def test_what_passed_since_stays_overdue():
    car = facts(readings=read((700, 1_000), (0, 40_000)))

    [due] = dues(car, [OIL], TODAY)

    assert due.basis is DueBasis.DISTANCE
    assert due.passed
    assert TODAY - 500 * DAY < due.p50 < TODAY - 400 * DAY


def test_the_first_interval_may_be_longer_than_the_next():
    coolant = Interval("EV-COOLANT", km=40_000, months=24, first_km=200_000, first_months=120)
    car = facts(readings=read((0, 30_000)))

    [due] = dues(car, [coolant], TODAY)

    assert due.p50 > TODAY + 2_000 * DAY


def test_a_car_that_drives_a_lot_is_in_severe_use_where_makers_count_that():
    severe = Interval("OIL", km=15_000, months=12, severe_km=7_500, severe_months=6)
    busy = facts(readings=read((300, 10_000), (0, 31_000)), last_done={"OIL": (TODAY, 31_000)})

    assert dues(busy, [severe], TODAY)[0].p50 <= months_later(TODAY, 6)
    american = facts(country="US", readings=busy.readings, last_done=busy.last_done)
    assert dues(american, [severe], TODAY)[0].p50 > months_later(TODAY, 6)


def test_the_cars_own_word_goes_before_the_schedule_until_the_work_is_done():
    word = Word(remaining_km=500, remaining_days=None, read_at=NOON)
    car = facts(
        readings=read((100, 10_000), (0, 13_000)),
        last_done={"OIL": (TODAY - 90 * DAY, 10_300)},
        words={"OIL": word},
    )

    [due] = dues(car, [OIL], TODAY)
    assert due.basis is DueBasis.CAR_SIGNAL
    assert TODAY < due.p50 < TODAY + 40 * DAY

    later = Word(None, 10, NOON - 95 * DAY)
    [due] = dues(
        facts(readings=car.readings, last_done=car.last_done, words={"OIL": later}), [OIL], TODAY
    )
    assert due.basis is not DueBasis.CAR_SIGNAL


def papers(**said):
    return statutory.Papers(
        **{
            "use_class": "passenger",
            "first_registered_on": dt.date(2021, 5, 20),
            "expires_on": None,
            "known_since": TODAY,
            "last_done": None,
            **said,
        }
    )


@pytest.mark.parametrize(
    ("_case", "rule", "said", "day"),
    [
        ("first after three years", "jp_shaken", {"known_since": dt.date(2022, 1, 1)}, dt.date(2024, 5, 20)),
        ("then every two", "jp_shaken", {}, dt.date(2026, 5, 20)),
        ("the certificate knows best", "jp_shaken", {"expires_on": dt.date(2027, 1, 9)}, dt.date(2027, 1, 9)),
        ("a rental car after two, then yearly", "jp_shaken", {"use_class": "rental"}, dt.date(2026, 5, 20)),
        ("a lorry every year", "jp_shaken", {"use_class": "truck_heavy"}, dt.date(2026, 5, 20)),
        ("done a month early", "jp_shaken", {"last_done": dt.date(2026, 4, 20)}, dt.date(2028, 5, 20)),
        ("the year between", "jp_legal_12", {"expires_on": dt.date(2027, 5, 20)}, dt.date(2026, 5, 20)),
        ("both years before the first", "jp_legal_12", {"expires_on": dt.date(2029, 3, 1)}, dt.date(2027, 3, 1)),
        ("done already", "jp_legal_12", {"expires_on": dt.date(2027, 5, 20), "last_done": dt.date(2026, 5, 1)}, dt.date(2028, 5, 20)),
        ("China: year six", "cn_annual", {}, dt.date(2027, 5, 20)),
        ("China: year ten", "cn_annual", {"last_done": dt.date(2027, 4, 1), "known_since": dt.date(2027, 1, 1)}, dt.date(2031, 5, 20)),
        ("China: every year after ten", "cn_annual", {"first_registered_on": dt.date(2012, 5, 20)}, dt.date(2026, 5, 20)),
        ("China: for hire every year", "cn_annual", {"use_class": "business"}, dt.date(2026, 5, 20)),
        ("no papers", "jp_shaken", {"first_registered_on": None}, None),
        ("unknown rule", "de_hu", {}, None),
    ],
)  # fmt: skip
def test_what_the_law_asks_for(_case, rule, said, day):
    assert statutory.due_on(rule, papers(**said)) == day


def test_the_24_month_check_is_part_of_the_inspection():
    car = facts(inspection_expires_on=TODAY + 60 * DAY)
    lines = [Interval("SHAKEN-24", rule="jp_shaken"), Interval("CHECK-24", rule="jp_legal_24")]

    assert [due.operation_code for due in dues(car, lines, TODAY)] == ["SHAKEN-24"]


def test_oil_alone_is_not_listed_beside_oil_with_its_filter():
    lines = [Interval("OIL", km=15000, months=12), Interval("OIL-FILTER", km=15000, months=12)]

    assert [due.operation_code for due in dues(facts(), lines, TODAY)] == ["OIL-FILTER"]


def test_oil_that_is_due_before_its_filter_is_listed():
    lines = [Interval("OIL", months=6), Interval("OIL-FILTER", months=12)]
    car = facts(last_done={"OIL-FILTER": (TODAY, None)})

    assert [due.operation_code for due in dues(car, lines, TODAY)] == ["OIL", "OIL-FILTER"]


def test_oil_that_was_changed_with_its_filter_was_changed():
    car = facts(last_done={"OIL": (TODAY - 400 * DAY, None), "OIL-FILTER": (TODAY, None)})

    due = dues(car, [Interval("OIL", months=12)], TODAY)[0]

    assert (due.since, due.done_before) == (TODAY, True)


def test_months_end_where_months_end():
    assert months_later(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 29)
    assert months_later(dt.date(2024, 3, 31), -13) == dt.date(2023, 2, 28)
    assert years_between(dt.date(2026, 1, 1), dt.date(2024, 1, 1)) == 0
