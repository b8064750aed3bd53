"""What others may ask of sales, or have it do."""

from seibi.contexts.sales.operations import handing_over, hinting, prospecting
from seibi.contexts.sales.queries import hints, planned, prospects

note_prospect = prospecting.note_prospect
lose = prospecting.lose
reopen = prospecting.reopen
hand_over = handing_over.hand_over
tell_sales = hinting.tell_sales
take_hint = hinting.take_hint
sales_page = prospects.sales_page
prospect = prospects.prospect
hints_for = hints.hints_for
first_services = planned.first_services
