"""A workshop changes one of its rules; what was found by the old one keeps its version."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.care.contracts import RuleChange, RuleKind
from seibi.contexts.care.domain.changes import BOUNDS
from seibi.contexts.care.events import RuleSet
from seibi.contexts.care.models import Rule
from seibi.contexts.care.permissions import can_plan
from seibi.contexts.care.queries.bounds import check
from seibi.contexts.network import facade as network
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def set_rule(
    *, site_id: UUID, kind: RuleKind, change: RuleChange, actor: Actor, at: dt.datetime
) -> int:
    """The rule holds from the next list on; its version grows. The version.

    Raises NotFound, NotAllowed, Invalid ("out_of_range").
    """
    site = network.site(site_id)
    require(can_plan(actor, site.node))
    check(change)

    row = Rule.objects.select_for_update().filter(owner_node=site.node, kind=kind).first()
    version = row.version + 1 if row else 1
    Rule.objects.update_or_create(
        owner_node=site.node,
        kind=kind,
        defaults={
            "active": change.active,
            **{name: getattr(change, name) for name in BOUNDS},
            "version": version,
        },
    )

    tell(
        RuleSet(site_id, str(kind), version, change.active),
        actor=actor,
        at=at,
        subject=f"site:{site_id}",
        owner_node=site.node,
    )
    return version
