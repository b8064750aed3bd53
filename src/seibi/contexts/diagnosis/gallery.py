"""Samples of the pieces of diagnosis, for the gallery."""

import datetime as dt
from typing import Any

from django.utils.translation import pgettext

from seibi.contexts.diagnosis.contracts import DueBasis, DueItem
from seibi.kernel import clock


def samples() -> dict[str, Any]:
    """Work that is due by each of the four clocks, one of it overdue."""
    today = clock.now().date()
    return {
        "due": [_due(basis, today + dt.timedelta(days=days)) for days, basis in _DUE],
    }


_DUE = (
    (-12, DueBasis.LAW),
    (9, DueBasis.DISTANCE),
    (40, DueBasis.TIME),
    (3, DueBasis.CAR_SIGNAL),
)


def _due(basis: DueBasis, day: dt.date) -> DueItem:
    return DueItem(
        operation_code="",
        title=pgettext("gallery", "Engine oil and filter"),
        due_p10=day - dt.timedelta(days=8),
        due_p50=day,
        due_p90=day + dt.timedelta(days=11),
        basis=basis,
        why=pgettext("gallery", "At the pace of the last months."),
        overdue=basis is DueBasis.LAW,
    )
