"""Follow the journal. Each reader keeps its own place and moves it with what its handlers do."""

import traceback
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from django.db import OperationalError, connection, transaction

from seibi.kernel.journal.events import Event
from seibi.kernel.journal.models import Entry, Parked, Position
from seibi.kernel.journal.sequencer import SEQUENCER
from seibi.kernel.journal.tell import CAUSE, codec
from seibi.kernel.rows import fetched

logger = structlog.get_logger(__name__)

_BEHIND = """
    SELECT wanted.name FROM unnest(%(names)s::text[]) AS wanted(name)
    LEFT JOIN journal_position AS mine ON mine.name = wanted.name
    WHERE coalesce(mine.pos, 0)
        < (SELECT pos FROM journal_position WHERE name = %(sequencer)s)
    ORDER BY wanted.name
"""

Handler = Callable[[Any, Entry], None]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Listener:
    """One handler and the event it understands."""

    event_type: type[Event]
    handler: Handler

    def hear(self, entry: Entry) -> None:
        """Run the handler in a savepoint; deferred constraints speak up inside it."""
        event = codec(self.event_type).validate_python(entry.payload)
        cause = CAUSE.set(entry.pk)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                self.handler(event, entry)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        finally:
            CAUSE.reset(cause)


READERS: dict[str, dict[str, Listener]] = {}


def reads(*event_types: type[Event], by: str) -> Callable[[H], H]:
    """Register a handler of the reader named ``by``: one handler per reader and event."""

    def register(handler: H) -> H:
        for event_type in event_types:
            listeners = READERS.setdefault(by, {})
            if event_type.name in listeners:
                raise RuntimeError(f"{by} already reads {event_type.name}")
            listeners[event_type.name] = Listener(event_type, handler)
        return handler

    return register


def behind(names: Collection[str]) -> list[str]:
    """Those who have something to read: one small question instead of one for each reader."""
    rows = fetched(_BEHIND, names=sorted(names), sequencer=SEQUENCER)
    return [name for (name,) in rows]


@transaction.atomic
def advance(reader: str, limit: int = 50) -> int:
    """Handle the next entries, in order; how many were passed.

    Position and effects commit together, so nothing is handled twice or skipped. An entry that
    fails loses only its own effects and is parked. A deadlock or a lost connection fails the
    whole batch, which is simply read again.
    """
    Position.objects.get_or_create(name=reader)
    position = Position.objects.select_for_update().get(name=reader)
    entries = list(Entry.objects.filter(pos__gt=position.pos).order_by("pos")[:limit])
    for entry in entries:
        if listener := READERS.get(reader, {}).get(entry.name):
            _hear_or_park(reader, listener, entry)
    if entries:
        position.pos = entries[-1].pos or position.pos
        position.save(update_fields=["pos"])
    return len(entries)


@transaction.atomic
def retry_parked(reader: str) -> int:
    """Try the parked entries of a reader again, oldest first; how many remain."""
    for parked in Parked.objects.filter(reader=reader).order_by("pos").select_for_update():
        entry = Entry.objects.get(pk=parked.entry_id)
        try:
            READERS[reader][entry.name].hear(entry)
        except OperationalError:
            raise
        except Exception as error:
            parked.attempts += 1
            parked.error = _describe(error)
            parked.save(update_fields=["attempts", "error"])
        else:
            parked.delete()
    return Parked.objects.filter(reader=reader).count()


def _hear_or_park(reader: str, listener: Listener, entry: Entry) -> None:
    try:
        listener.hear(entry)
    except OperationalError:
        raise
    except Exception as error:
        logger.exception("entry_parked", reader=reader, entry=str(entry.pk), name=entry.name)
        Parked.objects.create(
            reader=reader, entry_id=entry.pk, pos=entry.pos or 0, error=_describe(error)
        )


def _describe(error: Exception) -> str:
    """The kind of error and where it happened; never its text, which may quote personal data."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    code = getattr(error, "code", "")
    return f"{type(error).__name__} {code} at {where.name}:{where.lineno}"[:300]
