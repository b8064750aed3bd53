"""What others may ask of support."""

from seibi.contexts.support.operations import (
    adding,
    cards,
    complaints,
    deciding,
    raising,
    threads,
)
from seibi.contexts.support.queries import cards as card_queries
from seibi.contexts.support.queries import cases, open_cases, register
from seibi.contexts.support.queries import threads as thread_queries

raise_dispute = raising.raise_dispute
add_fact = adding.add_fact
withdraw = adding.withdraw
take = deciding.take
ask_owner = deciding.ask_owner
hand_on = deciding.hand_on
decide = deciding.decide
flag_conduct = deciding.flag_conduct
log_complaint = complaints.log_complaint
close_complaint = complaints.close_complaint
write_as_owner = threads.write_as_owner
answer_question = threads.answer_question
answer_owner = threads.answer_owner
note = threads.note
name_leader = cards.name_leader
switch_card = cards.switch_card
has_open_dispute = open_cases.has_open_dispute
open_disputes = open_cases.open_disputes
leader_card = card_queries.leader_card
cases_waiting = cases.cases
case = cases.case_for_leader
waiting_for = cases.waiting_for
register_of = register.register_of
unread_of = thread_queries.unread_of
inbox = thread_queries.inbox
