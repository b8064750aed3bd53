"""What other contexts and surfaces may ask the catalogue, or have it do."""

from seibi.contexts.catalogue import queries
from seibi.contexts.catalogue.operations import prices
from seibi.contexts.catalogue.operations import work as work_operations

load_standard_prices = prices.load_standard_prices
set_price = prices.set_price
define_operation = work_operations.define_operation
define_package = work_operations.define_package
load_standard_catalogue = work_operations.load_standard_catalogue
expand = queries.expand
menu = queries.menu
operations = queries.operations
price_history = queries.price_history
quote = queries.quote
quote_for = queries.quote_for
work = queries.work
