"""Authority that no estimate's answer gives: a ceiling, a paid diagnosis, the house."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import (
    AuthorityKind,
    Channel,
    LineAction,
    LineKind,
    LineState,
    Payer,
)
from seibi.contexts.work_orders.domain.authority import (
    HOUSE_KINDS,
    fits_payer,
    left_under_ceiling,
)
from seibi.contexts.work_orders.domain.lifecycle import LINE_LIFECYCLE
from seibi.contexts.work_orders.events.estimate import CeilingAgreed, LineAuthorised
from seibi.contexts.work_orders.models.estimate import Authority, Line
from seibi.contexts.work_orders.models.reception import Ceiling
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import supplying, texts
from seibi.contexts.work_orders.operations.included import check_stands_alone, follow
from seibi.contexts.work_orders.operations.lines import check_lines_may_change, revoke
from seibi.contexts.work_orders.operations.loading import line_of, locked_work_order, said
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.operations.settling import settle
from seibi.contexts.work_orders.permissions import can_grant, can_record_answer
from seibi.contexts.work_orders.queries import estimates
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken, require
from seibi.kernel.evidence import records as evidence
from seibi.kernel.money import Money


@transaction.atomic
def agree_ceiling(
    *,
    work_order_id: UUID,
    amount: Decimal,
    who: str,
    channel: Channel,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Up to this gross amount work may begin without another question; a new ceiling replaces the
    old one. Returns the evidence's id.

    Raises NotFound, NotAllowed, Invalid ("ceiling_not_positive", "who_missing"), RuleBroken
    ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_record_answer(actor, work_order))
    check_lines_may_change(work_order)
    who = said(who, "who", _("Type the name of the person who agrees."))
    limit = Money(amount, work_order.currency).rounded()
    if limit.amount <= 0:
        sentence = _("A ceiling is above zero.")
        raise Invalid("ceiling_not_positive", sentence, errors={"amount": sentence})
    text = texts.ceiling_text(work_order, limit)
    evidence_id = _proof(work_order, "ceiling", channel, who, text, actor, at)
    Ceiling.objects.filter(work_order=work_order, revoked_at=None).update(revoked_at=at)
    Ceiling.objects.create(
        work_order=work_order, amount=limit.amount, evidence_id=evidence_id, agreed_at=at
    )
    event = CeilingAgreed(work_order.pk, limit.amount, limit.currency, evidence_id)
    tell_about(work_order, event, actor=actor, at=at)
    return evidence_id


@transaction.atomic
def use_ceiling(
    *, work_order_id: UUID, line_ids: Sequence[UUID], actor: Actor, at: dt.datetime
) -> Money:
    """Lines within what is left of the ceiling may be worked on; what is left then is returned.

    Raises NotFound, NotAllowed, RuleBroken ("no_ceiling", "beyond_ceiling", "wrong_state",
    "payer_does_not_fit", "included_in_job").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_record_answer(actor, work_order))
    check_lines_may_change(work_order)
    row = Ceiling.objects.filter(work_order=work_order, revoked_at=None).first()
    if row is None:
        raise RuleBroken("no_ceiling", _("No ceiling was agreed for this visit."))
    known = estimates.authorities(line_ids)
    lines = [line_of(work_order, key) for key in dict.fromkeys(line_ids) if key not in known]
    _limit, used = estimates.ceiling_of(work_order)
    left = left_under_ceiling(row.amount, [used.amount])
    wanted = sum((line.gross for line in lines), Decimal(0))
    if wanted > left:
        sentence = _("These lines cost more than is left of the agreed ceiling. Ask the customer.")
        raise RuleBroken("beyond_ceiling", sentence, left=str(left))
    for line in lines:
        _grant(work_order, line, AuthorityKind.CEILING, row.evidence_id, "", actor, at)
    _move_on(work_order, lines, actor, at)
    return Money(left - wanted, work_order.currency)


@transaction.atomic
def agree_diagnosis(
    *,
    work_order_id: UUID,
    line_id: UUID,
    who: str,
    channel: Channel,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A paid diagnosis may begin before there is an estimate; it is charged whatever comes of it.

    Raises NotFound, NotAllowed, Invalid ("who_missing"), RuleBroken ("payer_does_not_fit", …).
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_record_answer(actor, work_order))
    check_lines_may_change(work_order)
    line = line_of(work_order, line_id)
    who = said(who, "who", _("Type the name of the person who agrees."))
    text = texts.diagnosis_text(work_order, Money(line.gross, work_order.currency))
    evidence_id = _proof(work_order, "paid_diagnosis", channel, who, text, actor, at)
    _grant(work_order, line, AuthorityKind.DIAGNOSIS, evidence_id, "", actor, at)
    _move_on(work_order, [line], actor, at)
    return evidence_id


@transaction.atomic
def grant_by_house(
    *,
    work_order_id: UUID,
    line_id: UUID,
    kind: AuthorityKind,
    reference: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Warranty, internal work and goodwill are paid by others than the customer, with a reference.

    Raises NotFound, NotAllowed, Invalid ("reference_missing"), RuleBroken ("payer_does_not_fit",
    "included_in_job", "wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    line = line_of(work_order, line_id)
    require(can_grant(actor, work_order, kind, line.gross))
    check_lines_may_change(work_order)
    if kind not in HOUSE_KINDS:
        raise _misfit()
    reference = said(reference, "reference", _("Type the claim number or the reason."))
    line.payer = HOUSE_KINDS[kind] if line.payer == Payer.CUSTOMER else line.payer
    line.reference = reference[:60]
    line.save(update_fields=["payer", "reference"])
    revoke(work_order, line, _("Somebody else pays."), actor=actor, at=at)
    _grant(work_order, line, kind, None, reference, actor, at)
    _move_on(work_order, [line], actor, at)


def _grant(
    work_order: WorkOrder,
    line: Line,
    kind: AuthorityKind,
    evidence_id: UUID | None,
    reference: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    check_stands_alone(line)
    if not fits_payer(kind, Payer(line.payer), LineKind(line.kind)):
        raise _misfit()
    if line.state != LineState.APPROVED:
        line.state = LINE_LIFECYCLE.after(LineState(line.state), LineAction.APPROVE)
        line.save(update_fields=["state"])
    follow(line)
    Authority.objects.create(
        work_order=work_order,
        line=line,
        kind=kind,
        max_amount=line.gross,
        evidence_id=evidence_id,
        reference=reference[:120],
        granted_by=actor.account_id,
        granted_at=at,
    )
    event = LineAuthorised(work_order.pk, line.pk, str(kind), line.gross, work_order.currency)
    tell_about(work_order, event, actor=actor, at=at)


def _move_on(work_order: WorkOrder, lines: Sequence[Line], actor: Actor, at: dt.datetime) -> None:
    settle(work_order, actor=actor, at=at)
    supplying.after_answers(work_order, lines, actor=actor, at=at)


def _proof(
    work_order: WorkOrder,
    kind: str,
    channel: Channel,
    who: str,
    text: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    return evidence.record(
        kind=kind,
        subject=work_order.subject,
        channel=evidence.Channel(str(channel)),
        who=who,
        text=text,
        owner_node=work_order.owner_node,
        actor=actor,
        at=at,
    )


def _misfit() -> RuleBroken:
    sentence = _("This authority does not fit who pays for the line. Choose the payer first.")
    return RuleBroken("payer_does_not_fit", sentence)
