"""The shapes in which programs bring files in."""

from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field as Limited

from seibi.contexts.partners.contracts import Field


class ImportMade(Schema):
    """The import that a file became; the same file again is the same import."""

    id: UUID


class ColumnIn(Schema):
    """What one column, counted from 0, means."""

    position: Annotated[int, Limited(ge=0, lt=200)]
    field: Field


class ColumnsIn(Schema):
    """Which column is what; columns that are left out are not read."""

    columns: Annotated[list[ColumnIn], Limited(max_length=200)]
