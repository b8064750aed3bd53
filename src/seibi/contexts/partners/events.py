"""Facts about imports that other contexts may listen to; never what stands in a row."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class ImportStarted(Event):
    """A file of another system was taken in to be looked at; nothing is changed yet."""

    name: ClassVar[str] = "partners.import_started.v1"

    run_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class ColumnsNamed(Event):
    """Somebody said which column is what, and the rows are being checked."""

    name: ClassVar[str] = "partners.columns_named.v1"

    run_id: UUID


@dataclass(frozen=True, slots=True)
class ImportApplied(Event):
    """Somebody had the checked rows written."""

    name: ClassVar[str] = "partners.import_applied.v1"

    run_id: UUID


@dataclass(frozen=True, slots=True)
class ImportStopped(Event):
    """Somebody stopped the writing; what was written so far stays."""

    name: ClassVar[str] = "partners.import_stopped.v1"

    run_id: UUID


@dataclass(frozen=True, slots=True)
class ImportFinished(Event):
    """Every row of a file was written or refused."""

    name: ClassVar[str] = "partners.import_finished.v1"

    run_id: UUID
    new: int
    changed: int
    known: int
    refused: int


@dataclass(frozen=True, slots=True)
class ImportTakenBack(Event):
    """Somebody had an import undone."""

    name: ClassVar[str] = "partners.import_taken_back.v1"

    run_id: UUID


@dataclass(frozen=True, slots=True)
class DataExported(Event):
    """Somebody took a list of customers, cars, readings or work out of the house."""

    name: ClassVar[str] = "partners.data_exported.v1"

    kind: str
