"""Tasks as people read them: for whom, in which state, with which outcome."""

from django import template
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.tasks.contracts import TaskAction, TaskInfo, TaskOutcome, TaskState
from seibi.contexts.tasks.labels import OUTCOME_LABELS, STATE_LABELS, STEP_LABELS

register = template.Library()


@register.filter
def task_for(task: TaskInfo) -> str:
    """``{{ task|task_for }}``: the role, or the person and who has their work now."""
    if task.role:
        return network.role_name(task.role)
    if task.with_leader:
        return _("%(name)s (away; the leader has it)") % {"name": task.person_name}
    if task.acting_name:
        return _("%(deputy)s for %(name)s") % {
            "deputy": task.acting_name,
            "name": task.person_name,
        }
    return task.person_name


@register.filter
def task_state(state: str) -> str:
    """``{{ task.state|task_state }}``: where a task stands."""
    return str(STATE_LABELS[TaskState(state)])


@register.filter
def task_step(action: str) -> str:
    """``{{ step.action|task_step }}``: what happened to a task."""
    return str(STEP_LABELS[TaskAction(action)])


@register.filter
def task_outcome(outcome: str) -> str:
    """``{{ task.outcome|task_outcome }}``: what came of a task."""
    return str(OUTCOME_LABELS[TaskOutcome(outcome)])
