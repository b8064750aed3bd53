"""Lines of work come, change and go; what the customer agreed to is never changed underneath."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from seibi.contexts.parts import facade as parts
from seibi.contexts.work_orders.contracts import LineAction, LineState, NewLine, State, TaxRule
from seibi.contexts.work_orders.domain.lifecycle import LINE_LIFECYCLE, LINES_MAY_CHANGE
from seibi.contexts.work_orders.domain.pricing import (
    UnitPrice,
    is_sensible,
    price,
    unit_from_gross,
    unit_from_net,
)
from seibi.contexts.work_orders.events.estimate import AuthorityRevoked, LineChanged
from seibi.contexts.work_orders.models.estimate import Authority, Line
from seibi.contexts.work_orders.models.floor import PartIssue
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import drafting, supplying
from seibi.contexts.work_orders.operations.included import check_stands_alone, follow, parts_of
from seibi.contexts.work_orders.operations.loading import line_of, locked_work_order
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.permissions import can_estimate
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken, require
from seibi.kernel.money import Money

CHANGEABLE = (
    "title",
    "why",
    "if_not",
    "severity",
    "quantity",
    "unit_net",
    "unit_gross",
    "payer",
    "reference",
)
OF_THE_JOB = ("unit_net", "unit_gross", "payer", "reference")  # no included part has its own


@transaction.atomic
def add_line(*, work_order_id: UUID, new: NewLine, actor: Actor, at: dt.datetime) -> UUID:
    """A new line costs nobody anything until a version shows it and somebody agrees.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state"), Invalid ("line_price_missing", …).
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_estimate(actor, work_order))
    check_lines_may_change(work_order)
    line = drafting.draft_line(work_order, new, at)
    _tell(work_order, line, "added", actor, at)
    return line.pk


@transaction.atomic
def add_menu_lines(
    *, work_order_id: UUID, codes: list[str], actor: Actor, at: dt.datetime
) -> list[UUID]:
    """Work from the menu comes with its parts, at today's prices of the site.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "operation_unknown").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_estimate(actor, work_order))
    check_lines_may_change(work_order)
    lines = drafting.draft_from_menu(work_order, codes, at)
    for line in lines:
        _tell(work_order, line, "added", actor, at)
    return [line.pk for line in lines]


@transaction.atomic
def change_line(
    *, work_order_id: UUID, line_id: UUID, changes: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    """A changed line is an open line: what was agreed before does not cover it any more.

    Raises NotFound, NotAllowed, Invalid ("field_unknown", "line_not_priced", "line_priced_twice"),
    RuleBroken ("wrong_state", "line_is_done", "parts_are_out", "included_in_job").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_estimate(actor, work_order))
    check_lines_may_change(work_order)
    line = line_of(work_order, line_id)
    _check_changeable(line)
    drafting.check_priced_once(changes.get("unit_net"), changes.get("unit_gross"))
    if line.included_in_id and not set(changes).isdisjoint(OF_THE_JOB):
        check_stands_alone(line)
    if not changes:
        raise Invalid("nothing_to_change", _("Say what changes on this line."))
    if unknown := set(changes) - set(CHANGEABLE):
        sentence = _("This cannot be changed on a line.")
        raise Invalid("field_unknown", sentence, errors=dict.fromkeys(sorted(unknown), sentence))
    for name, value in changes.items():
        setattr(line, name, value)
    if "unit_net" in changes:
        line.unit_gross = None
    reprice(line, work_order)
    _open_again(work_order, line, _("The line was changed."), actor, at)
    line.save()
    follow(line)
    if line.included_in_id and "quantity" in changes:
        parts.release(subject=work_order.subject, line_id=line.pk, actor=actor, at=at)
        supplying.after_answers(work_order, [line], actor=actor, at=at)
    _tell(work_order, line, "changed", actor, at)


@transaction.atomic
def remove_line(*, work_order_id: UUID, line_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A line is taken off with the parts included in it; what was shown before still shows it, and
    the parts are free.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "line_is_done", "parts_are_out").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_estimate(actor, work_order))
    check_lines_may_change(work_order)
    line = line_of(work_order, line_id)
    _check_changeable(line)
    _open_again(work_order, line, _("The line was taken off."), actor, at)
    for gone in [line, *parts_of([line])]:
        gone.removed_at = at
        gone.save()
        parts.release(subject=work_order.subject, line_id=gone.pk, actor=actor, at=at)
        _tell(work_order, gone, "removed", actor, at)


def reprice(line: Line, work_order: WorkOrder) -> None:
    """Net, tax and gross follow quantity and price. Raises Invalid ("line_not_priced")."""
    unit = _unit_of(line, work_order)
    if not is_sensible(line.quantity, unit.written.amount, line.tax_rate):
        sentence = _("A quantity is above zero and a price not below it.")
        raise Invalid("line_not_priced", sentence, errors={"quantity": sentence})
    priced = price(line.quantity, unit, line.tax_rate)
    line.unit_net, line.unit_gross = unit.net.amount, unit.gross_amount
    line.net, line.tax, line.gross = priced.net.amount, priced.tax.amount, priced.gross.amount


def revoke(work_order: WorkOrder, line: Line, reason: str, *, actor: Actor, at: dt.datetime) -> int:
    """Whatever allowed work on this line ends; how many authorities that were."""
    rows = Authority.objects.filter(line=line, revoked_at=None)
    count = rows.update(revoked_at=at, revoked_reason=reason[:300])
    if count:
        event = AuthorityRevoked(work_order.pk, line.pk)
        tell_about(work_order, event, actor=actor, at=at)
    return count


def check_lines_may_change(work_order: WorkOrder) -> None:
    """Lines change from the check-in until the work is done. Raises RuleBroken ("wrong_state")."""
    if State(work_order.state) not in LINES_MAY_CHANGE:
        sentence = _(
            "Lines change between check-in and the end of the work. Open the work again first."
        )
        raise RuleBroken("wrong_state", sentence, state=work_order.state)


def _unit_of(line: Line, work_order: WorkOrder) -> UnitPrice:
    if line.unit_gross is not None:
        return unit_from_gross(Money(line.unit_gross, work_order.currency), line.tax_rate)
    net = Money(line.unit_net, work_order.currency)
    return unit_from_net(net, line.tax_rate, TaxRule(work_order.tax_rule))


def _check_changeable(line: Line) -> None:
    if line.state == LineState.DONE:
        raise RuleBroken("line_is_done", _("This line is done. Take the work back first."))
    rows = PartIssue.objects.filter(Q(line=line) | Q(line__included_in=line))
    out = sum(issue.quantity for issue in rows)
    if out:
        sentence = _("Parts of this line are with the technician. Take them back first.")
        raise RuleBroken("parts_are_out", sentence)


def _open_again(
    work_order: WorkOrder, line: Line, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """What was agreed ends here; an included part has no word of its own and stays with its job."""
    if line.included_in_id:
        return
    revoke(work_order, line, reason, actor=actor, at=at)
    if line.state != LineState.OPEN:
        line.state = LINE_LIFECYCLE.after(LineState(line.state), LineAction.REOPEN)


def _tell(work_order: WorkOrder, line: Line, change: str, actor: Actor, at: dt.datetime) -> None:
    tell_about(work_order, LineChanged(work_order.pk, line.pk, change), actor=actor, at=at)
