"""Tables of booking: holds, appointments, arrivals, proofs of an address, counters and rules."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from seibi.contexts.booking.contracts import (
    BOOK,
    SEE,
    AppointmentState,
    CancelledBy,
    Door,
    Stay,
)
from seibi.contexts.booking.labels import (
    CANCELLED_BY_LABELS,
    DOOR_LABELS,
    STATE_LABELS,
    STAY_LABELS,
)
from seibi.contexts.booking.models import door, feeds, waiting  # noqa: F401 - Django looks here
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under

CUSTOMER = "customers.Customer"


class HoldQuerySet(models.QuerySet["Hold"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))

    def visible_to(self, actor: Actor) -> Self:
        """A hold is known to whoever made it and to those who book for others at the site."""
        return self.filter(under(*actor.nodes(BOOK)) | Q(holder=actor.account_id))


class Hold(OwnedRow):
    """A slot kept for a few minutes. Its id becomes the id of the appointment."""

    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    holder = models.CharField(max_length=100)
    operation_codes = models.JSONField(default=list)
    stay = models.CharField(max_length=20, choices=STAY_LABELS, default=Stay.DROP_OFF)
    courtesy_car = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="hold_has_length", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="hold_confirmed_or_released",
                condition=Q(confirmed_at=None) | Q(released_at=None),
            ),
        ]


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))

    def visible_to(self, actor: Actor) -> Self:
        """Staff by node, the people of the visit by person, anybody by a signed link."""
        linked = [key.partition(":")[2] for key in actor.keys if key.startswith("appointment:")]
        return self.filter(
            under(*actor.nodes(SEE))
            | Q(customer_id__in=actor.persons)
            | Q(bringer_id__in=actor.persons)
            | Q(authoriser_id__in=actor.persons)
            | Q(pk__in=linked)
        )


class Appointment(OwnedRow):
    """A promise on both sides: the car comes then, and bay and people are ready for it."""

    number = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=STATE_LABELS, default=AppointmentState.BOOKED)
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    customer = models.ForeignKey(CUSTOMER, models.PROTECT, related_name="+")
    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="+")
    bringer = models.ForeignKey(CUSTOMER, models.PROTECT, related_name="+", null=True)
    bringer_name = models.CharField(max_length=120, blank=True)
    authoriser = models.ForeignKey(CUSTOMER, models.PROTECT, related_name="+", null=True)
    limit_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    limit_currency = models.CharField(max_length=3, blank=True)
    purchase_order = models.CharField(max_length=60, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    change_until = models.DateTimeField()
    wishes = models.TextField(blank=True)
    stay = models.CharField(max_length=20, choices=STAY_LABELS, default=Stay.DROP_OFF)
    courtesy_car = models.BooleanField(default=False)
    door = models.CharField(max_length=20, choices=DOOR_LABELS)
    language = models.CharField(max_length=10)
    price_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    price_currency = models.CharField(max_length=3, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    booked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=10, choices=CANCELLED_BY_LABELS, blank=True)
    cancel_reason = models.TextField(blank=True)
    remedy = models.TextField(blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["site", "starts_at"], name="appointment_by_site_and_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_node", "number"], name="appointment_number_per_site"
            ),
            models.CheckConstraint(
                name="appointment_state_known", condition=Q(state__in=list(AppointmentState))
            ),
            models.CheckConstraint(name="appointment_door_known", condition=Q(door__in=list(Door))),
            models.CheckConstraint(
                name="appointment_has_length", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="appointment_cancelled_at_iff_cancelled",
                condition=Q(state=AppointmentState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=AppointmentState.CANCELLED) & Q(cancelled_at=None)),
            ),
            models.CheckConstraint(
                name="appointment_site_cancels_with_remedy",
                condition=~Q(cancelled_by=CancelledBy.SITE) | ~Q(remedy=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"appointment:{self.pk}"


class AppointmentItem(Row):
    """One operation of an appointment, with the price that was shown when it was booked."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    operation_code = models.CharField(max_length=40)
    minutes = models.PositiveIntegerField()
    price_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    price_currency = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "operation_code"], name="appointment_operation_once"
            )
        ]


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)) | Q(customer_id__in=actor.persons))


class Arrival(OwnedRow):
    """A car on the premises: the ticket in its people's hand, its key tag, where it stands."""

    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    appointment = models.OneToOneField(
        Appointment, models.PROTECT, related_name="arrival", null=True
    )
    customer = models.ForeignKey(CUSTOMER, models.PROTECT, related_name="+")
    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="+")
    ticket = models.PositiveIntegerField()
    ticket_day = models.DateField()
    key_tag = models.CharField(max_length=20, blank=True)
    parking_place = models.CharField(max_length=40, blank=True)
    operation_codes = models.JSONField(default=list, blank=True)
    wishes = models.TextField(blank=True)
    stay = models.CharField(max_length=20, choices=STAY_LABELS, default=Stay.DROP_OFF)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "ticket_day", "ticket"], name="arrival_ticket_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["site", "key_tag"],
                condition=Q(left_at=None) & ~Q(key_tag=""),
                name="arrival_key_tag_in_use_once",
            ),
            models.UniqueConstraint(
                fields=["vehicle"], condition=Q(left_at=None), name="arrival_car_is_in_one_place"
            ),
        ]

    @property
    def subject(self) -> str:
        """The visit an arrival belongs to, as the journal names it."""
        visit = self.appointment_id
        return f"appointment:{visit}" if visit else f"arrival:{self.pk}"


class ContactProofQuerySet(models.QuerySet["ContactProof"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class ContactProof(OwnedRow):
    """An address that somebody without an account proves with a code, for a short time."""

    email = models.EmailField()
    holder = models.CharField(max_length=100)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)
    tries_left = models.PositiveSmallIntegerField(default=5)
    proven_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    objects = ContactProofQuerySet.as_manager()


class CounterQuerySet(models.QuerySet["Counter"]):
    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Counter(OwnedRow):
    """The last number given out at a site, by kind: appointments for ever, tickets by day."""

    kind = models.CharField(max_length=30)
    last = models.PositiveIntegerField(default=0)

    objects = CounterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_node", "kind"], name="counter_once"),
        ]


class RuleSet(OwnedRow):
    """The rules of booking at a node and below it, unless a nearer node has its own."""

    change_hours = models.PositiveIntegerField()
    horizon_days = models.PositiveIntegerField()
    minutes_until_missed = models.PositiveIntegerField()
    answer_minutes = models.PositiveIntegerField(default=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_node"], name="rule_set_once_per_node"),
            models.CheckConstraint(
                name="rule_set_sensible",
                condition=Q(horizon_days__gte=1, horizon_days__lte=90, change_hours__lte=168),
            ),
            models.CheckConstraint(
                name="rule_set_leaves_time_to_answer",
                condition=Q(answer_minutes__gte=5, answer_minutes__lte=1440),
            ),
        ]
