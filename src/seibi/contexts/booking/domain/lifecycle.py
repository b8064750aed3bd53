"""The life of an appointment, from booked to arrived, or not. Who comes too late walks in anew."""

from seibi.contexts.booking.contracts import AppointmentAction as Do
from seibi.contexts.booking.contracts import AppointmentState as Is
from seibi.kernel.lifecycle import Lifecycle

LIFECYCLE: Lifecycle[Is, Do] = Lifecycle(
    {
        (Is.BOOKED, Do.ARRIVE): Is.ARRIVED,
        (Is.BOOKED, Do.MOVE): Is.BOOKED,
        (Is.BOOKED, Do.CANCEL): Is.CANCELLED,
        (Is.BOOKED, Do.MISS): Is.MISSED,
        (Is.ARRIVED, Do.UNDO_ARRIVE): Is.BOOKED,
    }
)
