"""What keeps the way to a leader open for everybody: written limits, and what they never touch.

Limits are by account and never by what a customer is worth. Safety, injury, privacy and rights the
law gives are never limited.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from seibi.contexts.support.contracts import Topic
from seibi.contexts.support.domain.routing import NEVER_LIMITED

AFTER_DELIVERY = dt.timedelta(days=30)
PER_DAY, PER_MONTH = 3, 10
DAY, MONTH = dt.timedelta(days=1), dt.timedelta(days=30)
LEAST_NEW = 10  # characters that make something new


def is_limited(topic: Topic) -> bool:
    """Whether the written limits hold for this kind of claim."""
    return topic not in NEVER_LIMITED


def is_eligible(topic: Topic, *, delivered_at: dt.datetime | None, at: dt.datetime) -> bool:
    """While the visit is open and for thirty days after; claims that are never limited, always."""
    if not is_limited(topic) or delivered_at is None:
        return True
    return at <= delivered_at + AFTER_DELIVERY


def too_many(topic: Topic, opened: Iterable[dt.datetime], at: dt.datetime) -> bool:
    """Whether this account opened as many cases as anybody may: three a day, ten in thirty days."""
    if not is_limited(topic):
        return False
    moments = list(opened)
    today = sum(1 for one in moments if at - one < DAY)
    lately = sum(1 for one in moments if at - one < MONTH)
    return today >= PER_DAY or lately >= PER_MONTH


def is_new(words: str, *, before: Iterable[str], with_file: bool) -> bool:
    """Whether something is said that was not said before; a picture or film is something new."""
    if with_file:
        return True
    said = _plain(words)
    return len(said) >= LEAST_NEW and all(said not in _plain(one) for one in before)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text)).casefold()
