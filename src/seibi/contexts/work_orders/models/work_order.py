"""The visit itself: its state, its people, its promises, and the history of its states."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.work_orders.contracts import SEE, PauseReason, State, TaxRule
from seibi.contexts.work_orders.labels import (
    ACTION_LABELS,
    PARTY_ROLE_LABELS,
    PAUSE_REASON_LABELS,
    RELEASE_KIND_LABELS,
    STATE_LABELS,
    TAX_RULE_LABELS,
)
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under

RELEASED_STATES = [State.DELIVERED, State.FOLLOWED_UP]
READY_STATES = [State.READY, *RELEASED_STATES]


class WorkOrderQuerySet(models.QuerySet["WorkOrder"]):
    def visible_to(self, actor: Actor) -> Self:
        """Visits of the sites whose work the actor may see."""
        return self.filter(under(*actor.nodes(SEE)))

    def for_owner(self, actor: Actor) -> Self:
        """Visits of the actor's own cars, those they may say yes to, and those a link opens."""
        persons = actor.persons
        linked = [key.partition(":")[2] for key in actor.keys if key.startswith("work_order:")]
        mine = Q(customer_id__in=persons) | Q(
            pk__in=Party.objects.filter(customer_id__in=persons).values("work_order_id")
        )
        return self.filter(mine | Q(pk__in=linked))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class WorkOrder(OwnedRow):
    """One visit of one car at one site, from the appointment to the call afterwards."""

    number = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=STATE_LABELS, default=State.BOOKED)
    waits_for = models.CharField(max_length=20, choices=PAUSE_REASON_LABELS, blank=True)
    wait_note = models.CharField(max_length=200, blank=True)
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        "booking.Appointment", models.PROTECT, related_name="+", null=True
    )
    arrival = models.ForeignKey("booking.Arrival", models.PROTECT, related_name="+", null=True)
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="+")
    advisor = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", null=True)
    currency = models.CharField(max_length=3)
    tax_rule = models.CharField(max_length=20, choices=TAX_RULE_LABELS, default=TaxRule.PER_LINE)
    wishes = models.TextField(blank=True)
    customer_waits = models.BooleanField(default=False)
    ticket = models.CharField(max_length=12, blank=True)
    key_tag = models.CharField(max_length=20, blank=True)
    parking_place = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    followed_up_at = models.DateTimeField(null=True)
    first_promise_at = models.DateTimeField(null=True)
    promise_at = models.DateTimeField(null=True)
    forecast_at = models.DateTimeField(null=True)
    odometer_in_km = models.PositiveIntegerField(null=True)
    odometer_out_km = models.PositiveIntegerField(null=True)
    quality_round = models.PositiveSmallIntegerField(default=1)
    released_at = models.DateTimeField(null=True)
    release_kind = models.CharField(max_length=20, choices=RELEASE_KIND_LABELS, blank=True)
    release_reason = models.CharField(max_length=300, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    objects = WorkOrderQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["site", "state"], name="work_order_by_site_and_state"),
            models.Index(fields=["vehicle"], name="work_order_by_vehicle"),
            models.Index(fields=["customer"], name="work_order_by_customer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_node", "number"], name="work_order_number_per_site"
            ),
            models.UniqueConstraint(
                fields=["appointment"],
                condition=~Q(state=State.CANCELLED),
                name="one_work_order_per_appointment",
            ),
            models.UniqueConstraint(
                fields=["arrival"],
                condition=~Q(state=State.CANCELLED),
                name="one_work_order_per_arrival",
            ),
            models.CheckConstraint(
                name="work_order_state_known", condition=Q(state__in=list(State))
            ),
            models.CheckConstraint(
                name="work_order_tax_rule_known", condition=Q(tax_rule__in=list(TaxRule))
            ),
            models.CheckConstraint(
                name="work_order_pause_has_reason",
                condition=Q(state=State.WAITING, waits_for__in=list(PauseReason))
                | (~Q(state=State.WAITING) & Q(waits_for="")),
            ),
            models.CheckConstraint(
                name="work_order_promise_begins_with_the_first",
                condition=Q(first_promise_at=None, promise_at=None)
                | Q(first_promise_at__isnull=False, promise_at__isnull=False),
            ),
            models.CheckConstraint(
                name="work_order_ready_at_when_ready",
                condition=~Q(state__in=READY_STATES) | Q(ready_at__isnull=False),
            ),
            models.CheckConstraint(
                name="work_order_delivered_only_when_released",
                condition=~Q(state__in=RELEASED_STATES)
                | Q(released_at__isnull=False, delivered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="work_order_release_by_right_has_reason",
                condition=~Q(release_kind="by_right") | ~Q(release_reason=""),
            ),
            models.CheckConstraint(
                name="work_order_cancelled_has_reason",
                condition=~Q(state=State.CANCELLED) | ~Q(cancel_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"work_order:{self.pk}"


class StateChange(Row):
    """One step of a visit's life; appended, never changed, also when a step is undone."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="history")
    action = models.CharField(max_length=20, choices=ACTION_LABELS)
    from_state = models.CharField(max_length=20, choices=STATE_LABELS)
    to_state = models.CharField(max_length=20, choices=STATE_LABELS)
    reason = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class Party(Row):
    """Who wears one of the three hats of a visit, and how far their word goes."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=12, choices=PARTY_ROLE_LABELS)
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+", null=True)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    limit_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    purchase_order = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work_order", "role"], name="one_party_per_hat_of_a_visit"
            ),
            models.CheckConstraint(
                name="party_is_somebody", condition=Q(customer__isnull=False) | ~Q(name="")
            ),
        ]


class InternalNote(Row):
    """What the house says to itself about a visit; no query for owners reads this table."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="notes")
    text = models.TextField()
    author = models.CharField(max_length=120)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "id"]


class CounterQuerySet(models.QuerySet["Counter"]):
    def locked(self) -> Self:
        return self.order_by("pk").select_for_update(of=("self",))


class Counter(OwnedRow):
    """The last work order number given out at a site."""

    last = models.PositiveIntegerField(default=0)

    objects = CounterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_node"], name="one_work_order_counter_per_site"),
        ]
