"""What surfaces, programs and the command line may ask of partners."""

from seibi.contexts.partners.operations import (
    applying,
    exporting,
    going_on,
    starting,
    undoing,
)
from seibi.contexts.partners.queries import imports as import_queries

start_import = starting.start_import
name_columns = starting.name_columns
apply_import = applying.apply_import
stop_import = applying.stop_import
undo_import = undoing.undo_import
go_on = going_on.go_on
imports = import_queries.imports
import_info = import_queries.info
import_page = import_queries.page
export_rows = exporting.export_rows
