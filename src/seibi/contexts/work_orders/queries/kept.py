"""The rows behind the desk's page of one visit."""

import datetime as dt
from dataclasses import dataclass

from seibi.contexts.work_orders.models.estimate import EstimateVersion
from seibi.contexts.work_orders.models.floor import Finding, PartRequest
from seibi.contexts.work_orders.models.quality import QualityCheck
from seibi.contexts.work_orders.models.reception import Photo
from seibi.contexts.work_orders.models.work_order import (
    InternalNote,
    Party,
    StateChange,
    WorkOrder,
)
from seibi.contexts.work_orders.permissions import can_see_internal
from seibi.contexts.work_orders.queries.lines import WorkedLines, worked_lines
from seibi.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one visit, each table read once."""

    parties: list[Party]
    notes: list[InternalNote]
    photos: list[Photo]
    findings: list[Finding]
    lines: WorkedLines
    versions: list[EstimateVersion]
    checks: list[QualityCheck]
    requests: list[PartRequest]
    history: list[StateChange]

    @property
    def accounts(self) -> list[str]:
        """Everybody who did something that the page tells."""
        found = {note.author for note in self.notes}
        found |= {change.by for change in self.history}
        found |= {version.made_by for version in self.versions}
        found |= {finding.reported_by for finding in self.findings}
        found |= {request.asked_by for request in self.requests}
        return [*found, *(str(check.checked_by_id) for check in self.checks)]


def rows_of(row: WorkOrder, actor: Actor, at: dt.datetime) -> Kept:
    """What is kept of a visit, as far as this actor may read it. Notes stay inside the house."""
    internal = can_see_internal(actor, row.owner_node)
    return Kept(
        parties=list(Party.objects.filter(work_order=row)),
        notes=list(InternalNote.objects.filter(work_order=row)) if internal else [],
        photos=list(Photo.objects.filter(work_order=row)),
        findings=list(Finding.objects.filter(work_order=row)),
        lines=worked_lines(row, at),
        versions=list(EstimateVersion.objects.filter(work_order=row).prefetch_related("lines")),
        checks=list(QualityCheck.objects.filter(work_order=row)),
        requests=list(PartRequest.objects.filter(work_order=row)),
        history=list(StateChange.objects.filter(work_order=row)),
    )
