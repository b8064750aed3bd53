"""Answers to an estimate: on the screen, by telephone, on paper; one kind of evidence for all."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.parts.contracts import NEEDS_WRITTEN_CONSENT
from seibi.contexts.work_orders.contracts import (
    Answer,
    AuthorityKind,
    Channel,
    LineAction,
    LineAnswer,
    LineState,
    PartyRole,
    Payer,
    State,
)
from seibi.contexts.work_orders.domain.authority import exceeds_limit, who_may_answer
from seibi.contexts.work_orders.domain.estimate import line_hash, plain
from seibi.contexts.work_orders.domain.lifecycle import ANSWERS_COUNT, LINE_LIFECYCLE
from seibi.contexts.work_orders.events.estimate import EstimateAnswered
from seibi.contexts.work_orders.models.estimate import (
    Authority,
    EstimateLine,
    EstimateVersion,
    Line,
    LineDecision,
)
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import supplying, texts
from seibi.contexts.work_orders.operations.included import check_stands_alone, follow
from seibi.contexts.work_orders.operations.loading import (
    locked_for_owner,
    locked_work_order,
    party_of,
    said,
)
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.operations.settling import settle
from seibi.contexts.work_orders.permissions import can_answer_on_screen, can_record_answer
from seibi.contexts.work_orders.queries import estimates
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken, require
from seibi.kernel.evidence import records as evidence
from seibi.kernel.files import store
from seibi.kernel.files.models import Retention
from seibi.kernel.money import Money

ACTIONS = {
    Answer.APPROVE: LineAction.APPROVE,
    Answer.DECLINE: LineAction.DECLINE,
    Answer.DEFER: LineAction.DEFER,
}
STATES = {
    Answer.APPROVE: LineState.APPROVED,
    Answer.DECLINE: LineState.DECLINED,
    Answer.DEFER: LineState.DEFERRED,
}


@dataclass(frozen=True, slots=True)
class Said:
    """By whom an answer was given, which way, and what else proves it."""

    channel: Channel
    who: str
    details: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[UUID] = ()


@transaction.atomic
def answer_on_screen(
    *,
    work_order_id: UUID,
    version: int,
    answers: Sequence[LineAnswer],
    who: str,
    signature: bytes | None,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Only the person who may say yes answers, only to the version that is valid now. Returns the
    evidence's id.

    Raises NotFound, NotAllowed, RuleBroken ("estimate_outdated", "nothing_to_answer",
    "beyond_limit", "purchase_order_missing", "included_in_job", "wrong_state"), Invalid
    ("answers_missing").
    """
    work_order = locked_for_owner(work_order_id, actor)
    require(can_answer_on_screen(actor, work_order, asked_person(work_order)))
    name = who.strip() or asked_name(work_order)
    files = [_kept(work_order, signature, at)] if signature else []
    said_how = Said(Channel.SCREEN, name, files=files)
    return write_answers(work_order, version, answers, said_how, actor=actor, at=at)


@transaction.atomic
def record_by_telephone(
    *,
    work_order_id: UUID,
    version: int,
    answers: Sequence[LineAnswer],
    who: str,
    phone: str,
    read_back: bool,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A telephone answer counts when it was read back: who, number, time, lines and total.

    Raises what ``answer_on_screen`` raises, and Invalid ("who_missing", "phone_missing",
    "not_read_back"), RuleBroken ("written_consent_needed").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_record_answer(actor, work_order))
    who = said(who, "who", _("Type the name of the person on the telephone."))
    phone = said(phone, "phone", _("Type the number you spoke on."))
    if not read_back:
        sentence = _("Read the lines and the total back to the customer, then tick that you did.")
        raise Invalid("not_read_back", sentence, errors={"read_back": sentence})
    said_how = Said(Channel.TELEPHONE, who, {"phone": phone, "read_back": "yes"})
    return write_answers(work_order, version, answers, said_how, actor=actor, at=at)


@transaction.atomic
def record_on_paper(
    *,
    work_order_id: UUID,
    version: int,
    answers: Sequence[LineAnswer],
    who: str,
    paper: bytes | None,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A signature on paper counts when the paper is kept.

    Raises what ``answer_on_screen`` raises, and Invalid ("who_missing", "paper_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_record_answer(actor, work_order))
    who = said(who, "who", _("Type the name of the person who signed."))
    if not paper:
        sentence = _("Take a photo of the signed paper.")
        raise Invalid("paper_missing", sentence, errors={"paper": sentence})
    said_how = Said(Channel.PAPER, who, files=[_kept(work_order, paper, at)])
    return write_answers(work_order, version, answers, said_how, actor=actor, at=at)


def asked_person(work_order: WorkOrder) -> UUID:
    """The customer record of the person who may say yes for this visit."""
    authoriser = party_of(work_order, PartyRole.AUTHORISER)
    return who_may_answer(
        owner=work_order.customer_id, authoriser=authoriser.customer_id if authoriser else None
    )


def asked_name(work_order: WorkOrder) -> str:
    """The name of the person who may say yes."""
    asked = asked_person(work_order)
    found = customers.summaries([asked]).get(asked)
    return found.name if found else ""


def write_answers(
    work_order: WorkOrder,
    version_number: int,
    answers: Sequence[LineAnswer],
    said_how: Said,
    *,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Decide, write the one evidence record, the decisions, the authorities, and tell.

    The visit is locked and the caller asked who may; it refuses before anything is written.
    """
    channel = said_how.channel
    version = _valid_version(work_order, version_number)
    lines = estimates.current_lines(work_order)
    rows = {row.line_id: row for row in estimates.shown_in(version)}
    chosen = _chosen(rows, answers, channel, version.number)
    _check_same(work_order, rows, lines, {row.line_id for row, _answer in chosen}, version.number)
    before = estimates.agreed_total(work_order, lines)
    after = _agreed_after(work_order, lines, chosen)
    _check_limit(work_order, after)

    shown = {row: answer.answer for row, answer in chosen}
    included = {row.line_id: _included(rows, row) for row in shown}
    evidence_id = evidence.record(
        kind="approval",
        subject=work_order.subject,
        channel=evidence.Channel(str(channel)),
        who=said_how.who,
        text=texts.answer_text(work_order, version, shown, included, total=after),
        details={
            "version": version.number,
            "version_sha256": version.sha256,
            "amount_before": plain(before.amount),
            "amount_after": plain(after.amount),
            "currency": work_order.currency,
            **said_how.details,
        },
        file_ids=list(said_how.files),
        owner_node=work_order.owner_node,
        actor=actor,
        at=at,
    )
    for row, answer in chosen:
        _write(work_order, row, answer, channel, evidence_id, actor, at)
    settle(work_order, actor=actor, at=at)
    supplying.after_answers(work_order, [row.line for row, _answer in chosen], actor=actor, at=at)
    event = _answered(version, channel, chosen, (before, after), evidence_id)
    tell_about(work_order, event, actor=actor, at=at)
    return evidence_id


def _answered(
    version: EstimateVersion,
    channel: Channel,
    chosen: Sequence[tuple[EstimateLine, LineAnswer]],
    amounts: tuple[Money, Money],
    evidence_id: UUID,
) -> EstimateAnswered:
    """``amounts``: what was agreed before, and after."""
    by = {kind: tuple(r.line_id for r, a in chosen if a.answer is kind) for kind in Answer}
    before, after = amounts
    return EstimateAnswered(
        work_order_id=version.work_order_id,
        version=version.number,
        channel=str(channel),
        approved=by[Answer.APPROVE],
        declined=by[Answer.DECLINE],
        deferred=by[Answer.DEFER],
        amount_before=before.amount,
        amount_after=after.amount,
        currency=after.currency,
        evidence_id=evidence_id,
    )


def _valid_version(work_order: WorkOrder, number: int) -> EstimateVersion:
    if State(work_order.state) not in ANSWERS_COUNT:
        sentence = _("This estimate can no longer be answered. Ask your advisor.")
        raise RuleBroken("wrong_state", sentence, state=work_order.state)
    latest = estimates.latest_version(work_order)
    if latest is None or latest.number != number:
        raise _outdated(latest.number if latest else None)
    return latest


def _chosen(
    rows: Mapping[UUID, EstimateLine], answers: Sequence[LineAnswer], channel: Channel, number: int
) -> list[tuple[EstimateLine, LineAnswer]]:
    """Each answer beside the line as it was shown."""
    chosen: list[tuple[EstimateLine, LineAnswer]] = []
    for answer in {a.line_id: a for a in answers}.values():
        row = rows.get(answer.line_id)
        if row is None or row.line.removed_at:
            raise _outdated(number)
        _check_answer(row, _included(rows, row), answer, channel)
        chosen.append((row, answer))
    if not chosen:
        sentence = _("Choose an answer for at least one line.")
        raise Invalid("answers_missing", sentence, errors={"answers": sentence})
    return chosen


def _check_same(
    work_order: WorkOrder,
    rows: Mapping[UUID, EstimateLine],
    lines: Sequence[Line],
    answered: set[UUID],
    number: int,
) -> None:
    """An answer is to lines, and the parts included in them, that are still as they were shown."""
    shown = {
        row.line_id: row.line_hash
        for row in rows.values()
        if (row.line.included_in_id or row.line_id) in answered
    }
    asked = [line for line in lines if (line.included_in_id or line.pk) in answered]
    now = estimates.shown_lines(work_order, asked)
    if shown != {line.pk: line_hash(look) for line, look in zip(asked, now, strict=True)}:
        raise _outdated(number)


def _included(rows: Mapping[UUID, EstimateLine], job: EstimateLine) -> list[EstimateLine]:
    """The parts that were shown as included in a job."""
    return [row for row in rows.values() if row.line.included_in_id == job.line_id]


def _check_answer(
    row: EstimateLine, included: Sequence[EstimateLine], answer: LineAnswer, channel: Channel
) -> None:
    line = row.line
    check_stands_alone(line)
    if line.payer != Payer.CUSTOMER:
        raise RuleBroken(
            "nothing_to_answer", _("You do not pay for this line, so nothing is asked.")
        )
    LINE_LIFECYCLE.after(LineState(line.state), ACTIONS[answer.answer])
    spoken = channel in (Channel.TELEPHONE, Channel.STANDING) and answer.answer is Answer.APPROVE
    origins = {each.shown["part_origin"] for each in (row, *included)}
    if spoken and origins & set(NEEDS_WRITTEN_CONSENT):
        raise RuleBroken(
            "written_consent_needed",
            _("Used and reconditioned parts need consent in writing: on the screen or on paper."),
        )


def _agreed_after(
    work_order: WorkOrder, lines: list[Line], chosen: list[tuple[EstimateLine, LineAnswer]]
) -> Money:
    states = {row.line_id: STATES[answer.answer] for row, answer in chosen}
    agreed = (LineState.APPROVED, LineState.DONE)
    kept = [line for line in lines if states.get(line.pk, line.state) in agreed]
    return estimates.sum_of(work_order, kept).gross


def _check_limit(work_order: WorkOrder, after: Money) -> None:
    party = party_of(work_order, PartyRole.AUTHORISER)
    terms = customers.authority_terms(work_order.customer_id)
    limit = party.limit_amount if party else None
    if limit is None and terms and party and party.customer_id:
        limit = terms.limits.get(party.customer_id)
    if exceeds_limit(limit, after.amount):
        sentence = _(
            "Together this is more than you may say yes to. Ask somebody with a higher limit."
        )
        raise RuleBroken("beyond_limit", sentence, limit=str(limit))
    if terms and terms.po_required and not (party and party.purchase_order):
        sentence = _("This company asks for a purchase order number before it says yes.")
        raise RuleBroken("purchase_order_missing", sentence)


def _write(
    work_order: WorkOrder,
    row: EstimateLine,
    answer: LineAnswer,
    channel: Channel,
    evidence_id: UUID,
    actor: Actor,
    at: dt.datetime,
) -> None:
    decision = LineDecision.objects.create(
        work_order=work_order,
        estimate_line=row,
        line=row.line,
        answer=answer.answer,
        note=answer.note.strip()[:300],
        channel=channel,
        evidence_id=evidence_id,
        decided_at=at,
    )
    line = row.line
    line.state = LINE_LIFECYCLE.after(LineState(line.state), ACTIONS[answer.answer])
    line.save(update_fields=["state"])
    follow(line)
    if answer.answer is Answer.APPROVE:
        Authority.objects.create(
            work_order=work_order,
            line=line,
            kind=AuthorityKind.CUSTOMER_APPROVAL,
            estimate_line=row,
            decision=decision,
            max_amount=row.gross,
            evidence_id=evidence_id,
            granted_by=actor.account_id,
            granted_at=at,
        )
    else:
        Authority.objects.filter(line=line, revoked_at=None).update(
            revoked_at=at, revoked_reason=str(answer.answer)
        )


def _kept(work_order: WorkOrder, content: bytes, at: dt.datetime) -> UUID:
    kept = store.keep(
        content,
        subject=work_order.subject,
        owner_node=work_order.owner_node,
        retention=Retention.LEGAL,
        at=at,
    )
    return kept.id


def _outdated(latest: int | None) -> RuleBroken:
    sentence = _(
        "This estimate has been replaced. Look at what changed, then answer the new version."
    )
    return RuleBroken("estimate_outdated", sentence, latest=latest)
