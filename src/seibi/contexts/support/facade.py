"""What others may ask of support."""

from seibi.contexts.support.queries import open_cases

has_open_dispute = open_cases.has_open_dispute
open_disputes = open_cases.open_disputes
