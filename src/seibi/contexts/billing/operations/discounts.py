"""Giving money away: within one's limit at once, above it by somebody else's word."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import SEE
from seibi.contexts.billing.contracts.discounts import DiscountAction as Do
from seibi.contexts.billing.contracts.discounts import DiscountState, NewDiscount
from seibi.contexts.billing.domain import discounts as rules
from seibi.contexts.billing.domain.lines import is_outside_tax
from seibi.contexts.billing.events import DiscountAsked, DiscountSettled
from seibi.contexts.billing.models.discounts import Discount
from seibi.contexts.billing.permissions import (
    can_ask_for_discount,
    can_decide_discount,
    can_discount,
)
from seibi.contexts.billing.queries.reductions import shown
from seibi.contexts.network import facade as network
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import BillableLine, Payer, WorkOrderInfo
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.evidence.records import Channel, record
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money, total

ANSWER_WITHIN = dt.timedelta(minutes=15)


@transaction.atomic
def ask_for_discount(
    *, work_order_id: UUID, new: NewDiscount, actor: Actor, at: dt.datetime
) -> tuple[UUID, DiscountState]:
    """Within one's limit it is given at once; above it, it waits for somebody who may.

    Raises NotFound, NotAllowed, RuleBroken ("nothing_to_discount", "discounted_already"),
    Invalid ("reason_missing", "discount_amount").
    """
    visit = work_orders.info(work_order_id=work_order_id, actor=actor)
    if not actor.may(SEE, at_node=visit.owner_node):
        raise NotFound("work_order_not_found")
    require(can_ask_for_discount(actor, visit.owner_node))
    lines = _reducible(visit, actor)
    standing = _standing(work_order_id, at)
    row = _row(visit, lines, new, actor, at)
    if any(each.work_order_line_id == new.line_id for each in standing):
        raise RuleBroken(
            "discounted_already", _("There is a discount on this already. Withdraw it first.")
        )
    whole = total((shown(x, visit.tax_rule) for x in lines), visit.currency)
    others = total((Money(each.amount, each.currency) for each in standing), visit.currency)
    all_given = others + Money(row.amount, row.currency)
    if all_given.exceeds(whole):
        _refuse_amount()
    row.share = rules.share_of(all_given, whole)
    if can_discount(actor, visit.owner_node, row.share):
        _settle(row, DiscountState.APPROVED, "", actor, at)
    else:
        row.expires_at = at + ANSWER_WITHIN
        row.save()
        _prove(row, row.asked_by_name, "discount_asked", row.reason, actor, at)
        event = DiscountAsked(row.pk, work_order_id, row.amount, row.currency, row.share)
        tell(event, actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
    return row.pk, DiscountState(row.state)


@transaction.atomic
def decide_discount(
    *, discount_id: UUID, approve: bool, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """One word ends the waiting at the desk: yes within one's limit, or no.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "discount_expired").
    """
    row = _locked(discount_id, actor)
    require(can_decide_discount(actor, row.owner_node, row.share if approve else Decimal(0)))
    after = rules.LIFECYCLE.after(DiscountState(row.state), Do.APPROVE if approve else Do.DECLINE)
    if row.expires_at is not None and row.expires_at <= at:
        raise RuleBroken(
            "discount_expired", _("Nobody answered in time. The desk has to ask again.")
        )
    _settle(row, after, reason, actor, at)


@transaction.atomic
def withdraw_discount(*, discount_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Who may ask may also take it back, as long as it is not on an invoice.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    row = _locked(discount_id, actor)
    require(can_ask_for_discount(actor, row.owner_node))
    after = rules.LIFECYCLE.after(DiscountState(row.state), Do.WITHDRAW)
    _settle(row, after, row.decided_reason, actor, at)


@transaction.atomic
def note_used(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The discounts stand on a paper now. The caller has asked, and holds the visit."""
    _move(work_order_id, DiscountState.APPROVED, Do.USE, actor, at)


@transaction.atomic
def note_free(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The paper was taken back: what was given may stand on the next one. The caller has asked."""
    _move(work_order_id, DiscountState.USED, Do.FREE, actor, at)


def _move(
    work_order_id: UUID, state: DiscountState, action: Do, actor: Actor, at: dt.datetime
) -> None:
    for row in Discount.objects.filter(work_order_id=work_order_id, state=state).locked():
        row.state = rules.LIFECYCLE.after(state, action)
        row.save(update_fields=["state"])
        _tell(row, actor, at)


def _reducible(visit: WorkOrderInfo, actor: Actor) -> list[BillableLine]:
    """What the customer is asked for, without fees that go on to the state."""
    found = work_orders.billable_lines(work_order_id=visit.id, actor=actor)
    lines = [x for x in found if x.payer == Payer.CUSTOMER and not is_outside_tax(x)]
    if not lines:
        raise RuleBroken(
            "nothing_to_discount", _("Nothing is done and agreed yet that could cost less.")
        )
    return lines


def _standing(work_order_id: UUID, at: dt.datetime) -> list[Discount]:
    """Those that count; what nobody answered in time is put aside."""
    rows = Discount.objects.filter(work_order_id=work_order_id, state__in=rules.STANDING).locked()
    counted = []
    for row in rows:
        if row.state == DiscountState.ASKED and row.expires_at and row.expires_at <= at:
            row.state = rules.LIFECYCLE.after(DiscountState.ASKED, Do.EXPIRE)
            row.save(update_fields=["state"])
        else:
            counted.append(row)
    return counted


def _row(
    visit: WorkOrderInfo,
    lines: Sequence[BillableLine],
    new: NewDiscount,
    actor: Actor,
    at: dt.datetime,
) -> Discount:
    """The discount as it is asked for. Raises Invalid, NotFound."""
    if not new.reason.strip():
        sentence = _("Say why it costs less; it stands beside the discount.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence})
    meant = [x for x in lines if new.line_id is None or x.line_id == new.line_id]
    if not meant:
        raise NotFound("line_not_found")
    base = total((shown(x, visit.tax_rule) for x in meant), visit.currency)
    amount = rules.worth(base, percent=new.percent, amount=new.amount)
    if amount.amount <= 0 or amount.exceeds(base) or amount != amount.rounded():
        _refuse_amount()
    return Discount(
        owner_node=visit.owner_node,
        work_order_id=visit.id,
        work_order_line_id=new.line_id,
        percent=new.percent,
        amount=amount.amount,
        base=base.amount,
        currency=visit.currency,
        reason=new.reason.strip()[:300],
        asked_by=actor.account_id,
        asked_by_name=_name_of(actor),
        asked_at=at,
    )


def _refuse_amount() -> None:
    sentence = _("Enter per cent up to 100, or an amount up to the sum, in whole coins.")
    raise Invalid("discount_amount", sentence, errors={"value": sentence})


def _settle(
    row: Discount, state: DiscountState, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """Who decided, when and why; kept as evidence."""
    row.state, row.decided_at, row.decided_by = state, at, actor.account_id
    row.decided_by_name, row.decided_reason = _name_of(actor), reason.strip()[:300]
    row.save()
    _prove(row, row.decided_by_name, f"discount_{state}", reason, actor, at)
    _tell(row, actor, at)


def _tell(row: Discount, actor: Actor, at: dt.datetime) -> None:
    event = DiscountSettled(row.pk, row.work_order_id, row.state, row.amount, row.currency)
    tell(event, actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)


def _prove(row: Discount, who: str, kind: str, words: str, actor: Actor, at: dt.datetime) -> None:
    text = f"{row.amount:f} {row.currency} ({row.share.normalize():f} %): {row.reason}"
    record(
        kind=kind,
        subject=row.subject,
        channel=Channel.SCREEN,
        who=who,
        text=f"{text}\n{words}".strip(),
        owner_node=row.owner_node,
        actor=actor,
        at=at,
        details={"work_order": str(row.work_order_id), "line": str(row.work_order_line_id or "")},
    )


def _name_of(actor: Actor) -> str:
    try:
        account = UUID(actor.account_id)
    except ValueError:
        return actor.account_id
    return network.names_by_account({account}).get(account, actor.account_id)


def _locked(discount_id: UUID, actor: Actor) -> Discount:
    row = Discount.objects.visible_to(actor).locked().filter(pk=discount_id).first()
    if row is None:
        raise NotFound("discount_not_found")
    return row
