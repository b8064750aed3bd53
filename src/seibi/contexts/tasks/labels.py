"""The words people see for the codes of tasks."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from seibi.contexts.tasks.contracts import TaskAction, TaskOutcome, TaskState

STATE_LABELS: Mapping[TaskState, Promise] = {
    TaskState.OPEN: pgettext_lazy("task", "To do"),
    TaskState.DONE: pgettext_lazy("task", "Done"),
    TaskState.GONE: pgettext_lazy("task", "Settled by itself"),
}

ACTION_LABELS: Mapping[TaskAction, Promise] = {
    TaskAction.CHANGE: pgettext_lazy("task", "Change"),
    TaskAction.HAND_ON: pgettext_lazy("task", "Hand on"),
    TaskAction.FINISH: pgettext_lazy("task", "Finish"),
    TaskAction.FADE: pgettext_lazy("task", "Settle"),
    TaskAction.REOPEN: pgettext_lazy("task", "Open again"),
}

STEP_LABELS: Mapping[TaskAction, Promise] = {
    TaskAction.CHANGE: pgettext_lazy("task", "Changed"),
    TaskAction.HAND_ON: pgettext_lazy("task", "Handed on"),
    TaskAction.FINISH: pgettext_lazy("task", "Finished"),
    TaskAction.FADE: pgettext_lazy("task", "The reason is gone"),
    TaskAction.REOPEN: pgettext_lazy("task", "Opened again"),
}

OUTCOME_LABELS: Mapping[TaskOutcome, Promise] = {
    TaskOutcome.DONE: pgettext_lazy("task outcome", "Done"),
    TaskOutcome.NOT_POSSIBLE: pgettext_lazy("task outcome", "Not possible"),
    TaskOutcome.NOT_NEEDED: pgettext_lazy("task outcome", "Not needed any more"),
}
