"""What a deed tells."""

from dataclasses import dataclass
from typing import ClassVar

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class DeedDone(Event):
    """A client's wish was granted."""

    name: ClassVar[str] = "faults.deed_done.v1"

    number: str
