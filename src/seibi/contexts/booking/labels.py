"""The words people see for the codes of booking."""

from django.utils.translation import gettext_lazy as _

from seibi.contexts.booking.contracts import (
    AppointmentAction,
    AppointmentState,
    CancelledBy,
    Door,
    OfferKind,
    Stay,
    WalkInAnswer,
)

STATE_LABELS = {
    AppointmentState.BOOKED: _("Booked"),
    AppointmentState.ARRIVED: _("Arrived"),
    AppointmentState.MISSED: _("Did not come"),
    AppointmentState.CANCELLED: _("Cancelled"),
}

ACTION_LABELS = {
    AppointmentAction.MOVE: _("Move"),
    AppointmentAction.CANCEL: _("Cancel"),
    AppointmentAction.ARRIVE: _("Car has arrived"),
    AppointmentAction.MISS: _("Did not come"),
}

DOOR_LABELS = {
    Door.WEB: _("Online"),
    Door.PHONE: _("By telephone"),
    Door.DESK: _("At the desk"),
    Door.BOARD: _("On the board"),
    Door.API: _("By another system"),
    Door.WALK_IN: _("Without an appointment"),
}

STAY_LABELS = {
    Stay.WAIT: _("I wait here"),
    Stay.DROP_OFF: _("I leave the car"),
}

CANCELLED_BY_LABELS = {
    CancelledBy.OWNER: _("Cancelled by the owner"),
    CancelledBy.SITE: _("Cancelled by us"),
}

OFFER_LABELS = {
    OfferKind.SOONEST: _("Soonest"),
    OfferKind.QUIETEST: _("Quietest"),
    OfferKind.SAME_DAY: _("Ready the same day"),
    OfferKind.SATURDAY: _("Saturday"),
}

WALK_IN_LABELS = {
    WalkInAnswer.WAIT: _("Wait here"),
    WalkInAnswer.LEAVE_IT: _("Leave the car"),
    WalkInAnswer.OTHER_SITE: _("Another site today"),
}
