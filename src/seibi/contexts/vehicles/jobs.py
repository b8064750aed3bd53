"""Background work on cars: files that somebody uploaded are imported here."""

from uuid import UUID

from procrastinate.contrib.django import app

from seibi.contexts.vehicles.operations import imports
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM


@app.task(name=imports.IMPORT_TASK, queue="imports")
def import_uploaded(run_id: str) -> None:
    """Import one uploaded file to its end; started again, it goes on where it stopped."""
    for _progress in imports.continue_upload(run_id=UUID(run_id), actor=SYSTEM, at=clock.now()):
        pass
