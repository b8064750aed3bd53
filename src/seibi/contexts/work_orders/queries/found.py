"""What a search says of visits: those with a number, and what is open on a car."""

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import PauseReason, State
from seibi.contexts.work_orders.domain.lifecycle import TERMINAL
from seibi.contexts.work_orders.labels import PAUSE_REASON_LABELS, STATE_LABELS
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.actor import Actor
from seibi.kernel.search.matters import HERE, READY, Matter

MOST_FOUND = 20
TONES = {State.READY: "done", State.WAITING: "attention", State.ESTIMATE: "attention"}


def numbered(*, query: str, actor: Actor) -> list[UUID]:
    """The cars of visits with this number, as far as the actor may know, newest first."""
    number = unicodedata.normalize("NFKC", query).strip().upper()[:20]
    rows = WorkOrder.objects.visible_to(actor).filter(number=number).order_by("-opened_at")
    return list(rows.values_list("vehicle_id", flat=True)[:MOST_FOUND]) if number else []


def open_matters(
    vehicle_ids: Collection[UUID], *, actor: Actor, at: dt.datetime
) -> dict[UUID, list[Matter]]:
    """The visits that are under way with these cars. One query."""
    rows = (
        WorkOrder.objects.visible_to(actor)
        .filter(vehicle_id__in=vehicle_ids)
        .exclude(state__in=[*TERMINAL, State.BOOKED, State.DELIVERED])
    )
    found: dict[UUID, list[Matter]] = defaultdict(list)
    for row in rows.order_by("opened_at"):
        found[row.vehicle_id].append(_matter(row))
    return found


def _matter(row: WorkOrder) -> Matter:
    state = State(row.state)
    reason = row.waits_for and PAUSE_REASON_LABELS[PauseReason(row.waits_for)]
    word = reason or STATE_LABELS[state]
    return Matter(
        pressing=READY if state is State.READY else HERE,
        label=f"{word} · {row.number}",
        tone=TONES.get(state, "calm"),
        icon="wrench",
        url=reverse("work_orders:page", args=[row.pk]),
        step=_("Open the visit"),
    )
