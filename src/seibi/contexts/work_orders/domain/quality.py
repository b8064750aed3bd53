"""Who has to look at finished work, and when a look counts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.work_orders.contracts import Grade

NOT_BY_THE_DOER = frozenset({Grade.PEER, Grade.INSPECTOR})


@dataclass(frozen=True, slots=True)
class Look:
    """One check of one line."""

    grade: Grade
    passed: bool
    by: UUID
    at: dt.datetime


def may_look(grade: Grade, *, by: UUID, doers: frozenset[UUID]) -> bool:
    """Nobody inspects their own work, except where the grade is a self check or a road test."""
    return grade not in NOT_BY_THE_DOER or by not in doers


def is_checked(
    grade: Grade | None,
    looks: Iterable[Look],
    *,
    finished_at: dt.datetime | None,
    doers: frozenset[UUID],
) -> bool:
    """The last look counts: passed, in the asked grade, after the work, by somebody who may."""
    if grade is None:
        return True
    last = max(looks, key=lambda look: look.at, default=None)
    return (
        last is not None
        and last.passed
        and last.grade is grade
        and (finished_at is None or last.at >= finished_at)
        and may_look(grade, by=last.by, doers=doers)
    )
