"""Maintenance schedules: loaded from tables of facts, kept as rows that anybody may read."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from seibi.contexts.vehicles.domain.identifiers import match_key
from seibi.contexts.vehicles.domain.makers import table
from seibi.contexts.vehicles.events import SchedulesLoaded
from seibi.contexts.vehicles.models.schedules import ScheduleItem
from seibi.contexts.vehicles.permissions import can_import
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell

PLAIN = (
    "operation_code", "basis", "rule", "country", "year_from", "year_to", "km", "months",
    "first_km", "first_months", "severe_km", "severe_months", "source",
)  # fmt: skip
EMPTY: Mapping[str, Any] = {"rule": "", "country": ""}


@transaction.atomic
def load_schedules(*, actor: Actor, at: dt.datetime) -> tuple[int, int]:
    """The schedules that come with Seibi are in the database; loading them again changes nothing.

    How many were added and changed comes back. Raises NotAllowed.
    """
    require(can_import(actor))
    known = {row.key: row for row in ScheduleItem.objects.all()}
    added, changed = [], []
    for record in table("schedules")["items"]:
        wanted = _columns(record)
        row = known.get(record["key"])
        if row is None:
            added.append(ScheduleItem(key=record["key"], **wanted))
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            changed.append(row)
    if not added and not changed:
        return 0, 0

    ScheduleItem.objects.bulk_create(added)
    if changed:
        ScheduleItem.objects.bulk_update(changed, list(_columns({})))

    tell(
        SchedulesLoaded(added=len(added), changed=len(changed)),
        actor=actor,
        at=at,
        subject="schedules:all",
        owner_node="/",
    )
    return len(added), len(changed)


def _columns(record: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: record.get(name, EMPTY.get(name)) for name in PLAIN}
    return {
        **plain,
        "title": record.get("title", {}),
        "condition": record.get("condition", {}),
        "make_key": match_key(record.get("make", "")),
        "model_key": match_key(record.get("model", "")),
        "powertrains": record.get("powertrains", []),
        "use_classes": record.get("use_classes", []),
    }
