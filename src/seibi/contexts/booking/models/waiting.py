"""Tables of the wait-list: who waits, what was freed, what was offered to whom."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from seibi.contexts.booking.contracts import SEE, Door, Stay
from seibi.contexts.booking.contracts.waiting import (
    SHORT_NOTICE_HOURS,
    WaitOfferState,
    WaitReach,
    WaitState,
)
from seibi.contexts.booking.labels import (
    DOOR_LABELS,
    STAY_LABELS,
    WAIT_OFFER_LABELS,
    WAIT_REACH_LABELS,
    WAIT_STATE_LABELS,
)
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, under

IN_LINE = (WaitState.WAITING, WaitState.OFFERED)


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))

    def visible_to(self, actor: Actor) -> Self:
        """Staff by node, the customer by person, anybody by the link of it or of its visit."""
        return self.filter(
            under(*actor.nodes(SEE))
            | Q(customer_id__in=actor.persons)
            | Q(pk__in=_ids(actor, "waiting"))
            | Q(appointment_id__in=_ids(actor, "appointment"))
        )

    def in_line(self) -> Self:
        """Those who still wait, first come first; one who holds an offer keeps their place."""
        return self.filter(state__in=IN_LINE).order_by("joined_at", "pk")


def _ids(actor: Actor, kind: str) -> list[str]:
    return [key.partition(":")[2] for key in actor.keys if key.startswith(f"{kind}:")]


class Waiting(OwnedRow):
    """Somebody who would come at another time, or at all, if one were freed."""

    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        "booking.Appointment", models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=20, choices=WAIT_STATE_LABELS, default=WaitState.WAITING)
    operation_codes = models.JSONField(default=list)
    wishes = models.TextField(blank=True)
    stay = models.CharField(max_length=20, choices=STAY_LABELS, default=Stay.DROP_OFF)
    courtesy_car = models.BooleanField(default=False)
    from_day = models.DateField()
    until_day = models.DateField()
    weekdays = models.JSONField(default=list)
    from_time = models.TimeField(null=True)
    until_time = models.TimeField(null=True)
    notice_hours = models.PositiveSmallIntegerField(default=SHORT_NOTICE_HOURS)
    door = models.CharField(max_length=20, choices=DOOR_LABELS)
    language = models.CharField(max_length=10)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["site", "joined_at"],
                condition=Q(state__in=IN_LINE),
                name="waiting_in_line",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "vehicle"],
                condition=Q(state__in=IN_LINE),
                name="waiting_once_per_car",
            ),
            models.CheckConstraint(
                name="waiting_state_known", condition=Q(state__in=list(WaitState))
            ),
            models.CheckConstraint(name="waiting_door_known", condition=Q(door__in=list(Door))),
            models.CheckConstraint(
                name="waiting_days_in_order", condition=Q(until_day__gte=F("from_day"))
            ),
            models.CheckConstraint(
                name="waiting_ended_iff_not_in_line",
                condition=Q(state__in=IN_LINE, ended_at=None)
                | (~Q(state__in=IN_LINE) & Q(ended_at__isnull=False)),
            ),
        ]

    @property
    def subject(self) -> str:
        return f"waiting:{self.pk}"


class FreedTimeQuerySet(models.QuerySet["FreedTime"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class FreedTime(OwnedRow):
    """A stretch of time that somebody gave back, until everyone whom it suits was asked."""

    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    only_for = models.ForeignKey(Waiting, models.CASCADE, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    freed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = FreedTimeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["freed_at"], condition=Q(closed_at=None), name="freed_open"),
        ]
        constraints = [
            models.CheckConstraint(
                name="freed_has_length", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]


class WaitOfferQuerySet(models.QuerySet["WaitOffer"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class WaitOffer(OwnedRow):
    """A freed time, kept for one person in the line until they answer."""

    waiting = models.ForeignKey(Waiting, models.CASCADE, related_name="offers")
    freed = models.ForeignKey(FreedTime, models.PROTECT, related_name="offers")
    hold = models.OneToOneField("booking.Hold", models.SET_NULL, null=True, related_name="offer")
    state = models.CharField(max_length=20, choices=WAIT_OFFER_LABELS, default=WaitOfferState.OPEN)
    reach = models.CharField(max_length=10, choices=WAIT_REACH_LABELS)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    appointment = models.ForeignKey(
        "booking.Appointment", models.PROTECT, null=True, related_name="+"
    )

    objects = WaitOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["freed", "waiting"], name="offer_once_per_freed_time"),
            models.UniqueConstraint(
                fields=["waiting"], condition=Q(state=WaitOfferState.OPEN), name="offer_open_once"
            ),
            models.CheckConstraint(
                name="offer_state_known", condition=Q(state__in=list(WaitOfferState))
            ),
            models.CheckConstraint(
                name="offer_reach_known", condition=Q(reach__in=list(WaitReach))
            ),
            models.CheckConstraint(
                name="offer_taken_iff_appointment",
                condition=Q(state=WaitOfferState.TAKEN, appointment__isnull=False)
                | (~Q(state=WaitOfferState.TAKEN) & Q(appointment=None)),
            ),
        ]
