"""What technicians find and ask for, and what the house writes down for itself."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import NewLine, PartRequestState, PhotoPurpose, Severity
from seibi.contexts.work_orders.events import NoteWritten
from seibi.contexts.work_orders.events.estimate import LineChanged
from seibi.contexts.work_orders.events.floor import FindingReported, PartAsked
from seibi.contexts.work_orders.models.floor import Finding, PartRequest
from seibi.contexts.work_orders.models.work_order import InternalNote
from seibi.contexts.work_orders.operations import drafting
from seibi.contexts.work_orders.operations.lines import check_lines_may_change
from seibi.contexts.work_orders.operations.loading import line_of, locked_work_order, said
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.operations.reception import keep_photo
from seibi.contexts.work_orders.permissions import (
    can_estimate,
    can_issue_parts,
    can_see_internal,
    can_work,
)
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, require


@transaction.atomic
def report_finding(
    *, work_order_id: UUID, words: str, severity: Severity, actor: Actor, at: dt.datetime
) -> UUID:
    """Whatever is found is written down at once; the advisor makes a line of it.

    Raises NotFound, NotAllowed, Invalid ("words_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    finding = Finding.objects.create(
        work_order=work_order,
        words=said(words, "words", _("Say what you found.")),
        severity=severity,
        reported_by=actor.account_id,
        reported_at=at,
    )
    event = FindingReported(work_order.pk, finding.pk, str(severity))
    tell_about(work_order, event, actor=actor, at=at)
    return finding.pk


@transaction.atomic
def report_with_photos(
    *,
    work_order_id: UUID,
    words: str,
    severity: Severity,
    photos: Sequence[Any],
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A finding and its pictures are kept together, or neither.

    Raises NotFound, NotAllowed, TooLarge, Invalid ("words_missing", "file_type_refused", …).
    """
    finding_id = report_finding(
        work_order_id=work_order_id, words=words, severity=severity, actor=actor, at=at
    )
    for upload in photos:
        keep_photo(
            work_order_id=work_order_id,
            upload=upload,
            purpose=PhotoPurpose.FINDING,
            caption="",
            line_id=None,
            finding_id=finding_id,
            for_owner=True,
            actor=actor,
            at=at,
        )
    return finding_id


@transaction.atomic
def propose_line(
    *, work_order_id: UUID, finding_id: UUID, new: NewLine, actor: Actor, at: dt.datetime
) -> UUID:
    """A finding becomes a line of the next estimate version, with the finding as its reason.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state"), Invalid ("line_price_missing", …).
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_estimate(actor, work_order))
    check_lines_may_change(work_order)
    finding = Finding.objects.filter(pk=finding_id, work_order=work_order).first()
    if finding is None:
        raise NotFound("finding_not_found", _("This visit has no such finding."))
    line = drafting.draft_line(work_order, new, at)
    line.why = line.why or finding.words
    line.severity = line.severity or finding.severity
    line.save(update_fields=["why", "severity"])
    finding.line = line
    finding.save(update_fields=["line"])
    tell_about(work_order, LineChanged(work_order.pk, line.pk, "added"), actor=actor, at=at)
    return line.pk


@transaction.atomic
def ask_for_part(
    *,
    work_order_id: UUID,
    line_id: UUID | None,
    words: str,
    part_number: str,
    quantity: Decimal,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A technician asks for a part from the bay. Raises NotFound, NotAllowed, Invalid."""
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    line = line_of(work_order, line_id) if line_id else None
    request = PartRequest.objects.create(
        work_order=work_order,
        line=line,
        words=said(words or part_number, "words", _("Say which part you need."))[:200],
        part_number=part_number.strip(),
        quantity=max(quantity, Decimal("0.001")),
        asked_by=actor.account_id,
        asked_at=at,
    )
    event = PartAsked(work_order.pk, request.pk, str(PartRequestState.OPEN))
    tell_about(work_order, event, actor=actor, at=at)
    return request.pk


@transaction.atomic
def answer_part_request(
    *, work_order_id: UUID, request_id: UUID, answer: str, actor: Actor, at: dt.datetime
) -> None:
    """The parts counter answers. Raises NotFound, NotAllowed, Invalid ("answer_missing")."""
    work_order = locked_work_order(work_order_id, actor)
    require(can_issue_parts(actor, work_order))
    request = PartRequest.objects.filter(pk=request_id, work_order=work_order).first()
    if request is None:
        raise NotFound("request_not_found", _("This visit has no such request."))
    request.answer = said(answer, "answer", _("Say what happens with the part."))[:200]
    request.state = PartRequestState.ANSWERED
    request.save(update_fields=["answer", "state"])
    event = PartAsked(work_order.pk, request.pk, str(PartRequestState.ANSWERED))
    tell_about(work_order, event, actor=actor, at=at)


@transaction.atomic
def write_note(*, work_order_id: UUID, text: str, actor: Actor, at: dt.datetime) -> UUID:
    """An internal note stays in the house. Raises NotFound, NotAllowed, Invalid."""
    work_order = locked_work_order(work_order_id, actor)
    require(can_see_internal(actor, work_order.owner_node))
    note = InternalNote.objects.create(
        work_order=work_order,
        text=said(text, "text", _("Write something.")),
        author=actor.account_id,
        written_at=at,
    )
    tell_about(work_order, NoteWritten(work_order.pk, note.pk), actor=actor, at=at)
    return note.pk
