"""What every table shares: its key, and how rows are found by their place in the network."""

from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, models

from seibi.kernel.ids import new_id


class Row(models.Model):
    """A row known by a UUIDv7."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class OwnedRow(Row):
    """A row that belongs to one node of the network, for example ``/jp/kanto/aoba/site-7/``."""

    owner_node = models.CharField(max_length=200, db_index=True)

    class Meta:
        abstract = True


def under(*node_paths: str, field: str = "owner_node") -> models.Q:
    """Rows at or below any of these nodes. No nodes, no rows."""
    if "/" in node_paths:
        return ~models.Q(pk__in=[])  # not Q(): "everything or …" would lose the everything
    parts = (models.Q(**{f"{field}__startswith": path}) for path in node_paths)
    return reduce(or_, parts, models.Q(pk__in=[]))


def fetched(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """All rows of a SELECT with ``%(name)s`` places: for what every request asks anew."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
