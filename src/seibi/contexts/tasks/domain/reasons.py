"""Tasks that nobody typed: one for each reason, there as long as the reason is."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from seibi.contexts.tasks.contracts import TaskState


@dataclass(frozen=True, slots=True)
class Plan:
    """What must happen so that the tasks are those of the reasons."""

    open: frozenset[str]
    reopen: frozenset[str]
    fade: frozenset[str]


def plan(reasons: Set[str], known: Mapping[str, TaskState]) -> Plan:
    """New reasons open a task, old ones that came back open it again, gone ones let it fade.

    What somebody has finished stays finished while its reason is still there: they have answered.
    """
    return Plan(
        open=frozenset(reasons - set(known)),
        reopen=frozenset(r for r in reasons if known.get(r) is TaskState.GONE),
        fade=frozenset(r for r, s in known.items() if s is TaskState.OPEN and r not in reasons),
    )
