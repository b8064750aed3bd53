"""What a deed tells."""

from dataclasses import dataclass
from typing import ClassVar

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class DeedDone(Event):
    """A client's wish was granted."""

    name: ClassVar[str] = "faults.deed_done.v1"

    number: str


@dataclass(frozen=True, slots=True)
class LineWritten(Event):
    """A writer has written one of its lines."""

    name: ClassVar[str] = "faults.line_written.v1"

    writer: str
    number: int
