"""What other contexts and surfaces may ask booking, or have it do."""

from seibi.contexts.booking.operations import arrivals as arrivals_operations
from seibi.contexts.booking.operations import (
    before,
    calling,
    changing,
    confirming,
    contacts,
    elsewhere,
    guests,
    holds,
    offers,
    rules,
    taking_back,
    together,
    tomorrow,
    visit_links,
    waiting,
)
from seibi.contexts.booking.operations import yard as yard_operations
from seibi.contexts.booking.queries import appointments, day, found, links, missed
from seibi.contexts.booking.queries import before as before_queries
from seibi.contexts.booking.queries import slots as slots_queries
from seibi.contexts.booking.queries import to_call as calls
from seibi.contexts.booking.queries import together as together_queries
from seibi.contexts.booking.queries import tomorrow as ahead
from seibi.contexts.booking.queries import waiting as waiting_queries
from seibi.contexts.booking.queries import yard as yard_queries

arrive = arrivals_operations.arrive
depart = arrivals_operations.depart
place_car = yard_operations.place_car
ask_move = yard_operations.ask_move
end_move = yard_operations.end_move
set_yard = yard_operations.set_yard
yard = yard_queries.yard
movements = yard_queries.movements
pre_check_in = before.pre_check_in
pre_check_in_of = before_queries.pre_check_in_of
pre_check_ins = before_queries.pre_check_ins
missed_list = missed.missed_list
undo_arrival = taking_back.undo_arrival
came_back = taking_back.came_back
walk_in = arrivals_operations.walk_in
book_elsewhere = elsewhere.book_elsewhere
cancel = changing.cancel
mark_missed = changing.mark_missed
move = changing.move
confirm = confirming.confirm
book_together = together.book_together
prove_contact = contacts.prove_contact
send_contact_code = contacts.send_contact_code
confirm_as_guest = guests.confirm_as_guest
record_visitor = guests.record_visitor
hold = holds.hold
release_hold = holds.release_hold
set_rules = rules.set_rules
wait_for_earlier = waiting.wait_for_earlier
wait_for_time = waiting.wait_for_time
leave_wait_list = waiting.leave_wait_list
replace_link = visit_links.replace_link
take_offer = offers.take_offer
decline_offer = offers.decline_offer
waiting_link_of = links.waiting_link_of
waits_of = waiting_queries.waits_of
wait_list = waiting_queries.wait_list
appointment = appointments.appointment
appointments_of = appointments.appointments_of
booked_cars = appointments.booked_cars
note_call = calling.note_call
to_call = calls.to_call
appointments_of_vehicle = appointments.appointments_of_vehicle
calendar_file = appointments.calendar_file
link_of = appointments.link_of
on_premises = found.on_premises
booked_under = found.booked_under
here_now = found.here_now
links_of = links.links_of
arrival = day.arrival
arrival_of = day.arrival_of
arrivals = day.arrivals
day_list = day.day_list
slots = slots_queries.slots
slots_together = together_queries.slots_together
walk_in_choices = slots_queries.walk_in_choices
day_ahead = ahead.day_ahead
check_day = tomorrow.check_day
