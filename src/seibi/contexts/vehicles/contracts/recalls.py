"""Recalls as others see them, and how an import of them is doing."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.vehicles.contracts import CampaignKind, CampaignStatus, ImportState


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    id: UUID
    number: str
    title: str
    component: str
    kind: CampaignKind
    authority: str
    published_on: dt.date | None
    filed_year: int
    matched_by: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class CampaignForCar:
    """One campaign and where one car stands in it."""

    campaign: OpenCampaign
    status: CampaignStatus
    changed_at: dt.datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import has come: what a progress bar, the CLI and the API show."""

    id: UUID
    file_name: str
    state: ImportState
    rows_total: int | None
    rows_read: int
    rows_applied: int
    campaigns_added: int
    scopes_added: int
    problems: int
    message: str
    started_at: dt.datetime
    finished_at: dt.datetime | None

    @property
    def percent(self) -> int:
        """Reading is the first half, applying the second; 100 only when it is done."""
        if self.state is ImportState.DONE:
            return 100
        if not self.rows_total:
            return 0
        return min(99, round(50 * (self.rows_read + self.rows_applied) / self.rows_total))


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One row of a file that could not be used, in words."""

    row: int
    column: str
    value: str
    sentence: str
