"""What others must know of open disputes: whom not to bother, and what waits for a decision."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from seibi.contexts.customers import facade as customers
from seibi.contexts.support.contracts import DisputeState, Level, OpenDispute, Topic
from seibi.contexts.support.models.disputes import Dispute
from seibi.contexts.support.queries.timing import clocks_of
from seibi.kernel.rows import under

LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)


def has_open_dispute(customer_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people whose case is not decided: nobody sends them offers or reminders.

    People who are one after a merge are one here too. At most two queries.
    """
    wanted = set(customer_ids)
    if not wanted:
        return set()
    disputed = set(Dispute.objects.undecided().values_list("customer_id", flat=True))
    if not disputed:
        return set()
    survivors = customers.resolve(wanted | disputed)
    busy = {survivors.get(one, one) for one in disputed}
    return {one for one in wanted if survivors.get(one, one) in busy}


def open_disputes(*, node: str, at: dt.datetime) -> list[OpenDispute]:
    """The undecided disputes at or below a place, the next deadline first.

    The caller has asked whether the reader may. The number of queries grows only with the sites.
    """
    rows = list(Dispute.objects.undecided().filter(under(node)))
    return as_open(rows, at)


def as_open(rows: Sequence[Dispute], at: dt.datetime) -> list[OpenDispute]:
    """Rows as values, the next deadline first."""
    until = clocks_of(rows, at)
    found = [
        OpenDispute(
            id=row.pk,
            number=row.number,
            topic=Topic(row.topic),
            state=DisputeState(row.state),
            level=Level(row.level),
            node=row.owner_node,
            site_id=row.site_id,
            work_order_id=row.work_order_id,
            customer_id=row.customer_id,
            assignee_id=row.assignee_id,
            opened_at=row.opened_at,
            human_by=until[row.pk].human_by,
            decide_by=until[row.pk].decide_by,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.human_by or one.decide_by or LATEST, one.number))
