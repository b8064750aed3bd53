"""The last beat of every operation: write down what happened, together with the change."""

import datetime as dt
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection
from pydantic import TypeAdapter

from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.ids import new_id
from seibi.kernel.journal.events import Event

CAUSE: ContextVar[UUID | None] = ContextVar("cause", default=None)  # the entry being read, if any

_APPEND = """
    INSERT INTO journal_entry (id, name, subject, owner_node, actor_id, on_behalf_of, cause,
                               audience, occurred_at, recorded_at, payload)
    VALUES (%(id)s, %(name)s, %(subject)s, %(owner_node)s, %(actor_id)s, %(on_behalf_of)s,
            %(cause)s, %(audience)s::varchar[], %(occurred_at)s, %(recorded_at)s,
            %(payload)s::jsonb)
"""  # every operation ends so, most of them more than once
_CODECS: dict[str, TypeAdapter[Any]] = {}


def codec(event_type: type[Event]) -> TypeAdapter[Any]:
    """How events of a type become JSON and come back; made once per name."""
    if event_type.name not in _CODECS:
        _CODECS[event_type.name] = TypeAdapter(event_type)
    return _CODECS[event_type.name]


def tell(
    event: Event,
    *,
    actor: Actor,
    at: dt.datetime,
    subject: str,
    owner_node: str,
    audience: Iterable[str] = (),
) -> None:
    """Append one entry inside the caller's transaction. Raises RuntimeError outside one.

    ``at`` is trade time; ``subject`` is "kind:id"; ``audience`` names persons it also concerns.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("tell() must share a transaction with the change it reports")
    entry: dict[str, Any] = {
        "id": new_id(),
        "name": event.name,
        "subject": subject,
        "owner_node": owner_node,
        "actor_id": actor.account_id,
        "on_behalf_of": actor.on_behalf_of,
        "cause": CAUSE.get(),
        "audience": list(audience),
        "occurred_at": at,
        "recorded_at": clock.machine_now(),
        "payload": codec(type(event)).dump_json(event).decode(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, entry)
