"""Looking back at what was told about places, for people whose task that is."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from seibi.kernel import clock
from seibi.kernel.journal.models import Entry
from seibi.kernel.rows import under


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the journal: what, about what, where, by whom, when."""

    name: str
    subject: str
    node: str
    actor_id: str
    occurred_at: dt.datetime
    payload: dict[str, Any]


def told(
    *, names: Collection[str], nodes: Collection[str], since: dt.datetime, limit: int = 100
) -> list[Told]:
    """What people did at or below these places, the newest first; not what the system did itself.

    The caller has asked whether the reader may. One query, over the months it concerns.
    """
    recorded_since = clock.machine_now() - (clock.now() - since)
    rows = (
        Entry.objects.filter(under(*nodes), name__in=set(names))
        .filter(recorded_at__gte=recorded_since, occurred_at__gte=since)
        .exclude(actor_id="system")
        .order_by("-occurred_at", "-pk")[:limit]
    )
    return [
        Told(row.name, row.subject, row.owner_node, row.actor_id, row.occurred_at, row.payload)
        for row in rows
    ]


def touched_since(subjects: Mapping[str, dt.datetime], *, but_not: Collection[str]) -> set[str]:
    """Of these subjects, those of which something was told after a moment of the machine's clock.

    ``but_not`` names what does not count, such as that somebody looked. One query.
    """
    if not subjects:
        return set()
    rows = (
        Entry.objects.filter(subject__in=subjects, recorded_at__gt=min(subjects.values()))
        .exclude(name__in=list(but_not))
        .values("subject")
        .annotate(last=Max("recorded_at"))
    )
    return {row["subject"] for row in rows if row["last"] > subjects[row["subject"]]}
