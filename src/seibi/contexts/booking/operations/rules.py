"""Setting the rules of booking at a place."""

import datetime as dt

from django.db import transaction

from seibi.contexts.booking.contracts import BookingRules
from seibi.contexts.booking.events import BookingRulesSet
from seibi.contexts.booking.models import RuleSet
from seibi.contexts.booking.permissions import can_set_rules
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def set_rules(*, node: str, rules: BookingRules, actor: Actor, at: dt.datetime) -> None:
    """New rules hold for what is booked from now on; what is booked keeps its deadline.

    Raises NotAllowed.
    """
    require(can_set_rules(actor, node))

    RuleSet.objects.update_or_create(
        owner_node=node,
        defaults={
            "change_hours": rules.change_hours,
            "horizon_days": rules.horizon_days,
            "minutes_until_missed": rules.minutes_until_missed,
            "answer_minutes": rules.answer_minutes,
        },
    )

    tell(
        BookingRulesSet(
            change_hours=rules.change_hours,
            horizon_days=rules.horizon_days,
            minutes_until_missed=rules.minutes_until_missed,
            answer_minutes=rules.answer_minutes,
        ),
        actor=actor,
        at=at,
        subject=f"node:{node}",
        owner_node=node,
    )
