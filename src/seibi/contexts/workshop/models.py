"""Resources and their calendars, what is reserved, and the jobs that the board shows."""

import datetime as dt
from collections.abc import Iterable
from typing import Self, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from seibi.contexts.workshop.contracts import (
    SEE,
    AbsenceReason,
    JobState,
    ReservationKind,
    ResourceKind,
    StepState,
    WaitingFor,
)
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under
from seibi.kernel.text import TranslatedField

AnyRow = TypeVar("AnyRow", bound=models.Model)


class OwnedQuerySet(models.QuerySet[AnyRow]):
    """Rows of a site that an actor may know of."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",)).order_by("pk")


class SiteRules(OwnedRow):
    """What a site has decided about its slots; without a row the defaults hold."""

    site = models.OneToOneField("network.Site", models.PROTECT, related_name="+")
    kept_share = models.DecimalField(max_digits=4, decimal_places=3)
    reception_minutes = models.PositiveSmallIntegerField()
    delivery_minutes = models.PositiveSmallIntegerField()
    offer_minutes = models.PositiveSmallIntegerField()

    objects = OwnedQuerySet["SiteRules"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="kept_share_is_a_share", condition=Q(kept_share__gte=0, kept_share__lt=1)
            ),
            models.CheckConstraint(
                name="offers_on_the_grid", condition=Q(offer_minutes__in=[5, 10, 15, 20, 30, 60])
            ),
        ]


class Resource(OwnedRow):
    """One bay, technician, tool, advisor or courtesy car; a pool is a row per unit."""

    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ResourceKind])
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField(default=0)
    bay_kind = models.CharField(max_length=20, blank=True)
    tool_kind = models.CharField(max_length=40, blank=True)
    staff = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    active = models.BooleanField(default=True)

    objects = OwnedQuerySet["Resource"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "code"], name="resource_code_once"),
            models.UniqueConstraint(
                fields=["site", "kind", "staff"], name="staff_once_per_kind_and_site"
            ),
            models.CheckConstraint(
                name="bays_have_a_kind",
                condition=Q(kind=ResourceKind.BAY) ^ Q(bay_kind=""),
            ),
            models.CheckConstraint(
                name="tools_have_a_kind",
                condition=Q(kind=ResourceKind.TOOL) ^ Q(tool_kind=""),
            ),
        ]
        indexes = [models.Index(fields=["site", "kind", "number"], name="resources_of_site")]


class ResourceSkill(Row):
    """What a technician can do, and how well (1 to 5)."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=20)
    grade = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "skill"], name="skill_once_per_person"),
            models.CheckConstraint(name="grade_1_to_5", condition=Q(grade__gte=1, grade__lte=5)),
        ]


class ResourceHours(Row):
    """One span of a weekday by the wall clock (0 is Monday); the gap between two spans is a break.

    A resource without any row keeps the hours of its site.
    """

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "weekday", "begins"], name="hours_span_once"
            ),
            models.CheckConstraint(name="hours_begin_first", condition=Q(begins__lt=F("ends"))),
            models.CheckConstraint(name="hours_weekday_0_to_6", condition=Q(weekday__lte=6)),
        ]
        ordering = ["resource", "weekday", "begins"]


class Absence(OwnedRow):
    """A resource cannot be planned in [from, until): ill, on leave, being repaired.

    Not a reservation: somebody may fall ill in the middle of planned work, and the plan then has
    to show it rather than forbid it.
    """

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="absences")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in AbsenceReason])

    objects = OwnedQuerySet["Absence"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="absence_takes_time", condition=Q(until_at__gt=F("from_at"))
            )
        ]
        indexes = [models.Index(fields=["resource", "until_at"], name="absences_of_resource")]


class ReservationQuerySet(OwnedQuerySet["Reservation"]):
    """What is reserved, with and without holds that have run out."""

    def standing(self, machine_at: dt.datetime) -> Self:
        """Without holds that have run out, whether or not somebody has swept them away yet."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=machine_at))

    def run_out(self, machine_at: dt.datetime, resource_ids: Iterable[UUID]) -> Self:
        return self.filter(expires_at__lte=machine_at, resource__in=list(resource_ids))


class Reservation(OwnedRow):
    """A resource is taken in ``during``, half-open, for a subject.

    Two rows of one resource never overlap: ``0002_no_double_booking`` makes the database say so.
    """

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="reservations")
    during = DateTimeRangeField()
    subject = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ReservationKind])
    step_no = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)  # when a courtesy car was given back

    objects = ReservationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_holds_run_out",
                condition=~Q(kind=ReservationKind.WORK) | Q(expires_at=None),
            ),
            models.CheckConstraint(
                name="holds_run_out",
                condition=~Q(kind=ReservationKind.HOLD) | Q(expires_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["subject", "step_no"], name="reservations_of_subject")]


class Job(OwnedRow):
    """A car in the workshop, or expected there: its state, its times and its words."""

    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80, unique=True)
    earlier_subject = models.CharField(max_length=80, unique=True, null=True)  # noqa: DJ001 - unique
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in JobState])
    waiting_for = models.CharField(
        max_length=20, blank=True, choices=[(w.value, w.value) for w in WaitingFor]
    )
    waiting_note = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=120, blank=True)
    plate = models.CharField(max_length=40, blank=True)
    words = TranslatedField()
    customer_waits = models.BooleanField(default=False)
    key_tag = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=40, blank=True)
    ticket = models.CharField(max_length=20, blank=True)
    planned_arrival = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    first_promise_at = models.DateTimeField(null=True)
    promise_at = models.DateTimeField(null=True)
    forecast_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    overbooked_because = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet["Job"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="first_promise_with_promise",
                condition=Q(promise_at=None) | Q(first_promise_at__isnull=False),
            ),
            models.CheckConstraint(
                name="waiting_says_for_what",
                condition=~Q(state=JobState.WAITING) | ~Q(waiting_for=""),
            ),
        ]
        indexes = [models.Index(fields=["site", "state"], name="jobs_of_site")]


class JobStep(Row):
    """One step of a job: what it needs, how it goes, how long was worked on it."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="steps")
    step_no = models.PositiveSmallIntegerField()
    operation_code = models.CharField(max_length=40)
    words = TranslatedField()
    minutes = models.PositiveIntegerField()
    bay_kind = models.CharField(max_length=20, blank=True)
    skill = models.CharField(max_length=20, blank=True)
    grade = models.PositiveSmallIntegerField(default=1)
    technicians = models.PositiveSmallIntegerField(default=1)
    tool_kind = models.CharField(max_length=40, blank=True)
    buffer_before = models.PositiveSmallIntegerField(default=0)
    buffer_after = models.PositiveSmallIntegerField(default=0)
    splittable = models.BooleanField(default=False)
    planned_start = models.DateTimeField(null=True)
    planned_end = models.DateTimeField(null=True)
    bay = models.ForeignKey(Resource, models.PROTECT, null=True, related_name="+")
    technician_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in StepState],
        default=StepState.PLANNED,
    )
    worked_minutes = models.PositiveIntegerField(default=0)
    running_since = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "step_no"], name="step_once_per_job"),
            models.CheckConstraint(
                name="running_iff_in_work",
                condition=Q(state=StepState.IN_WORK, running_since__isnull=False)
                | (~Q(state=StepState.IN_WORK) & Q(running_since=None)),
            ),
            models.CheckConstraint(
                name="planned_from_until",
                condition=Q(planned_start=None, planned_end=None)
                | Q(planned_end__gt=F("planned_start")),
            ),
        ]
        indexes = [
            models.Index(fields=["bay", "planned_start"], name="steps_by_bay"),
        ]
        ordering = ["job", "step_no"]
