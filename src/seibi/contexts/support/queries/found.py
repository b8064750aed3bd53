"""What a search says of disputes: the cases that are not decided yet about visits of a car."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.support.contracts import ANSWER, DECIDE, SEE, Topic
from seibi.contexts.support.labels import TOPIC_LABELS
from seibi.contexts.support.models.disputes import Dispute
from seibi.kernel.actor import Actor
from seibi.kernel.rows import under
from seibi.kernel.search.matters import DISPUTE, Matter


def open_matters(
    vehicle_ids: Collection[UUID], *, actor: Actor, at: dt.datetime
) -> dict[UUID, list[Matter]]:
    """Undecided cases: who may see or decide them goes to the case, who answers the owner to the
    messages. Nobody else learns of them. One query.
    """
    nodes = {*actor.nodes(SEE), *actor.nodes(DECIDE), *actor.nodes(ANSWER)}
    if not nodes:
        return {}
    rows = Dispute.objects.undecided().filter(under(*nodes), work_order__vehicle_id__in=vehicle_ids)
    found: dict[UUID, list[Matter]] = defaultdict(list)
    for row in rows.select_related("work_order").order_by("opened_at"):
        found[row.work_order.vehicle_id].append(_matter(row, actor))
    return found


def _matter(row: Dispute, actor: Actor) -> Matter:
    leads = any(actor.may(one, at_node=row.owner_node) for one in (SEE, DECIDE))
    url = (
        reverse("support:leader_case", args=[row.pk])
        if leads
        else reverse("support:desk_thread", args=[row.work_order_id])
    )
    return Matter(
        pressing=DISPUTE,
        label=_("Case %(number)s: %(topic)s")
        % {"number": row.number, "topic": TOPIC_LABELS[Topic(row.topic)]},
        tone="late",
        icon="scale",
        url=url,
        step=_("Open the case") if leads else _("Read what they say"),
    )
