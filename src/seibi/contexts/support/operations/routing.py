"""Finding the person with the right to decide: present, entitled, not full of cases."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from uuid import UUID

from seibi.contexts.network import facade as network
from seibi.contexts.support.contracts import DECIDE, Level, Topic
from seibi.contexts.support.domain.routing import ROLE_OF, Candidate, levels_from, pick
from seibi.contexts.support.models.disputes import Dispute

FALL_BACK = (Level.LOCAL, Level.SITE)  # where no maker may see it, the dealer carries it on


def whom(
    topic: Topic,
    above: Level | None,
    node: str,
    *,
    never: Collection[UUID],
    at: dt.datetime,
) -> tuple[Level, UUID | None]:
    """The level that decides next and who of it; without anybody the level waits for all of it."""
    ladder = levels_from(topic, above)
    for level in (*ladder, *(FALL_BACK if above is None else ())):
        found = pick(_candidates(level, node, at), never=never)
        if found is not None:
            return level, found.account_id
    return ladder[0] if above is None else above, None


def second_person(node: str, *, never: Collection[UUID], at: dt.datetime) -> UUID | None:
    """Somebody else of the leaders of a site, who joins a colleague."""
    for level in Level:
        found = pick(_candidates(level, node, at), never=never)
        if found is not None:
            return found.account_id
    return None


def _candidates(level: Level, node: str, at: dt.datetime) -> list[Candidate]:
    """Who holds the role over the site, or stands in for who does, and may decide there."""
    holders = network.who_holds(ROLE_OF[level], node, at)
    present = {network.deputy_for(account, at) for account in holders} - {None}
    able = [account for account in present if account and _may_decide(account, node, at)]
    mine = Dispute.objects.undecided().filter(assignee_id__in=able)
    held = Counter(mine.values_list("assignee_id", flat=True))
    return [Candidate(account, held[account]) for account in able]


def _may_decide(account_id: UUID, node: str, at: dt.datetime) -> bool:
    return any(
        grant.allows(DECIDE) and node.startswith(grant.node_path)
        for grant in network.grants_of(account_id, at)
    )
