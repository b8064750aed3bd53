"""What other contexts and surfaces may ask booking, or have it do."""

from seibi.contexts.booking.operations.arrivals import arrive, depart, place_car, walk_in
from seibi.contexts.booking.operations.changing import cancel, mark_missed, move
from seibi.contexts.booking.operations.confirming import confirm
from seibi.contexts.booking.operations.contacts import prove_contact, send_contact_code
from seibi.contexts.booking.operations.guests import confirm_as_guest, record_visitor
from seibi.contexts.booking.operations.holds import hold, release_hold
from seibi.contexts.booking.operations.rules import set_rules
from seibi.contexts.booking.queries.appointments import (
    appointment,
    appointments_of,
    appointments_of_vehicle,
    calendar_file,
    link_of,
)
from seibi.contexts.booking.queries.day import arrival, arrival_of, arrivals, day_list
from seibi.contexts.booking.queries.slots import slots, walk_in_choices

__all__ = [
    "appointment",
    "appointments_of",
    "appointments_of_vehicle",
    "arrival",
    "arrival_of",
    "arrivals",
    "arrive",
    "calendar_file",
    "cancel",
    "confirm",
    "confirm_as_guest",
    "day_list",
    "depart",
    "hold",
    "link_of",
    "mark_missed",
    "move",
    "place_car",
    "prove_contact",
    "record_visitor",
    "release_hold",
    "send_contact_code",
    "set_rules",
    "slots",
    "walk_in",
    "walk_in_choices",
]
