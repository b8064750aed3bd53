"""The words people see for the codes of parts. A test checks that no code is without one."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.parts.contracts import (
    BackOrderState,
    MoveKind,
    Origin,
    PlaceKind,
    ReservationState,
)

ORIGIN_LABELS = {
    Origin.OEM: _("Genuine part"),
    Origin.AFTERMARKET: _("Aftermarket part"),
    Origin.RECONDITIONED: _("Reconditioned part"),
    Origin.USED: _("Used part"),
    Origin.CUSTOMER_SUPPLIED: _("Brought by the customer"),
}
PLACE_KIND_LABELS = {
    PlaceKind.STORE: _("Store"),
    PlaceKind.BIN: _("Bin"),
    PlaceKind.VAN: _("Van"),
}
MOVE_KIND_LABELS = {
    MoveKind.RECEIVE: _("Received"),
    MoveKind.ISSUE: _("Issued"),
    MoveKind.RETURN: _("Returned"),
    MoveKind.COUNT: _("Counted"),
}
RESERVATION_STATE_LABELS = {
    ReservationState.HELD: _("Kept for the job"),
    ReservationState.ISSUED: _("Issued to the job"),
    ReservationState.RELEASED: _("Free again"),
}
BACK_ORDER_STATE_LABELS = {
    BackOrderState.OPEN: _("On order"),
    BackOrderState.ARRIVED: pgettext_lazy("part", "Arrived"),
    BackOrderState.CANCELLED: _("No longer needed"),
}
