"""Parts that are included in a job at a fixed price: no price, no answer, no payer of their own."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from seibi.contexts.work_orders.models.estimate import Line
from seibi.kernel.errors import RuleBroken


def parts_of(lines: Iterable[Line]) -> list[Line]:
    """The parts that are included in these jobs, as they are now. One query."""
    return list(Line.objects.filter(included_in__in=list(lines), removed_at=None))


def follow(job: Line) -> None:
    """Its parts are agreed, refused or asked about with it, and paid by whoever pays for it."""
    Line.objects.filter(included_in=job, removed_at=None).update(
        state=job.state, payer=job.payer, finished_at=None, finished_by=None
    )


def check_stands_alone(line: Line) -> None:
    """Nobody answers, pays or prices an included part by itself. Raises RuleBroken
    ("included_in_job")."""
    if line.included_in_id is not None:
        sentence = _("This part is included in a job at a fixed price. Choose the job instead.")
        raise RuleBroken("included_in_job", sentence, job=str(line.included_in_id))
