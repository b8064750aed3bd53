"""Tables of parts and stock: the part, its places, a balance per place, the ledger of moves."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

from seibi.contexts.parts.contracts import (
    SEE,
    BackOrderState,
    MoveKind,
    Origin,
    PlaceKind,
    ReservationState,
)
from seibi.contexts.parts.labels import (
    BACK_ORDER_STATE_LABELS,
    MOVE_KIND_LABELS,
    ORIGIN_LABELS,
    PLACE_KIND_LABELS,
    RESERVATION_STATE_LABELS,
)
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under
from seibi.kernel.text import TranslatedField

M = TypeVar("M", bound=models.Model)


class OwnedQuerySet(models.QuerySet[M]):
    """Rows found by their place in the network."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))


class Part(Row):
    """One part as the maker or the shop knows it."""

    number = models.CharField(max_length=40, unique=True)
    name = TranslatedField()
    origin = models.CharField(max_length=20, choices=ORIGIN_LABELS, default=Origin.OEM)
    maker = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=10, default="pc")

    class Meta:
        constraints = [
            models.CheckConstraint(name="part_origin_known", condition=Q(origin__in=list(Origin))),
        ]

    def __str__(self) -> str:
        return self.number


class PartPrice(OwnedRow):
    """The net price of one unit at a node and below it."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="prices")
    net = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part", "owner_node", "currency"], name="one_part_price_per_node"
            ),
            models.CheckConstraint(name="part_price_not_negative", condition=Q(net__gte=0)),
        ]


class Place(OwnedRow):
    """A place where parts lie: a store room, a bin, a van."""

    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=PLACE_KIND_LABELS, default=PlaceKind.STORE)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_node", "code"], name="one_place_code_per_node"),
        ]

    def __str__(self) -> str:
        return self.code


class Balance(OwnedRow):
    """How many of one part lie in one place; locked before anything about them is decided."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    on_hand = models.DecimalField(max_digits=12, decimal_places=3, default=0)
    reserved = models.DecimalField(max_digits=12, decimal_places=3, default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part", "place"], name="one_balance_per_part_and_place"
            ),
            models.CheckConstraint(
                name="never_more_reserved_than_there_is",
                condition=Q(on_hand__gte=F("reserved")),
            ),
            models.CheckConstraint(name="reserved_not_negative", condition=Q(reserved__gte=0)),
        ]


class Move(OwnedRow):
    """One line of the stock ledger; appended, never changed."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=MOVE_KIND_LABELS)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    subject = models.CharField(max_length=80, blank=True)
    line_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    moved_by = models.CharField(max_length=120)
    moved_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="move_subject", condition=~Q(subject="")),
            models.Index(fields=["part", "place", "moved_at"], name="move_ledger"),
        ]
        constraints = [
            models.CheckConstraint(
                name="move_sign_fits_kind",
                condition=Q(kind__in=[MoveKind.RECEIVE, MoveKind.RETURN], quantity__gt=0)
                | Q(kind=MoveKind.ISSUE, quantity__lt=0)
                | (Q(kind=MoveKind.COUNT) & ~Q(quantity=0)),
            ),
        ]


class PartReservation(OwnedRow):
    """So many of a part are kept for a subject until they are issued or set free."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80, db_index=True)
    line_id = models.UUIDField(null=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    issued = models.DecimalField(max_digits=12, decimal_places=3, default=0)
    state = models.CharField(
        max_length=10, choices=RESERVATION_STATE_LABELS, default=ReservationState.HELD
    )
    needed_at = models.DateTimeField(null=True)
    reserved_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="part_reservation_positive", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="part_reservation_issued_within",
                condition=Q(issued__gte=0, issued__lte=F("quantity")),
            ),
        ]


class BackOrder(OwnedRow):
    """A part that is missing for a subject, and when it is expected."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80, db_index=True)
    line_id = models.UUIDField(null=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    state = models.CharField(
        max_length=10, choices=BACK_ORDER_STATE_LABELS, default=BackOrderState.OPEN
    )
    needed_at = models.DateTimeField(null=True)
    expected_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["part", "place", "ordered_at"],
                name="back_order_waiting",
                condition=Q(state="open"),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="back_order_positive", condition=Q(quantity__gt=0)),
        ]
