"""Tables of the visit; Django finds them here, everyone else imports the module they need."""

from seibi.contexts.work_orders.models import (
    asking,
    estimate,
    floor,
    quality,
    reception,
    work_order,
)

__all__ = ["asking", "estimate", "floor", "quality", "reception", "work_order"]
