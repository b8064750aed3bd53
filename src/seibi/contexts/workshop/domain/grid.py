"""Time as bits: bit n of an integer is the n-th cell of five minutes after some origin."""

import datetime as dt
from collections.abc import Collection, Iterator

CELL_MINUTES = 5
CELL = dt.timedelta(minutes=CELL_MINUTES)
Span = tuple[int, int]  # half-open, in cells
_PIECE = 9  # 512 cells
_WITHIN = (1 << _PIECE) - 1


def ones(count: int) -> int:
    """``count`` cells in a row, beginning with the first."""
    return (1 << count) - 1 if count > 0 else 0


def cells(minutes: int) -> int:
    """How many cells so many minutes fill; a begun cell counts."""
    return -(-minutes // CELL_MINUTES)


def mask_of(spans: Collection[Span], size: int) -> int:
    """The cells of all spans, cut to [0, size); put together in pieces that stay small."""
    if not spans:
        return 0
    pieces = [0] * ((size >> _PIECE) + 1)
    for begin, end in spans:
        first, last = begin if begin > 0 else 0, end if end < size else size
        if first < last:
            pieces[first >> _PIECE] |= ((1 << (last - first)) - 1) << (first & _WITHIN)
    mask = 0
    for number, piece in enumerate(pieces):
        if piece:
            mask |= piece << (number << _PIECE)
    return mask


def spans_of(mask: int) -> Iterator[Span]:
    """The maximal spans of set cells, in order."""
    at = 0
    while mask:
        skip = (mask & -mask).bit_length() - 1
        mask >>= skip
        at += skip
        length = (~mask & (mask + 1)).bit_length() - 1
        yield at, at + length
        mask >>= length
        at += length


def runs(mask: int, length: int) -> int:
    """The cells at which ``length`` set cells in a row begin. Log-many steps, not one per cell."""
    have = 1
    while have < length:
        step = min(have, length - have)
        mask &= mask >> step
        have += step
    return mask


def within(mask: int, width: int) -> int:
    """The cells from which a set cell is at most ``width`` cells away, looking forward."""
    reach = 0
    while reach < width:
        step = min(reach + 1, width - reach)
        mask |= mask >> step
        reach += step
    return mask


def first_from(mask: int, cell: int) -> int | None:
    """The first set cell at or after ``cell``; a moment before the first cell is the first."""
    cell = max(cell, 0)
    rest = mask >> cell
    return cell + (rest & -rest).bit_length() - 1 if rest else None


def each(mask: int) -> Iterator[int]:
    """The set cells, in order."""
    digits = bin(mask)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def has(mask: int, cell: int) -> bool:
    """Whether a cell is set."""
    return bool(mask >> cell & 1)


def packed(mask: int) -> bytes:
    """The same cells as bytes, for when they are looked at one by one."""
    return mask.to_bytes(mask.bit_length() // 8 + 1, "little")


def cover(mask: int, begin: int, end: int) -> bool:
    """Whether all cells of [begin, end) are set."""
    wanted = ones(end - begin)
    return mask >> begin & wanted == wanted


def count(mask: int, begin: int, end: int) -> int:
    """How many cells of [begin, end) are set."""
    return (mask >> begin & ones(end - begin)).bit_count()
