"""Tasks, and what happened to each."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.tasks.contracts import SEE, TaskAction, TaskOutcome, TaskState
from seibi.contexts.tasks.labels import ACTION_LABELS, OUTCOME_LABELS, STATE_LABELS
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under
from seibi.kernel.text import TranslatedField


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Task(OwnedRow):
    """Something somebody must do by a moment, about a record; ``owner_node`` is where."""

    about = models.CharField(max_length=80)
    title = TranslatedField()
    note = models.CharField(max_length=1000, blank=True)
    due_at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    role = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=10, choices=STATE_LABELS, default=TaskState.OPEN)
    outcome = models.CharField(max_length=20, choices=OUTCOME_LABELS, blank=True)
    outcome_note = models.CharField(max_length=1000, blank=True)
    source = models.CharField(max_length=160, blank=True)
    opened_by = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["owner_node", "due_at"],
                name="tasks_open_by_node",
                condition=Q(state=TaskState.OPEN),
            ),
            models.Index(fields=["about"], name="tasks_by_record"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], name="tasks_one_per_reason", condition=~Q(source="")
            ),
            models.CheckConstraint(
                name="tasks_state_known", condition=Q(state__in=list(TaskState))
            ),
            models.CheckConstraint(
                name="tasks_for_a_person_or_a_role",
                condition=Q(person_id__isnull=False, role="") | (Q(person_id=None) & ~Q(role="")),
            ),
            models.CheckConstraint(
                name="tasks_done_says_what_came_of_it",
                condition=Q(state=TaskState.DONE, outcome__in=list(TaskOutcome))
                | (~Q(state=TaskState.DONE) & Q(outcome="")),
            ),
            models.CheckConstraint(
                name="tasks_open_has_no_end",
                condition=Q(state=TaskState.OPEN, closed_at=None)
                | (~Q(state=TaskState.OPEN) & Q(closed_at__isnull=False)),
            ),
        ]

    @property
    def subject(self) -> str:
        return f"task:{self.pk}"


class TaskStep(Row):
    """One thing that happened to a task; appended, never changed."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps")
    action = models.CharField(max_length=10, choices=ACTION_LABELS)
    by = models.CharField(max_length=60)
    to_person_id = models.UUIDField(null=True)
    to_role = models.CharField(max_length=30, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="tasks_step_known", condition=Q(action__in=list(TaskAction))
            )
        ]
