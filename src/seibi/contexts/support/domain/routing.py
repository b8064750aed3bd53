"""Who decides: by the right to decide, not by who is near; the next level on silence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from seibi.contexts.network.contracts import Role
from seibi.contexts.support.contracts import ComplaintClass, Level, Topic

ROLE_OF: Mapping[Level, Role] = {
    Level.SITE: Role.SERVICE_MANAGER,
    Level.LOCAL: Role.LOCAL_LEADER,
    Level.REGIONAL: Role.REGIONAL_LEADER,
    Level.MAKER: Role.HEAD_OFFICE,
}
_TECHNICAL = (Level.SITE, Level.LOCAL, Level.REGIONAL)
_MAKERS = (Level.REGIONAL, Level.MAKER)
_PRINCIPAL = (Level.LOCAL, Level.REGIONAL, Level.MAKER)

LADDER: Mapping[Topic, tuple[Level, ...]] = {
    Topic.DIAGNOSIS: _TECHNICAL,
    Topic.WORKMANSHIP: _TECHNICAL,
    Topic.PARTS: _TECHNICAL,
    Topic.DAMAGE: _TECHNICAL,
    Topic.DELAY: _TECHNICAL,
    Topic.WARRANTY: _MAKERS,
    Topic.STATUTORY: (Level.LOCAL, Level.REGIONAL, Level.MAKER),
    Topic.PRICE: _PRINCIPAL,
    Topic.COMMUNICATION: _PRINCIPAL,
    Topic.CONDUCT: _PRINCIPAL,
    Topic.PRIVACY: _PRINCIPAL,
    Topic.SAFETY: _TECHNICAL,
    Topic.INJURY: _PRINCIPAL,
}
NEVER_LIMITED = frozenset({Topic.SAFETY, Topic.INJURY, Topic.PRIVACY, Topic.STATUTORY})
MOST_AT_ONCE = 8  # open cases of one leader; more go to whoever has fewer

WEIGHT: Mapping[Topic, ComplaintClass] = {
    **dict.fromkeys(NEVER_LIMITED, ComplaintClass.A),
    **dict.fromkeys(
        (
            Topic.DIAGNOSIS,
            Topic.WARRANTY,
            Topic.PRICE,
            Topic.WORKMANSHIP,
            Topic.DAMAGE,
            Topic.PARTS,
        ),
        ComplaintClass.B,
    ),
    **dict.fromkeys((Topic.DELAY, Topic.COMMUNICATION, Topic.CONDUCT), ComplaintClass.C),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with the right to decide at a level, and how many cases they hold."""

    account_id: UUID
    open_cases: int


def levels_from(topic: Topic, level: Level | None) -> tuple[Level, ...]:
    """The levels that may still take it, the next one first; all of them for a new case.

    The last level keeps what nobody is above to take.
    """
    ladder = LADDER[topic]
    if level is None or level not in ladder:
        return ladder
    after = ladder[ladder.index(level) + 1 :]
    return after or ladder[-1:]


def pick(candidates: Sequence[Candidate], *, never: Collection[UUID] = ()) -> Candidate | None:
    """Whoever has the fewest open cases; the full only when all are; never who is involved."""
    free = [one for one in candidates if one.account_id not in never]
    able = [one for one in free if one.open_cases < MOST_AT_ONCE] or free
    return min(able, key=lambda one: (one.open_cases, str(one.account_id)), default=None)


def within_limit(amount: Decimal, limit: Decimal | None) -> bool:
    """Whether a person may give so much of the house's money; without a limit nothing."""
    return amount <= (limit or Decimal(0))
