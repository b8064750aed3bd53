"""Making an estimate version: what is shown is written down once, with its hash and its changes."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import Action, AuthorityKind, LineState, Payer, State
from seibi.contexts.work_orders.domain.estimate import (
    canonical,
    changes_between,
    line_hash,
    plain,
    sha256,
)
from seibi.contexts.work_orders.domain.lifecycle import LIFECYCLE
from seibi.contexts.work_orders.events.estimate import EstimateMade
from seibi.contexts.work_orders.models.estimate import (
    Authority,
    EstimateLine,
    EstimateVersion,
    Line,
)
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import asking, messages, standing
from seibi.contexts.work_orders.operations.lines import check_lines_may_change
from seibi.contexts.work_orders.operations.loading import locked_work_order
from seibi.contexts.work_orders.operations.moving import advance, tell_about
from seibi.contexts.work_orders.permissions import can_estimate
from seibi.contexts.work_orders.queries import estimates
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken, require


@transaction.atomic
def make_estimate(
    *, work_order_id: UUID, reason: str, tell_customer: bool, actor: Actor, at: dt.datetime
) -> int:
    """Every change is a new version; answers to older ones count no longer, except for lines that
    are shown exactly as before. Returns the version's number.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "estimate_empty", "estimate_unchanged").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_estimate(actor, work_order))
    check_lines_may_change(work_order)
    lines = estimates.current_lines(work_order)
    before = estimates.latest_version(work_order)
    shown = estimates.shown_lines(work_order, lines)
    _check_worth_a_version(work_order, before, shown)

    version = _write(work_order, before, lines, shown, reason, actor, at)
    _carry_over(work_order, before, version, actor, at)
    if LIFECYCLE.allows(State(work_order.state), Action.ESTIMATE):
        advance(work_order, Action.ESTIMATE, actor=actor, at=at)
    asked = any(line.state == LineState.OPEN and line.payer == Payer.CUSTOMER for line in lines)
    event = EstimateMade(
        work_order.pk, version.number, version.sha256, version.gross, work_order.currency, asked
    )
    tell_about(work_order, event, actor=actor, at=at)
    if asked and tell_customer and not _answered_by_standing(work_order, version, actor, at):
        messages.estimate_ready(work_order, version, actor=actor, at=at)
        asking.asked(work_order, version, actor=actor, at=at)
    return version.number


def _answered_by_standing(
    work_order: WorkOrder, version: EstimateVersion, actor: Actor, at: dt.datetime
) -> bool:
    """Whether nobody has to be asked any more: what the owner said once answers for the rest."""
    if not standing.answer_by_standing(work_order, version, actor=actor, at=at):
        return False
    return not any(
        line.state == LineState.OPEN and line.payer == Payer.CUSTOMER
        for line in estimates.current_lines(work_order)
    )


def _check_worth_a_version(
    work_order: WorkOrder, before: EstimateVersion | None, shown: list[dict[str, Any]]
) -> None:
    if not shown:
        raise RuleBroken("estimate_empty", _("Add at least one line before you show the estimate."))
    if before is not None and estimates.is_current(work_order):
        sentence = _("Nothing has changed since version %(number)s, so it stays valid.")
        raise RuleBroken("estimate_unchanged", sentence % {"number": before.number})


def _write(
    work_order: WorkOrder,
    before: EstimateVersion | None,
    lines: list[Line],
    shown: list[dict[str, Any]],
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> EstimateVersion:
    number = before.number + 1 if before else 1
    total = estimates.sum_of(work_order, lines)
    net, tax, gross = total.net.amount, total.tax.amount, total.gross.amount
    text = canonical(
        {
            "visit": work_order.number,
            "version": number,
            "currency": work_order.currency,
            "lines": shown,
            "net": plain(net),
            "tax": plain(tax),
            "gross": plain(gross),
        }
    )
    earlier = [row.shown for row in estimates.shown_in(before)]
    changes = changes_between(earlier, shown) if before else []
    version = EstimateVersion.objects.create(
        work_order=work_order,
        number=number,
        canonical=text,
        sha256=sha256(text),
        net=net,
        tax=tax,
        gross=gross,
        reason=reason.strip()[:300],
        changes=[change.as_json() for change in changes],
        made_by=actor.account_id,
        made_at=at,
    )
    for line, look in zip(lines, shown, strict=True):
        EstimateLine.objects.create(
            version=version,
            line=line,
            position=line.position,
            part_id=line.part_id,
            payer=line.payer,
            quantity=Decimal(line.quantity),
            net=line.net,
            tax=line.tax,
            gross=line.gross,
            shown=look,
            line_hash=line_hash(look),
        )
    return version


def _carry_over(
    work_order: WorkOrder,
    before: EstimateVersion | None,
    version: EstimateVersion,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """What was approved and is shown exactly as before stays approved, on the same evidence."""
    if before is None:
        return
    now = {row.line_id: row for row in estimates.shown_in(version)}
    earlier = Authority.objects.filter(
        work_order=work_order,
        kind=AuthorityKind.CUSTOMER_APPROVAL,
        estimate_line__version=before,
        revoked_at=None,
    ).select_related("estimate_line")
    for old in earlier:
        row = now.get(old.line_id)
        if row is None or old.estimate_line is None or row.line_hash != old.estimate_line.line_hash:
            continue
        Authority.objects.create(
            work_order=work_order,
            line_id=old.line_id,
            kind=old.kind,
            estimate_line=row,
            decision_id=old.decision_id,
            carried_from=old,
            max_amount=old.max_amount,
            evidence_id=old.evidence_id,
            granted_by=actor.account_id,
            granted_at=at,
        )
