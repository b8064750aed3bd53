"""The proof of a visit for whoever decides who is right, and whose visit it is."""

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import Answer, Channel, PhotoPurpose, State
from seibi.contexts.work_orders.contracts.case import (
    CaseAnswer,
    CaseFile,
    CaseMove,
    CasePhoto,
    CasePromise,
    CaseVersion,
)
from seibi.contexts.work_orders.events import PromiseChanged, PromiseGiven
from seibi.contexts.work_orders.models.estimate import EstimateVersion, LineDecision
from seibi.contexts.work_orders.models.floor import Finding
from seibi.contexts.work_orders.models.reception import Photo, Reception
from seibi.contexts.work_orders.models.work_order import StateChange, WorkOrder
from seibi.contexts.work_orders.queries import changes
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import Money
from seibi.kernel.text import translated


def is_customers_side(*, work_order_id: UUID, actor: Actor) -> bool:
    """Whether the actor is the owner, may say yes for them, or holds the link of the visit."""
    return WorkOrder.objects.for_owner(actor).filter(pk=work_order_id).exists()


def case_file(*, work_order_id: UUID) -> CaseFile:
    """What was shown, agreed, promised and photographed, in the order of time; nothing internal.

    The caller has asked whether the reader may. The number of queries does not grow with the
    visit. Raises NotFound ("work_order_not_found").
    """
    row = WorkOrder.objects.filter(pk=work_order_id).first()
    if row is None:
        raise NotFound("work_order_not_found", _("There is no such visit."))
    reception = Reception.objects.filter(work_order=row, undone_at=None).first()
    versions = EstimateVersion.objects.filter(work_order=row)
    history = StateChange.objects.filter(work_order=row)
    photos = Photo.objects.filter(work_order=row, for_owner=True)
    return CaseFile(
        work_order_id=row.pk,
        number=row.number,
        words=reception.words if reception else row.wishes,
        findings=tuple(f.words for f in Finding.objects.filter(work_order=row)),
        versions=tuple(_version(v, row.currency) for v in versions),
        answers=_answers(row),
        promises=_promises(row),
        moves=tuple(CaseMove(State(h.to_state), h.at) for h in history),
        photos=tuple(
            CasePhoto(p.file_id, p.caption, p.taken_at)
            for p in photos.exclude(purpose=PhotoPurpose.QUALITY)
        ),
    )


def _version(row: EstimateVersion, currency: str) -> CaseVersion:
    return CaseVersion(
        number=row.number,
        made_at=row.made_at,
        gross=Money(row.gross, currency),
        sha256=row.sha256,
        changes=changes.sentences(row, currency),
    )


def _answers(row: WorkOrder) -> tuple[CaseAnswer, ...]:
    decisions = LineDecision.objects.filter(work_order=row)
    return tuple(
        CaseAnswer(
            translated(one.estimate_line.shown["title"]),
            Answer(one.answer),
            Channel(one.channel),
            one.estimate_line.version.number,
            one.decided_at,
        )
        for one in decisions.select_related("estimate_line__version")
    )


def _promises(row: WorkOrder) -> tuple[CasePromise, ...]:
    """Every promise with the moment it was given, as the journal has it."""
    told = Entry.objects.filter(
        subject=row.subject,
        name__in=[PromiseGiven.name, PromiseChanged.name],
    ).order_by("occurred_at", "pk")
    return tuple(
        CasePromise(dt.datetime.fromisoformat(one.payload["promise_at"]), one.occurred_at)
        for one in told
    )
