"""How steps lie on the opening hours: where they may begin, and how long they then span.

Work that may be split pauses while the site is closed. All starts that cross the same closed time
span equally many cells; a layout is such a class of starts, so that one shift of a mask checks
all of them at once.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from seibi.contexts.workshop.domain.grid import Span, ones, runs


@dataclass(frozen=True, slots=True)
class Layout:
    """Starts that lie alike: each step's offset and span, closed time included."""

    starts: int
    parts: tuple[Span, ...]
    span: int


@dataclass(frozen=True, slots=True)
class Length:
    """How many cells of work a step is, and whether it may pause while the site is closed."""

    work: int
    splittable: bool


def station_layouts(
    opening: int, segments: Sequence[Span], lengths: Sequence[Length]
) -> list[Layout]:
    """All ways in which steps follow each other on one bay; a step may begin after a closed time.

    Between two steps no open time is lost: the next one begins at once or at the next opening.
    """
    gaps = _closings(segments)
    found = [Layout(ones(opening.bit_length()), (), 0)]
    for length in lengths:
        spans = _spans(opening, segments, length)
        found = [
            longer
            for before in found
            for span, starts in spans.items()
            for longer in _followed(before, span, starts, gaps)
        ]
    return found


def _followed(before: Layout, span: int, starts: int, gaps: dict[int, int]) -> list[Layout]:
    """A layout and then a step: at once, or after the closed time that begins as it ends."""
    found = []
    at_once = before.starts & (starts >> before.span)
    if at_once:
        part = (before.span, span)
        found.append(Layout(at_once, (*before.parts, part), before.span + span))
    if not before.parts:
        return found
    for gap, closings in gaps.items():
        offset = before.span + gap
        later = before.starts & (closings >> before.span) & (starts >> offset)
        if later:
            found.append(Layout(later, (*before.parts, (offset, span)), offset + span))
    return found


def _closings(segments: Sequence[Span]) -> dict[int, int]:
    """Length of a closed time → the cells at which closed times of that length begin."""
    found: defaultdict[int, int] = defaultdict(int)
    for (_, end), (begin, _) in pairwise(segments):
        found[begin - end] |= 1 << end
    return found


def _spans(opening: int, segments: Sequence[Span], length: Length) -> dict[int, int]:
    """Span → the starts with that span. Work that may not be split always spans its own length."""
    if not length.splittable:
        starts = runs(opening, length.work)
        return {length.work: starts} if starts else {}
    found: defaultdict[int, int] = defaultdict(int)
    for number, (begin, end) in enumerate(segments):
        worked, closed, last = 0, 0, end
        for later_begin, later_end in segments[number:]:
            closed += later_begin - last if later_begin > last else 0
            # the work ends in this segment: it begins so late that the cells before do not suffice
            size = later_end - later_begin
            if later_begin == begin:
                low, high = begin, end - length.work
            else:
                low = end + worked - length.work + 1
                high = end + worked - length.work + size
                worked += size
            low, high = max(low, begin), min(high, end - 1)
            if low <= high:
                found[length.work + closed] |= ones(high - low + 1) << low
            last = later_end
            if worked >= length.work:
                break
    return found
