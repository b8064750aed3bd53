"""Lines within a standing instruction agree themselves, on the evidence of what was said once."""

import datetime as dt

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CONSENT_PER_ITEM, StandingInfo
from seibi.contexts.network import facade as network
from seibi.contexts.parts.contracts import NEEDS_WRITTEN_CONSENT
from seibi.contexts.work_orders.contracts import Answer, Channel, LineAnswer, LineState, Payer
from seibi.contexts.work_orders.domain.standing import Offered, covered
from seibi.contexts.work_orders.models.estimate import EstimateLine, EstimateVersion
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import answering, messages
from seibi.contexts.work_orders.queries import estimates
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken


def answer_by_standing(
    work_order: WorkOrder, version: EstimateVersion, *, actor: Actor, at: dt.datetime
) -> bool:
    """Whether the owner's standing word answered for lines of this version; the owner is told.

    A limit of the authoriser or a purchase order that is missing is not overcome by it.
    """
    known = customers.standing_of(work_order.customer_id)
    if known is None or known.limit is None or known.limit.currency != work_order.currency:
        return False
    lines = estimates.current_lines(work_order)
    chosen = covered(
        _offered(version),
        limit=known.limit.amount,
        agreed=estimates.agreed_total(work_order, lines).amount,
        country=network.site(work_order.site_id).country,
        consent_per_item=CONSENT_PER_ITEM,
    )
    if not chosen:
        return False
    try:
        answering.write_answers(
            work_order,
            version.number,
            [LineAnswer(line_id, Answer.APPROVE) for line_id in chosen],
            answering.Said(Channel.STANDING, known.who, _details(known)),
            actor=actor,
            at=at,
        )
    except RuleBroken:
        return False
    messages.begun_by_standing(work_order, version, actor=actor, at=at)
    return True


def _offered(version: EstimateVersion) -> list[Offered]:
    rows = estimates.shown_in(version)
    return [
        Offered(row.line_id, row.gross, _needs_writing(row, rows))
        for row in rows
        if row.line.included_in_id is None
        and row.line.state == LineState.OPEN
        and row.line.payer == Payer.CUSTOMER
        and row.line.removed_at is None
    ]


def _needs_writing(row: EstimateLine, rows: list[EstimateLine]) -> bool:
    parts = [row, *(each for each in rows if each.line.included_in_id == row.line_id)]
    return any(each.shown["part_origin"] in NEEDS_WRITTEN_CONSENT for each in parts)


def _details(known: StandingInfo) -> dict[str, str]:
    """Where the words stand that were said once."""
    return {
        "standing": str(known.id),
        "standing_sha256": known.sha256,
        "standing_said_at": known.said_at.isoformat(),
        "standing_limit": str(known.limit.amount) if known.limit else "",
    }
