"""What leaders do with a case: take it, ask, hand it on, decide it with a reason."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.support.contracts import (
    DisputeAction,
    DisputeOutcome,
    Effect,
    Happened,
    Level,
    LineRuling,
    Ruling,
    Topic,
)
from seibi.contexts.support.domain.routing import within_limit
from seibi.contexts.support.events import DisputeDecided
from seibi.contexts.support.models.disputes import ConductFlag, Dispute
from seibi.contexts.support.operations import complaints, letters, routing
from seibi.contexts.support.operations.loading import (
    account_of,
    house,
    locked_dispute,
    locked_for_house,
    said,
)
from seibi.contexts.support.operations.moving import advance, log, place, tell_about
from seibi.contexts.support.permissions import can_lead
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import LineInfo
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import Invalid, RuleBroken, require

REVIEW_AFTER = dt.timedelta(days=14)
UNCHANGED = ("estimate_empty", "estimate_unchanged")


@transaction.atomic
def take(*, dispute_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A person has it in hand; the owner sees who, and the first clock stops.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    dispute = _lead(dispute_id, actor)
    dispute.assignee_id = account_of(actor)
    advance(dispute, DisputeAction.TAKE, Happened.TAKEN, actor=actor, at=at)


@transaction.atomic
def ask_owner(*, dispute_id: UUID, words: str, actor: Actor, at: dt.datetime) -> None:
    """While the owner has been asked, our clocks rest.

    Raises NotFound, NotAllowed, Invalid ("words_missing"), RuleBroken ("wrong_state").
    """
    dispute = _lead(dispute_id, actor)
    words = said(words, "words", _("Write what you want to know."))
    advance(dispute, DisputeAction.ASK_OWNER, Happened.ASKED_OWNER, words=words, actor=actor, at=at)
    letters.to_owner(dispute, "asked", {"words": words}, actor=actor, at=at)


@transaction.atomic
def hand_on(*, dispute_id: UUID, words: str, actor: Actor, at: dt.datetime) -> None:
    """Whoever may not decide it hands it to the next level, with the reason.

    Raises NotFound, NotAllowed, Invalid ("words_missing"), RuleBroken ("wrong_state",
    "nobody_above").
    """
    dispute = _lead(dispute_id, actor)
    words = said(words, "words", _("Say why the next level should decide."))
    if not to_next_level(dispute, Happened.HANDED_ON, words=words, actor=actor, at=at):
        sentence = _("Nobody above may decide this. It stays with you.")
        raise RuleBroken("nobody_above", sentence)


@transaction.atomic
def decide(*, dispute_id: UUID, ruling: Ruling, actor: Actor, at: dt.datetime) -> None:
    """A decision has a reason in the owner's language; its lines go on, are dropped or priced anew
    through a new estimate version, and money stays within the limit of who decides.

    Raises NotFound, NotAllowed, Invalid ("reason_missing", "price_missing"), RuleBroken
    ("beyond_limit", "wrong_state", and what the visit refuses).
    """
    dispute = _lead(dispute_id, actor)
    reason = said(ruling.reason, "reason", _("Write the reason, in the owner's language."))
    _check_limit(dispute, ruling, actor)
    dispute.outcome, dispute.reason = ruling.outcome, reason
    dispute.redress = ruling.redress.strip()[:300]
    dispute.goodwill = ruling.goodwill.amount if ruling.goodwill else None
    dispute.decided_at, dispute.decided_by = at, account_of(actor)
    advance(dispute, DisputeAction.DECIDE, Happened.DECIDED, actor=actor, at=at)
    _settle_lines(dispute, ruling, actor, at)
    complaints.decided(dispute, ruling.cause, actor=actor, at=at)
    tell_about(dispute, _decided(dispute, at), actor=actor, at=at)
    letters.to_owner(dispute, "decided", {"reason": reason}, actor=actor, at=at)


@transaction.atomic
def flag_conduct(*, dispute_id: UUID, what: str, actor: Actor, at: dt.datetime) -> UUID:
    """Whoever of the house is treated badly gets a second person at their side; the matter itself
    goes on as before, and the flag is looked at again in two weeks. Returns who joins.

    Raises NotFound, Invalid ("what_missing"), RuleBroken ("nobody_else").
    """
    dispute = locked_for_house(dispute_id, actor)
    by = account_of(actor)
    what = said(what, "what", _("Write down what happened, without judging."))
    second = routing.second_person(dispute.owner_node, never={by}, at=at)
    if second is None:
        raise RuleBroken("nobody_else", _("No other leader is there. Call head office."))
    ConductFlag.objects.create(
        dispute=dispute,
        what=what,
        flagged_by=by,
        second=second,
        flagged_at=at,
        review_at=at + REVIEW_AFTER,
    )
    dispute.second_id = second
    log(dispute, Happened.FLAGGED, actor=actor, at=at)
    letters.to_leader(dispute, second, actor=actor, at=at)
    return second


def to_next_level(
    dispute: Dispute,
    happened: Happened,
    *,
    words: str,
    actor: Actor,
    at: dt.datetime,
) -> bool:
    """Whether somebody above has it now, and was told; else it stays where it is."""
    involved = {one for one in (dispute.advisor_id, dispute.assignee_id) if one}
    level, assignee = routing.whom(
        Topic(dispute.topic), Level(dispute.level), dispute.owner_node, never=involved, at=at
    )
    if assignee is None:
        return False
    place(dispute, level, assignee)
    advance(dispute, DisputeAction.HAND_ON, happened, words=words, actor=actor, at=at)
    letters.to_leader(dispute, assignee, actor=actor, at=at)
    return True


def _lead(dispute_id: UUID, actor: Actor) -> Dispute:
    dispute = locked_dispute(dispute_id, actor)
    require(can_lead(actor, dispute))
    return dispute


def _check_limit(dispute: Dispute, ruling: Ruling, actor: Actor) -> None:
    """What a decision costs the house: what is given, and what lines cost less."""
    given = ruling.goodwill.amount if ruling.goodwill else Decimal(0)
    if given < 0:
        raise Invalid("goodwill_negative", _("Goodwill is not below zero."))
    lines = {line.id: line for line in _lines(dispute)}
    for one in ruling.lines:
        if one.line_id not in dispute.line_ids or one.line_id not in lines:
            raise Invalid("line_not_disputed", _("This line is not part of the case."))
        if one.effect is Effect.REPRICE:
            if one.unit_net is None or one.unit_net < 0:
                sentence = _("Type the new price.")
                raise Invalid("price_missing", sentence, errors={"unit_net": sentence})
            line = lines[one.line_id]
            given += max(line.unit_net.amount - one.unit_net, Decimal(0)) * line.quantity
    if not within_limit(given, actor.limit("goodwill", at_node=dispute.owner_node)):
        sentence = _("This is more money than you may give. Hand the case on to the next level.")
        raise RuleBroken("beyond_limit", sentence)


def _lines(dispute: Dispute) -> list[LineInfo]:
    page = work_orders.work_order_page(
        work_order_id=dispute.work_order_id, actor=SYSTEM, at=dispute.opened_at
    )
    return list(page.lines)


def _settle_lines(dispute: Dispute, ruling: Ruling, actor: Actor, at: dt.datetime) -> None:
    """The stopped lines go on; what is dropped or priced anew is shown in a new version."""
    by = house(actor)
    work_orders.let_lines_go(
        work_order_id=dispute.work_order_id, number=dispute.number, actor=by, at=at
    )
    changed = [one for one in ruling.lines if one.effect is not Effect.GO_ON]
    for one in changed:
        _change_line(dispute, one, by, at)
    if not changed:
        return
    try:
        work_orders.make_estimate(
            work_order_id=dispute.work_order_id,
            reason=dispute.number,
            tell_customer=True,
            actor=by,
            at=at,
        )
    except RuleBroken as refusal:
        if refusal.code not in UNCHANGED:
            raise


def _change_line(dispute: Dispute, one: LineRuling, by: Actor, at: dt.datetime) -> None:
    if one.effect is Effect.DROP:
        work_orders.remove_line(
            work_order_id=dispute.work_order_id, line_id=one.line_id, actor=by, at=at
        )
        return
    work_orders.change_line(
        work_order_id=dispute.work_order_id,
        line_id=one.line_id,
        changes={"unit_net": one.unit_net},
        actor=by,
        at=at,
    )


def _decided(dispute: Dispute, at: dt.datetime) -> DisputeDecided:
    return DisputeDecided(
        dispute.pk,
        dispute.work_order_id,
        dispute.site_id,
        dispute.customer_id,
        str(dispute.topic),
        str(DisputeOutcome(dispute.outcome)),
        int((at - dispute.opened_at).total_seconds() // 60),
    )
