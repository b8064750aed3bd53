"""Tables at the door: what owners say before they come, where keys and cars are and go."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.booking.contracts.door import Greeting
from seibi.contexts.booking.labels import GREETING_LABELS
from seibi.kernel.rows import OwnedRow


class PreCheckIn(OwnedRow):
    """What the people of a visit said before they came. Its photos are files of its subject."""

    appointment = models.OneToOneField(
        "booking.Appointment", models.CASCADE, related_name="pre_check_in"
    )
    odometer = models.PositiveIntegerField(null=True)
    odometer_unit = models.CharField(max_length=2)
    needs_courtesy_car = models.BooleanField(default=False)
    keep_old_parts = models.BooleanField(default=False)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pre_check_in_distance_is_possible",
                condition=Q(odometer=None) | Q(odometer__lte=1_500_000),
            )
        ]


class Movement(OwnedRow):
    """Where a key was hung or a car was put, by whom and when; appended, never changed."""

    arrival = models.ForeignKey("booking.Arrival", models.PROTECT, related_name="movements")
    key_tag = models.CharField(max_length=20, blank=True)
    parking_place = models.CharField(max_length=40, blank=True)
    moved_by = models.CharField(max_length=120)
    moved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["arrival", "moved_at"], name="movement_by_arrival")]


class ValetJobQuerySet(models.QuerySet["ValetJob"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class ValetJob(OwnedRow):
    """A car that somebody shall move to a place; at most one is open for a car."""

    arrival = models.ForeignKey("booking.Arrival", models.PROTECT, related_name="valet_jobs")
    to_place = models.CharField(max_length=40)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    done_by = models.CharField(max_length=120, blank=True)
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    objects = ValetJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["arrival"],
                condition=Q(done_at=None, dropped_at=None),
                name="valet_job_open_once_per_car",
            ),
            models.CheckConstraint(
                name="valet_job_done_or_dropped", condition=Q(done_at=None) | Q(dropped_at=None)
            ),
        ]


class Yard(OwnedRow):
    """The parking places of a site in the order of walking, and how its entrance screen greets."""

    places = models.JSONField(default=list)
    greeting = models.CharField(max_length=10, choices=GREETING_LABELS, default=Greeting.TICKET)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_node"], name="yard_once_per_site")]
