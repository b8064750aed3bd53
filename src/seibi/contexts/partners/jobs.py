"""Background work on files: checked, written and taken back here."""

from uuid import UUID

from procrastinate.contrib.django import app

from seibi.contexts.partners.operations import going_on
from seibi.contexts.partners.operations.starting import TASK
from seibi.kernel import clock


@app.task(name=TASK, queue="imports")
def go_on(run_id: str) -> None:
    """Go on with one file; started again after a crash, it goes on where it was."""
    for _progress in going_on.go_on(run_id=UUID(run_id), at=clock.now()):
        pass
