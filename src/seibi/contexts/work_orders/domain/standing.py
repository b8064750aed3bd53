"""Which lines a standing instruction agrees to: all that it covers together, or none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Offered:
    """An open line that the customer would pay, and whether its parts need a word in writing."""

    line_id: UUID
    gross: Decimal
    needs_writing: bool = False


def covered(
    lines: Sequence[Offered],
    *,
    limit: Decimal | None,
    agreed: Decimal,
    country: str,
    consent_per_item: Collection[str],
) -> tuple[UUID, ...]:
    """The lines that agree themselves; half a repair is none, so they fit together or not at all.

    Used and reconditioned parts are never agreed to by a word said beforehand. ``agreed`` counts
    against the limit: it is one limit for the whole visit. Where the law wants consent for each
    item nothing agrees itself.
    """
    if limit is None or country in consent_per_item:
        return ()
    fitting = [line for line in lines if not line.needs_writing]
    if agreed + sum((line.gross for line in fitting), Decimal(0)) > limit:
        return ()
    return tuple(line.line_id for line in fitting)
