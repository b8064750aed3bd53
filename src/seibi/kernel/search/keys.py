"""Write and look up search keys. Operations write them; nothing relies on a collation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Min, Q

from seibi.kernel.rows import under
from seibi.kernel.search.models import SearchKey
from seibi.kernel.search.normalise import SHORTEST, digits, plain

EXACT, TAIL, NAME, READING = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject that was found; ``rank`` 1 is best."""

    scope: str
    subject_id: UUID
    rank: int


def index(*, scope: str, subject_id: UUID, owner_node: str, keys: Mapping[str, int]) -> None:
    """Replace all keys of a subject. ``keys`` maps raw text to a rank (EXACT … READING)."""
    wanted = {plain(text)[:80]: rank for text, rank in keys.items() if len(plain(text)) >= SHORTEST}
    SearchKey.objects.filter(scope=scope, subject_id=subject_id).exclude(key__in=wanted).delete()
    SearchKey.objects.bulk_create(
        [
            SearchKey(scope=scope, subject_id=subject_id, owner_node=owner_node, key=key, rank=rank)
            for key, rank in wanted.items()
        ],
        ignore_conflicts=True,
    )


def find(query: str, *, scopes: Iterable[str], nodes: Iterable[str], limit: int = 20) -> list[Hit]:
    """The subjects whose keys begin with the query, best first; none for fewer than 2 characters.

    ``nodes`` are where the asker may see (``actor.nodes(permission)``); rows of the whole cell
    have the node "/" and are found by anyone with any node.
    """
    sought = {plain(query), digits(query)} - {""}
    sought = {key for key in sought if len(key) >= SHORTEST}
    nodes = tuple(nodes)
    if not sought or not nodes:
        return []
    rows = SearchKey.objects.filter(scope__in=list(scopes))
    rows = rows.filter(under(*nodes) | under_cell())
    matches = rows.filter(_begins_with(sought))
    best = matches.values("scope", "subject_id").annotate(best=Min("rank")).order_by("best")
    return [Hit(row["scope"], row["subject_id"], row["best"]) for row in best[:limit]]


def under_cell() -> Q:
    """Rows that belong to no dealer but to the cell, such as cars."""
    return Q(owner_node="/")


def _begins_with(keys: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for key in keys:
        condition |= Q(key__startswith=key)
    return condition
