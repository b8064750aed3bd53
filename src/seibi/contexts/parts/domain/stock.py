"""How much of what is wanted can be kept, and what is missing."""

from decimal import Decimal

SIGN_OF_KIND = {"receive": 1, "issue": -1, "return": 1, "count": 0}


def split(wanted: Decimal, available: Decimal) -> tuple[Decimal, Decimal]:
    """What can be kept now and what is missing; never more than there is, never negative."""
    kept = min(wanted, max(available, Decimal(0)))
    return kept, wanted - kept


def is_whole_request_covered(wanted: Decimal, available: Decimal) -> bool:
    """A request is kept whole or not at all when the caller cannot wait."""
    return wanted <= available


def nearest_node(node: str, candidates: tuple[str, ...]) -> str | None:
    """The closest node at or above ``node``: a site's own price beats its group's."""
    above = [candidate for candidate in candidates if node.startswith(candidate)]
    return max(above, key=len, default=None)
