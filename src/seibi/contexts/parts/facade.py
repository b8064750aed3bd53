"""What other contexts may ask of parts, and have done."""

from seibi.contexts.parts import queries
from seibi.contexts.parts.operations import keeping, master, moving

find = queries.find
summaries = queries.summaries
summaries_by_id = queries.summaries_by_id
available = queries.available
prices = queries.prices
kept_for = queries.kept_for
back_orders_for = queries.back_orders_for
stock = queries.stock
reserve = keeping.reserve
release = keeping.release
hand_over = keeping.hand_over
assign_to_line = keeping.assign_to_line
issue = moving.issue
take_back = moving.take_back
receive = moving.receive
add_part = master.add_part
open_place = master.open_place
set_price = master.set_price
