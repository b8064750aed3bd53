"""How far imports have come, and what was wrong with their rows."""

from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.vehicles.contracts import ImportState, Trouble
from seibi.contexts.vehicles.contracts.recalls import ImportProblem, ImportProgress
from seibi.contexts.vehicles.labels import TROUBLE_LABELS
from seibi.contexts.vehicles.models.imports import ImportRun, RowProblem
from seibi.contexts.vehicles.permissions import can_import
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, require

PROBLEMS_SHOWN = 200


def imports(actor: Actor) -> list[ImportProgress]:
    """The latest imports, newest first. Raises NotAllowed."""
    require(can_import(actor))
    return [
        progress_value(run)
        for run in ImportRun.objects.defer("upload").order_by("-started_at")[:20]
    ]


def progress(run_id: UUID, actor: Actor) -> ImportProgress:
    """How far one import has come. Raises NotAllowed, NotFound ("import_not_found")."""
    require(can_import(actor))
    run = ImportRun.objects.defer("upload").filter(pk=run_id).first()
    if run is None:
        raise NotFound("import_not_found", _("There is no such import."))
    return progress_value(run)


def problems(run_id: UUID, actor: Actor, limit: int | None = PROBLEMS_SHOWN) -> list[ImportProblem]:
    """The rows that could not be used, in the order of the file. Raises NotAllowed."""
    require(can_import(actor))
    rows = RowProblem.objects.filter(run_id=run_id).order_by("row", "column")
    return [
        ImportProblem(
            row=one.row,
            column=one.column,
            value=one.value,
            sentence=str(TROUBLE_LABELS[Trouble(one.code)])
            % {"detail": one.value, "column": one.column, "row": one.row},
        )
        for one in (rows if limit is None else rows[:limit])
    ]


def progress_value(run: ImportRun) -> ImportProgress:
    """A run as a plain value."""
    return ImportProgress(
        id=run.pk,
        file_name=run.file_name,
        state=ImportState(run.state),
        rows_total=run.rows_total,
        rows_read=run.rows_read,
        rows_applied=run.rows_applied,
        campaigns_added=run.campaigns_added,
        scopes_added=run.scopes_added,
        problems=run.problems,
        message=run.message,
        started_at=run.started_at,
        finished_at=run.finished_at,
    )
