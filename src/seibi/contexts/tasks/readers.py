"""What follows when something happens: open pages with tasks of a place ask again."""

from seibi.contexts.tasks.contracts import SEE
from seibi.contexts.tasks.events import (
    TaskChanged,
    TaskFaded,
    TaskFinished,
    TaskHandedOn,
    TaskOpened,
    TaskReopened,
)
from seibi.kernel.actor import Actor
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.models import Entry
from seibi.kernel.live.topics import nudge_topic


def _may_see(actor: Actor, node: str) -> bool:
    return actor.may(SEE, at_node=node)


def _node_of(_event: Event, entry: Entry) -> str:
    return entry.owner_node


nudge_topic(
    "tasks",
    hears=(TaskOpened, TaskChanged, TaskHandedOn, TaskFinished, TaskFaded, TaskReopened),
    may_see=_may_see,
    key_of=_node_of,
)
