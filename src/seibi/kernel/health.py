"""Whether the house itself runs: the journal, its readers, the jobs. Numbers, no personal data."""

from dataclasses import dataclass

from django.db.models import Min
from procrastinate.contrib.django.models import ProcrastinateJob

from seibi.kernel import clock
from seibi.kernel.journal.models import Entry, Parked, Position
from seibi.kernel.journal.readers import READERS
from seibi.kernel.journal.sequencer import SEQUENCER

LATE_SECONDS = 10
MANY_BEHIND = 1_000


@dataclass(frozen=True, slots=True)
class Health:
    """What waits and what failed; ``seconds`` is how long the oldest entry has waited."""

    waiting: int
    seconds: int
    behind: int
    parked: int
    failed_jobs: int

    @property
    def keeps_up(self) -> bool:
        return self.seconds <= LATE_SECONDS and self.behind <= MANY_BEHIND

    @property
    def is_well(self) -> bool:
        return self.keeps_up and not self.parked and not self.failed_jobs


def of_the_house() -> Health:
    """How things stand now, in five queries."""
    waiting = Entry.objects.filter(pos=None)
    oldest = waiting.aggregate(oldest=Min("recorded_at"))["oldest"]
    positions = dict(Position.objects.values_list("name", "pos"))
    last = positions.get(SEQUENCER, 0)
    return Health(
        waiting=waiting.count(),
        seconds=int((clock.machine_now() - oldest).total_seconds()) if oldest else 0,
        behind=max((last - positions.get(name, 0) for name in READERS), default=0),
        parked=Parked.objects.count(),
        failed_jobs=ProcrastinateJob.objects.filter(status="failed").count(),
    )
