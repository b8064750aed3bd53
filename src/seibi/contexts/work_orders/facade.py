"""What other contexts and surfaces may ask of visits, and have done."""

from seibi.contexts.work_orders.operations import (
    answering,
    asking,
    certifying,
    clocks,
    correcting,
    estimating,
    fees,
    findings,
    granting,
    handing_back,
    helping,
    issuing,
    lines,
    opening,
    promising,
    quality,
    reception,
    returning,
    stopping,
    undoing,
    visit_links,
    work,
)
from seibi.contexts.work_orders.queries import asking as asking_queries
from seibi.contexts.work_orders.queries import (
    caring,
    case_files,
    desk,
    earlier,
    floor,
    found,
    house,
    links,
    work_orders,
)
from seibi.contexts.work_orders.queries import clocks as clock_queries
from seibi.contexts.work_orders.queries import returns as return_queries
from seibi.contexts.work_orders.queries import visit as visit_queries

answer_on_screen = answering.answer_on_screen
record_by_telephone = answering.record_by_telephone
record_on_paper = answering.record_on_paper
reception_times = earlier.reception_times
earlier_work = earlier.earlier_work
earlier_words = earlier.earlier_words
note_call = asking.note_call
take_next_rung = asking.take_next_rung
unanswered = asking_queries.unanswered
silent_owners = asking_queries.silent_owners
clock_off_indirect = clocks.clock_off_indirect
clock_on = clocks.clock_on
clock_on_indirect = clocks.clock_on_indirect
correct_clock = correcting.correct_clock
issue_certificate = certifying.issue_certificate
ask_for_help = helping.ask_for_help
answer_help = helping.answer_help
link_return = returning.link_return
unlink_return = returning.unlink_return
pause = clocks.pause
resume = clocks.resume
make_estimate = estimating.make_estimate
set_statutory_fees = fees.set_statutory_fees
answer_part_request = findings.answer_part_request
ask_for_part = findings.ask_for_part
propose_line = findings.propose_line
report_finding = findings.report_finding
write_note = findings.write_note
agree_ceiling = granting.agree_ceiling
agree_diagnosis = granting.agree_diagnosis
grant_by_house = granting.grant_by_house
use_ceiling = granting.use_ceiling
deliver = handing_back.deliver
follow_up = handing_back.follow_up
release_car = handing_back.release_car
take_back_car = handing_back.take_back_car
withdraw_release = handing_back.withdraw_release
issue_everything = issuing.issue_everything
issue_parts = issuing.issue_parts
take_back_parts = issuing.take_back_parts
add_line = lines.add_line
add_menu_lines = lines.add_menu_lines
change_line = lines.change_line
remove_line = lines.remove_line
open_from_appointment = opening.open_from_appointment
open_from_arrival = opening.open_from_arrival
forecast = promising.forecast
promise = promising.promise
check_work = quality.check_work
pass_gate = quality.pass_gate
keep_car = reception.keep_car
keep_photo = reception.keep_photo
name_party = reception.name_party
receive_car = reception.receive_car
stop_lines = stopping.stop_lines
let_lines_go = stopping.let_lines_go
cancel = undoing.cancel
undo_arrival = undoing.undo_arrival
swap_cars = undoing.swap_cars
undo_check_in = undoing.undo_check_in
replace_link = visit_links.replace_link
add_step = work.add_step
finish_line = work.finish_line
finish_work = work.finish_work
reopen_work = work.reopen_work
start_diagnosis = work.start_diagnosis
tick_step = work.tick_step
undo_finish_line = work.undo_finish_line
work_order_page = desk.work_order_page
floor_list = floor.floor_list
my_day = floor.my_day
my_job = floor.my_job
cars_standing = caring.cars_standing
ended_visits = caring.ended_visits
declined_work = caring.declined_work
link_of = links.link_of
open_link = links.open_link
case_file = case_files.case_file
is_customers_side = case_files.is_customers_side
visit = visit_queries.visit
visits_of = visit_queries.visits_of
billable_lines = work_orders.billable_lines
desk_card = work_orders.desk_card
desk_list = work_orders.desk_list
numbered = found.numbered
cars_in_house = house.cars_in_house
last_sites = house.last_sites
open_part_wishes = house.open_part_wishes
info = work_orders.info
info_of_appointment = work_orders.info_of_appointment
info_of_arrival = work_orders.info_of_arrival
infos = work_orders.infos
not_chargeable = work_orders.not_chargeable
reasons_of = work_orders.reasons_of
clock_page = clock_queries.clock_page
open_clocks = clock_queries.open_clocks
left_running = clock_queries.left_running
open_returns = return_queries.open_returns
comebacks = return_queries.comebacks
repairs_of_car = return_queries.repairs_of_car
