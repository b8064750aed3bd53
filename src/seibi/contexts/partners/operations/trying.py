"""One row, tried: what it does, or why it cannot be used, in the file's own words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from seibi.contexts.network import facade as network
from seibi.contexts.partners.contracts import Field, Kind
from seibi.contexts.partners.labels import TROUBLE_LABELS
from seibi.contexts.partners.models import ImportRun, StagedRow
from seibi.contexts.partners.operations import cars, lines, people
from seibi.contexts.partners.operations.bringing import (
    Bring,
    Brought,
    Destination,
    RowRefused,
    hand_of,
)
from seibi.kernel.errors import DomainError

BRING: Mapping[Kind, Bring] = {
    Kind.CUSTOMERS: people.bring_customer,
    Kind.VEHICLES: cars.bring_vehicle,
    Kind.READINGS: lines.bring_reading,
    Kind.SERVICE: lines.bring_work,
}
_SAME_COLUMN = {"value": Field.ODOMETER, "read_at": Field.READ_ON, "phone": Field.MOBILE}

_INSTEAD = {  # where it stands when the file has no column of its own for it
    Field.FAMILY_NAME: Field.FULL_NAME,
    Field.FAMILY_READING: Field.FULL_READING,
    Field.GIVEN_READING: Field.FULL_READING,
    Field.MOBILE: Field.PHONE,
    Field.VIN: Field.FRAME_NUMBER,
    Field.FRAME_NUMBER: Field.VIN,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with a row: pairs of a field (or none) and a sentence."""

    found: tuple[tuple[Field | None, str], ...]


def destination(*, run: ImportRun, at: dt.datetime) -> Destination:
    """Where the rows of this file go."""
    names = lines.operations_by_name() if run.kind == Kind.SERVICE else {}
    actor = hand_of(run.started_by, run.owner_node)
    site = network.site(run.site_id)
    return Destination(site, run.file_name, run.pk, 0, actor, at, names)


def tried(*, row: StagedRow, kind: Kind, to: Destination) -> Brought | Refusal:
    """Bring one row in; a refused one leaves nothing behind."""
    said = {Field(name): value for name, value in row.values.items()}
    try:
        with transaction.atomic():
            return BRING[kind](said, replace(to, row=row.number))
    except RowRefused as refused:
        return Refusal(((refused.column, str(TROUBLE_LABELS[refused.trouble])),))
    except DomainError as error:
        return Refusal(_told(error))


def _told(error: DomainError) -> tuple[tuple[Field | None, str], ...]:
    """A refusal of the trade, under the columns that it blames."""
    errors: Mapping[str, Any] = error.extra.get("errors") or {}
    found = [(_field(name), str(sentence)) for name, sentence in errors.items()]
    return tuple(found) or ((None, error.message),)


def _field(name: str) -> Field | None:
    if name in _SAME_COLUMN:
        return _SAME_COLUMN[name]
    return Field(name) if name in set(Field) else None


def problems(*, row: StagedRow, run: ImportRun, refusal: Refusal) -> list[dict[str, str]]:
    """The problems of a row as they are kept: column and value as they stand in the file."""
    place_of = {field: int(place) for place, field in run.columns.items()}
    found = []
    for field, sentence in refusal.found:
        place = place_of.get(str(field), place_of.get(str(_INSTEAD.get(field)))) if field else None
        known = place is not None and place < len(row.cells)
        found.append(
            {
                "column": run.headings[place] if place is not None else "",
                "value": row.cells[place] if place is not None and known else "",
                "sentence": sentence,
            }
        )
    return found
