"""Who may do what with a task, and why not."""

from django.utils.translation import gettext as _

from seibi.contexts.tasks.contracts import DO, TaskAction, TaskState
from seibi.contexts.tasks.domain.lifecycle import LIFECYCLE
from seibi.contexts.tasks.models import Task
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied

PRESSED = tuple(action for action in TaskAction if action is not TaskAction.FADE)


def can_do(actor: Actor, node: str) -> Decision:
    """The tasks of a workshop belong to everybody who works there."""
    if actor.may(DO, at_node=node):
        return Allowed()
    return Denied(_("Only people who work at this place can open or close its tasks."))


def offered_actions(actor: Actor, task: Task) -> tuple[TaskAction, ...]:
    """What a screen offers now: possible by state, allowed to this actor."""
    if not can_do(actor, task.owner_node):
        return ()
    return tuple(one for one in LIFECYCLE.actions(TaskState(task.state)) if one in PRESSED)
