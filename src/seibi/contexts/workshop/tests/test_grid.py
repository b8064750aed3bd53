"""Time as bits: masks, spans and runs say the same."""

from hypothesis import given, settings

from seibi.contexts.workshop.domain.grid import mask_of, runs, spans_of, within
from seibi.contexts.workshop.tests.calendars import cases


@given(cases)
@settings(max_examples=30, deadline=None)
def test_masks_and_spans_are_two_ways_to_say_the_same(case):
    calendar, _, _ = case

    assert mask_of(spans_of(calendar.open), calendar.frame.size) == calendar.open


def test_runs_and_reaches():
    mask = mask_of([(2, 6), (10, 11)], 20)

    assert list(spans_of(runs(mask, 3))) == [(2, 4)]
    assert list(spans_of(within(mask, 2))) == [(0, 6), (8, 11)]
    assert within(mask, 0) == mask
