"""Whatever a file waits for, done to its end by a worker or at the command line."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.utils import translation

from seibi.contexts.partners.contracts import ImportInfo, RunState
from seibi.contexts.partners.models import ImportRun
from seibi.contexts.partners.operations import applying, checking, undoing
from seibi.contexts.partners.queries.imports import info_of

STEPS = {
    RunState.CHECKING: checking.steps,
    RunState.APPLYING: applying.steps,
    RunState.UNDOING: undoing.steps,
}


def go_on(*, run_id: UUID, at: dt.datetime) -> Iterator[ImportInfo]:
    """Go on with a file from where it is; says after each step how far that is."""
    run = ImportRun.objects.defer("content").filter(pk=run_id).first()
    if run is None or RunState(run.state) not in STEPS:
        return
    with translation.override(run.language):
        for now in STEPS[RunState(run.state)](run_id=run_id, at=at):
            yield info_of(now)
