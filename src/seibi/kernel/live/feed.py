"""What the live process asks the database, always in a thread: what is new, and how it looks."""

import hashlib
from dataclasses import dataclass, field

import structlog
from django.db import connection
from django.utils import translation

from seibi.kernel.journal.models import Entry, Position
from seibi.kernel.journal.sequencer import SEQUENCER
from seibi.kernel.live.topics import RIGHTS, TOPICS, Watched, heard_names, touched_by

logger = structlog.get_logger(__name__)

BATCH = 500
TOO_LONG_AGO = 5_000  # entries; who missed more is shown everything afresh


@dataclass(frozen=True, slots=True)
class News:
    """What a stretch of the journal up to `pos` means for screens."""

    pos: int
    touched: dict[Watched, int] = field(default_factory=dict)  # and the last entry that did it
    rights_changed: bool = False
    more: bool = False


def history() -> str:
    """Which journal this is. A restored one may give the same position to another entry.

    The server says so, not its data: a copy of them brings no old answer along.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier, timeline_id,"
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
            " FROM pg_control_system(), pg_control_checkpoint()"
        )
        return hashlib.sha256(repr(cursor.fetchone()).encode()).hexdigest()[:12]


def latest() -> int:
    """The last position that was given."""
    row = Position.objects.filter(name=SEQUENCER).first()
    return row.pos if row else 0


def news_since(pos: int, limit: int = BATCH) -> News:
    """What happened after `pos`; positions have no gaps and never come late."""
    last = latest()
    if last <= pos:
        return News(pos)
    heard = Entry.objects.filter(pos__gt=pos, pos__lte=last, name__in=heard_names())
    entries = list(heard.order_by("pos")[:limit])
    more = len(entries) == limit
    touched: dict[Watched, int] = {}
    for entry in entries:
        for watched in _touched(entry):
            touched[watched] = entry.pos or 0
    return News(
        pos=(entries[-1].pos or last) if more else last,
        touched=touched,
        rights_changed=any(entry.name in RIGHTS for entry in entries),
        more=more,
    )


def missed_since(pos: int) -> set[Watched] | None:
    """What a screen has missed that last heard of `pos`; None when that is too long ago to tell."""
    last = latest()
    if pos > last or last - pos > TOO_LONG_AGO:
        return None
    news = news_since(pos, limit=TOO_LONG_AGO + 1)
    return set(news.touched)


def fragment(watched: Watched, language: str, pos: int) -> str:
    """How the thing looks now, for everyone who reads this language; a nudge is its position."""
    render = TOPICS[watched.name].render
    if render is None:
        return f'{{"pos": {pos}}}'
    with translation.override(language):
        return render(watched.key, language)


def _touched(entry: Entry) -> set[Watched]:
    try:
        return touched_by(entry)
    except Exception:
        logger.exception("live_entry_not_understood", entry=str(entry.pk), name=entry.name)
        return set()
