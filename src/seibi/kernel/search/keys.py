"""Write and look up search keys. Operations write them; nothing relies on a collation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from seibi.kernel.rows import under
from seibi.kernel.search.models import SearchKey
from seibi.kernel.search.normalise import SHORTEST, SHORTEST_TAIL, backwards, digits, plain

EXACT, TAIL, NAME, READING = 1, 2, 3, 4
MOST_LOOKED_AT = 2000  # keys; who types so little that more begin with it is shown that there are
DIGITS_ALONE = 4  # of "P18" the 18 is not what somebody looks for
CROWDED = MOST_LOOKED_AT // 4  # from so many hits on, some may not have been looked at


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject that was found; ``rank`` 1 is best."""

    scope: str
    subject_id: UUID
    rank: int


def index(*, scope: str, subject_id: UUID, owner_node: str, keys: Mapping[str, int]) -> None:
    """Replace all keys of a subject. ``keys`` maps raw text to a rank (EXACT … READING).

    An exact key that ends with a digit is found by as many of its last signs as somebody knows.
    """
    wanted = {plain(text)[:80]: rank for text, rank in keys.items() if len(plain(text)) >= SHORTEST}
    exact = [key for key, rank in wanted.items() if rank == EXACT and key[-1].isdecimal()]
    wanted |= {backwards(key)[:80]: TAIL for key in exact}
    SearchKey.objects.filter(scope=scope, subject_id=subject_id).exclude(key__in=wanted).delete()
    SearchKey.objects.bulk_create(
        [
            SearchKey(scope=scope, subject_id=subject_id, owner_node=owner_node, key=key, rank=rank)
            for key, rank in wanted.items()
        ],
        ignore_conflicts=True,
    )


def find(query: str, *, scopes: Iterable[str], nodes: Iterable[str], limit: int = 20) -> list[Hit]:
    """The subjects whose keys begin or end with the query, best first; none for one character.

    ``nodes`` are where the asker may see (``actor.nodes(permission)``); rows of the whole cell
    have the node "/" and are found by anyone with any node. However many keys fit, few are read:
    those that are the query itself before those that only begin with it. Two queries.
    """
    nodes = tuple(nodes)
    whole, tails = _sought(query)
    if not whole or not nodes:
        return []
    rows = SearchKey.objects.filter(scope__in=list(scopes))
    rows = rows.filter(under(*nodes) | under_cell())
    best: dict[tuple[str, UUID], tuple[int, int]] = {}
    for place, fitting in enumerate((Q(key__in=whole), _begins_with(whole | tails))):
        for scope, subject, rank in _looked_at(rows.filter(fitting)):
            best[scope, subject] = min(best.get((scope, subject), (place, rank)), (place, rank))
        if len(best) >= limit:
            break
    in_order = sorted(best.items(), key=lambda one: (one[1], str(one[0][1])))
    return [Hit(scope, subject, rank) for (scope, subject), (_place, rank) in in_order[:limit]]


def fitting(query: str, *, scope: str) -> QuerySet[SearchKey, UUID]:
    """All subjects that fit, not fetched: for whoever can narrow down where so many fit."""
    whole, tails = _sought(query)
    rows = SearchKey.objects.filter(_begins_with(whole | tails), scope=scope)
    return rows.values_list("subject_id", flat=True)


def _sought(query: str) -> tuple[set[str], set[str]]:
    """The query as a key, and as the end of one; few digits among other signs say nothing alone."""
    whole = {key for key in [plain(query)[:80]] if len(key) >= SHORTEST}
    whole |= {key for key in [digits(query)[:80]] if len(key) >= DIGITS_ALONE}
    tails = {backwards(key) for key in whole if len(key) >= SHORTEST_TAIL and key[-1].isdecimal()}
    return whole, tails


def _looked_at(rows: QuerySet[SearchKey]) -> QuerySet[SearchKey, tuple[str, UUID, int]]:
    return rows.values_list("scope", "subject_id", "rank")[:MOST_LOOKED_AT]


def under_cell() -> Q:
    """Rows that belong to no dealer but to the cell, such as cars."""
    return Q(owner_node="/")


def _begins_with(keys: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for key in keys:
        condition |= Q(key__startswith=key)
    return condition
