"""Which rules of booking hold at a place."""

from seibi.contexts.booking.contracts import BookingRules
from seibi.contexts.booking.models import RuleSet


def rules_at(node: str) -> BookingRules:
    """The nearest node's rules; the standard ones where no node has its own."""
    steps = node.strip("/").split("/")
    above = ["/" + "".join(f"{s}/" for s in steps[:n]) for n in range(len(steps) + 1)]
    found = max(
        RuleSet.objects.filter(owner_node__in=above), key=lambda r: len(r.owner_node), default=None
    )
    if found is None:
        return BookingRules()
    return BookingRules(
        change_hours=found.change_hours,
        horizon_days=found.horizon_days,
        minutes_until_missed=found.minutes_until_missed,
        answer_minutes=found.answer_minutes,
    )
