"""Who may say yes to work, and up to how much."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from seibi.contexts.customers.contracts import AuthorityTerms


def may_say_yes(terms: AuthorityTerms, person_id: UUID, amount: Decimal) -> bool:
    """A customer says yes to any amount; others to what they were named for."""
    if person_id == terms.customer_id and not terms.limits:
        return True
    if person_id not in terms.limits:
        return person_id == terms.customer_id and not terms.is_company
    limit = terms.limits[person_id]
    return limit is None or amount <= limit


def who_may(limits: Mapping[UUID, Decimal | None], amount: Decimal) -> tuple[UUID, ...]:
    """Everybody who was named for at least this amount, the lowest sufficient limit first."""
    able = [(limit, person) for person, limit in limits.items() if limit is None or limit >= amount]
    return tuple(p for _l, p in sorted(able, key=lambda pair: (pair[0] is None, pair[0] or 0)))
