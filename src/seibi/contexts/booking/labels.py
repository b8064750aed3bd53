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
from seibi.contexts.booking.contracts.door import Greeting
from seibi.contexts.booking.contracts.feeds import FeedKind
from seibi.contexts.booking.contracts.tomorrow import Flag
from seibi.contexts.booking.contracts.waiting import (
    WaitAction,
    WaitOfferState,
    WaitReach,
    WaitState,
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
    AppointmentAction.UNDO_ARRIVE: _("The car is not here after all"),
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

WAIT_STATE_LABELS = {
    WaitState.WAITING: pgettext_lazy("wait-list", "Waiting"),
    WaitState.OFFERED: pgettext_lazy("wait-list", "Time offered"),
    WaitState.SERVED: pgettext_lazy("wait-list", "Has a time"),
    WaitState.LEFT: pgettext_lazy("wait-list", "Left the list"),
    WaitState.OVER: pgettext_lazy("wait-list", "Over"),
}

WAIT_ACTION_LABELS = {
    WaitAction.OFFER: pgettext_lazy("wait-list", "Offer a time"),
    WaitAction.TAKE: pgettext_lazy("wait-list", "Take this time"),
    WaitAction.DECLINE: pgettext_lazy("wait-list", "Not this one"),
    WaitAction.LAPSE: pgettext_lazy("wait-list", "Not answered"),
    WaitAction.LEAVE: pgettext_lazy("wait-list", "Leave the list"),
    WaitAction.END: pgettext_lazy("wait-list", "Over"),
}

WAIT_OFFER_LABELS = {
    WaitOfferState.OPEN: pgettext_lazy("wait-list", "Kept"),
    WaitOfferState.TAKEN: pgettext_lazy("wait-list", "Taken"),
    WaitOfferState.DECLINED: pgettext_lazy("wait-list", "Declined"),
    WaitOfferState.LAPSED: pgettext_lazy("wait-list", "Not answered"),
    WaitOfferState.WITHDRAWN: pgettext_lazy("wait-list", "Withdrawn"),
}

WAIT_REACH_LABELS = {
    WaitReach.MAIL: pgettext_lazy("wait-list", "Told by e-mail"),
    WaitReach.PHONE: pgettext_lazy("wait-list", "To be called"),
}

FEED_LABELS = {
    FeedKind.OWNER: pgettext_lazy("calendar", "My cars"),
    FeedKind.STAFF: pgettext_lazy("calendar", "My visits at the desk"),
}

FLAG_LABELS = {
    Flag.PART: pgettext_lazy("visit ahead", "Part missing"),
    Flag.SKILL: pgettext_lazy("visit ahead", "Technician missing"),
    Flag.LOANER: pgettext_lazy("visit ahead", "No courtesy car reserved"),
    Flag.RECALL: pgettext_lazy("visit ahead", "Open recall"),
    Flag.UNCONFIRMED: pgettext_lazy("visit ahead", "Not confirmed"),
}

FIX_LABELS = {
    Flag.PART: pgettext_lazy("visit ahead", "Move the visit"),
    Flag.SKILL: pgettext_lazy("visit ahead", "Plan on the board"),
    Flag.LOANER: pgettext_lazy("visit ahead", "Move the visit"),
    Flag.RECALL: pgettext_lazy("visit ahead", "Look at the recall"),
    Flag.UNCONFIRMED: pgettext_lazy("visit ahead", "Call"),
}

GREETING_LABELS = {
    Greeting.TICKET: _("Ticket numbers only"),
    Greeting.INITIALS: _("Initials of those who are expected"),
}
