"""The words people see for the codes of booking."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    AppointmentState.ARRIVED: pgettext_lazy("booking", "Arrived"),
    AppointmentState.MISSED: _("Did not come"),
    AppointmentState.CANCELLED: pgettext_lazy("booking", "Cancelled"),
}

ACTION_LABELS = {
    AppointmentAction.MOVE: _("Move"),
    AppointmentAction.CANCEL: pgettext_lazy("booking", "Cancel"),
    AppointmentAction.ARRIVE: pgettext_lazy("booking", "Car has arrived"),
    AppointmentAction.MISS: _("Did not come"),
}

DOOR_LABELS = {
    Door.WEB: pgettext_lazy("booking", "Online"),
    Door.PHONE: pgettext_lazy("booking", "By telephone"),
    Door.DESK: _("At the desk"),
    Door.BOARD: _("On the board"),
    Door.API: _("By another system"),
    Door.WALK_IN: pgettext_lazy("booking", "Without an appointment"),
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
    OfferKind.SATURDAY: pgettext_lazy("booking", "Saturday"),
}

WALK_IN_LABELS = {
    WalkInAnswer.WAIT: _("Wait here"),
    WalkInAnswer.LEAVE_IT: _("Leave the car"),
    WalkInAnswer.OTHER_SITE: _("Another site today"),
}
