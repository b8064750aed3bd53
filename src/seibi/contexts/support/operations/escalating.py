"""Silence moves a case on: the next level has it, is told, and its clocks begin anew."""

import datetime as dt

from django.db import transaction

from seibi.contexts.support.contracts import Happened, Level, Topic
from seibi.contexts.support.domain.routing import LADDER
from seibi.contexts.support.models.disputes import Dispute
from seibi.contexts.support.operations.deciding import to_next_level
from seibi.contexts.support.queries.timing import clocks_of
from seibi.kernel.actor import Actor


@transaction.atomic
def escalate_the_silent(*, actor: Actor, at: dt.datetime) -> int:
    """Every case whose level was silent past its limit goes up; how many went.

    The topmost level is told once; it keeps what nobody is above to take.
    """
    rows = list(Dispute.objects.visible_to(actor).undecided().locked())
    stand = clocks_of(rows, at)
    silent = [row for row in rows if stand[row.pk].silent and not _told_at_the_top(row)]
    return sum(to_next_level(row, Happened.SILENT, words="", actor=actor, at=at) for row in silent)


def _told_at_the_top(dispute: Dispute) -> bool:
    level = Level(dispute.level)
    if level is not LADDER[Topic(dispute.topic)][-1]:
        return False
    return dispute.steps.filter(happened=Happened.SILENT, level=level).exists()
