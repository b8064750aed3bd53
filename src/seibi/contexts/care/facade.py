"""What the surfaces and contexts above may ask of care, or have it do."""

from seibi.contexts.care.operations import (
    answering,
    booking_in_call,
    calling,
    listing,
    ruling,
    writing,
)
from seibi.contexts.care.queries import contact as contact_queries
from seibi.contexts.care.queries import preview as preview_queries
from seibi.contexts.care.queries import today as today_queries
from seibi.contexts.care.queries import wishes as wish_queries

compute = listing.compute
take = calling.take
note_outcome = calling.note_outcome
book = booking_in_call.book
answer = answering.answer
book_by_link = answering.book_by_link
write_to_owners = writing.write_to_owners
set_rule = ruling.set_rule
today = today_queries.today
contact = contact_queries.contact
who_calls = contact_queries.who_calls
wishes_of = wish_queries.wishes_of
rules = preview_queries.rules
preview = preview_queries.preview
