"""Shared tablets of the floor: what counts as a badge and a PIN, and who waits for the next try."""

import datetime as dt
import unicodedata
from itertools import pairwise

SHORTEST_PIN, LONGEST_PIN = 4, 6
SHORTEST_BADGE, LONGEST_BADGE = 6, 64
FREE_TRIES = 5
LONGEST_WAIT = dt.timedelta(minutes=30)
LOCK_MINUTES = (1, 30)  # a tablet locks itself after so many minutes, at least and at most

# what a session on a shared tablet can do at most, whoever is on
FLOOR_PERMISSIONS = frozenset(
    {
        "network.see",
        "workshop.see",
        "vehicles.see",
        "catalogue.see",
        "parts.see",
        "work_orders.see",
        "work_orders.work",
        "work_orders.inspect",
    }
)


def is_pin(text: str) -> bool:
    """Four to six digits."""
    return SHORTEST_PIN <= len(text) <= LONGEST_PIN and text.isascii() and text.isdigit()


def is_guessable(pin: str) -> bool:
    """What a stranger types first: one digit repeated, or digits that count up or down."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def badge_code(text: str) -> str:
    """A badge as every reader types it: without spaces, hyphens, width or case."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in plain if c.isascii() and c.isalnum())


def is_badge(code: str) -> bool:
    """Long enough not to be tried out, short enough for a tag."""
    return SHORTEST_BADGE <= len(code) <= LONGEST_BADGE


def wait_after(wrong: int) -> dt.timedelta:
    """Nobody waits after a slip; who goes on trying waits twice as long each time."""
    if wrong < FREE_TRIES:
        return dt.timedelta()
    return min(dt.timedelta(minutes=2 ** min(wrong - FREE_TRIES, 10)), LONGEST_WAIT)
