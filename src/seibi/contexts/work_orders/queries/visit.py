"""The owner's three answers: what is wrong, how it is put right, when it is ready."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.parts.contracts import NEEDS_WRITTEN_CONSENT
from seibi.contexts.work_orders.contracts import (
    Answer,
    Channel,
    LineKind,
    LineState,
    PartyRole,
    PauseReason,
    Payer,
    PhotoPurpose,
    Severity,
    State,
)
from seibi.contexts.work_orders.contracts.visit import (
    Visit,
    VisitEstimate,
    VisitEvidence,
    VisitFinding,
    VisitLine,
    VisitLink,
    VisitPart,
    VisitStep,
)
from seibi.contexts.work_orders.domain.authority import who_may_answer
from seibi.contexts.work_orders.domain.lifecycle import ANSWERS_COUNT, TERMINAL
from seibi.contexts.work_orders.domain.pricing import is_outside_tax
from seibi.contexts.work_orders.domain.timing import stepper
from seibi.contexts.work_orders.labels import OLD_PARTS_LABELS
from seibi.contexts.work_orders.models.estimate import EstimateLine, EstimateVersion, LineDecision
from seibi.contexts.work_orders.models.floor import Finding
from seibi.contexts.work_orders.models.quality import Delivery
from seibi.contexts.work_orders.models.reception import Photo, Reception
from seibi.contexts.work_orders.models.work_order import Party, StateChange, WorkOrder
from seibi.contexts.work_orders.permissions import can_answer_on_screen
from seibi.contexts.work_orders.queries import changes, estimates
from seibi.contexts.work_orders.queries.names import names_for
from seibi.contexts.work_orders.queries.times import forecasts, ready_times
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed
from seibi.kernel.errors import NotFound
from seibi.kernel.evidence import records as evidence
from seibi.kernel.money import Money
from seibi.kernel.text import translated

Photos = dict[UUID | None, list[str]]


def visit(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> Visit:
    """What the customer's side sees of its visit, and nothing else.

    Raises NotFound ("visit_not_found") for everybody else, staff included.
    """
    row = WorkOrder.objects.for_owner(actor).filter(pk=work_order_id).first()
    if row is None:
        raise NotFound("visit_not_found", _("There is no such visit, or it is not yours."))
    asked = _asked(row)
    return owner_view(
        row, at, may_answer=isinstance(can_answer_on_screen(actor, row, asked), Allowed)
    )


def visits_of(*, actor: Actor, at: dt.datetime, with_closed: bool = True) -> list[VisitLink]:
    """The visits of a person's cars, the latest first; at most fifty. The SQL does not grow."""
    rows = WorkOrder.objects.for_owner(actor).exclude(state=State.CANCELLED)
    if not with_closed:
        rows = rows.exclude(state__in=TERMINAL)
    found = list(rows.order_by("-opened_at")[:50])
    names = names_for(found)
    waiting, expected = awaiting(found), forecasts(found, at)
    return [
        VisitLink(
            id=row.pk,
            number=row.number,
            state=State(row.state),
            vehicle_id=row.vehicle_id,
            vehicle_title=names.car_title(row.vehicle_id),
            site_name=names.sites[row.site_id].name,
            tz=names.sites[row.site_id].tz,
            promise_at=row.promise_at,
            forecast_at=expected[row.pk],
            awaits_answer=row.pk in waiting,
            begun_at=row.opened_at,
        )
        for row in found
    ]


def owner_view(row: WorkOrder, at: dt.datetime, *, may_answer: bool) -> Visit:
    """The visit of a row, for whoever was found to be its customer's side."""
    names = names_for([row])
    site = names.sites[row.site_id]
    photos = _photos(row)
    lines = _lines(row, photos)
    awaits = any(line.awaits_answer for line in lines)
    delivery = Delivery.objects.filter(work_order=row, undone_at=None).first()
    limit, _used = estimates.ceiling_of(row)
    return Visit(
        id=row.pk,
        number=row.number,
        state=State(row.state),
        waits_for=PauseReason(row.waits_for) if row.waits_for else None,
        vehicle_title=names.car_title(row.vehicle_id),
        plate=names.plate(row.vehicle_id),
        site_id=row.site_id,
        site_name=site.name,
        site_phone=site.phone,
        tz=site.tz,
        advisor_name=names.colleague(row.advisor_id),
        customer_name=_formal_name(row),
        words=_words(row),
        findings=_findings(row, photos),
        lines=lines,
        ready=ready_times(row, at),
        steps=steps_of(row),
        estimate=_estimate(row),
        ceiling=limit,
        evidence=_evidence(row),
        awaits_answer=awaits,
        may_answer=awaits and may_answer,
        answers=(Answer.APPROVE, Answer.DECLINE) if awaits and may_answer else (),
        explanation=delivery.explanation if delivery else "",
        old_parts=str(OLD_PARTS_LABELS[delivery.old_parts]) if delivery else "",  # type: ignore[index]
        delivered_at=row.delivered_at,
    )


def steps_of(row: WorkOrder) -> tuple[VisitStep, ...]:
    """The stepper with the time each dot was reached."""
    reached: dict[str, dt.datetime] = {}
    for change in StateChange.objects.filter(work_order=row):
        reached[change.to_state] = change.at
    return tuple(
        VisitStep(state, mark, reached.get(str(state))) for state, mark in stepper(State(row.state))
    )


def _asked(row: WorkOrder) -> UUID:
    authoriser = Party.objects.filter(work_order=row, role=PartyRole.AUTHORISER).first()
    return who_may_answer(
        owner=row.customer_id, authoriser=authoriser.customer_id if authoriser else None
    )


def _formal_name(row: WorkOrder) -> str:
    found = customers.summaries([row.customer_id]).get(row.customer_id)
    return found.formal_name if found else ""


def _words(row: WorkOrder) -> str:
    """What the customer told us, in their words."""
    reception = Reception.objects.filter(work_order=row, undone_at=None).first()
    return reception.words if reception else row.wishes


def _photos(row: WorkOrder) -> Photos:
    """Pictures meant for the owner, by the line or finding they belong to."""
    found: defaultdict[UUID | None, list[str]] = defaultdict(list)
    rows = Photo.objects.filter(work_order=row, for_owner=True)
    for photo in rows.exclude(purpose=PhotoPurpose.QUALITY):
        found[photo.finding_id or photo.line_id].append(photo_url(photo.file_id))
    return found


def photo_url(file_id: UUID) -> str:
    """Where a kept file is served, to whoever may see its visit."""
    return reverse("file", args=[file_id])


def _findings(row: WorkOrder, photos: Photos) -> tuple[VisitFinding, ...]:
    return tuple(
        VisitFinding(f.words, Severity(f.severity), tuple(photos.get(f.pk, ())))
        for f in Finding.objects.filter(work_order=row)
    )


def _lines(row: WorkOrder, photos: Photos) -> tuple[VisitLine, ...]:
    """The lines of the valid version as they were shown, each with where it stands now and the
    parts included in it."""
    version = estimates.latest_version(row)
    shown = estimates.shown_in(version)
    answered = {d.line_id: d.decided_at for d in LineDecision.objects.filter(work_order=row)}
    change = changes.by_line(version)
    by_finding = {f.line_id: f.pk for f in Finding.objects.filter(work_order=row) if f.line_id}
    asking = State(row.state) in ANSWERS_COUNT
    included: defaultdict[UUID | None, list[EstimateLine]] = defaultdict(list)
    for line in shown:
        included[line.line.included_in_id].append(line)
    result = []
    for line in included[None]:
        urls = (
            [*photos.get(line.line_id, ()), *photos.get(by_finding.get(line.line_id), ())]
            if (line.line_id in by_finding)
            else photos.get(line.line_id, [])
        )
        result.append(
            _visit_line(
                row,
                line,
                included[line.line_id],
                tuple(urls),
                change,
                answered.get(line.line_id),
                asking=asking,
            )
        )
    return tuple(result)


def _visit_line(
    row: WorkOrder,
    line: EstimateLine,
    included: Sequence[EstimateLine],
    urls: tuple[str, ...],
    change: dict[str, str],
    answered_at: dt.datetime | None,
    *,
    asking: bool,
) -> VisitLine:
    state = LineState(line.line.state)
    origins = [str(each.shown["part_origin"]) for each in (line, *included)]
    open_for_me = state is LineState.OPEN and line.payer == Payer.CUSTOMER
    return VisitLine(
        id=line.line_id,
        kind=LineKind(line.shown["kind"]),
        state=state,
        title=translated(line.shown["title"]),
        why=line.shown["why"],
        if_not=line.shown["if_not"],
        severity=Severity(line.shown["severity"]) if line.shown["severity"] else None,
        quantity=line.shown["quantity"],
        net=Money(line.net, row.currency),
        tax=Money(line.tax, row.currency),
        gross=Money(line.gross, row.currency),
        payer=Payer(line.payer),
        part_origin=origins[0],
        needs_consent=any(origin in NEEDS_WRITTEN_CONSENT for origin in origins),
        change=change.get(str(line.line_id), ""),
        photo_urls=urls,
        answered_at=answered_at,
        awaits_answer=asking and open_for_me and line.line.removed_at is None,
        included=tuple(
            VisitPart(translated(each.shown["title"]), each.shown["quantity"]) for each in included
        ),
        stopped_for=line.line.stopped_for,
        outside_tax=is_outside_tax(line.shown["kind"], Decimal(line.shown["tax_rate"])),
    )


def _estimate(row: WorkOrder) -> VisitEstimate | None:
    version = estimates.latest_version(row)
    if version is None:
        return None
    rows = estimates.current_lines(row)
    open_lines = [line for line in rows if line.state == LineState.OPEN]
    return VisitEstimate(
        version=version.number,
        made_at=version.made_at,
        sha256=version.sha256,
        net=Money(version.net, row.currency),
        tax=Money(version.tax, row.currency),
        gross=Money(version.gross, row.currency),
        agreed=estimates.agreed_total(row, rows),
        open=estimates.sum_of(row, open_lines).gross,
        changes=changes.sentences(version, row.currency),
        outside_tax=estimates.outside_tax(row, (one.shown for one in estimates.shown_in(version))),
    )


def _evidence(row: WorkOrder) -> tuple[VisitEvidence, ...]:
    return tuple(
        VisitEvidence(e.said_at, e.who, Channel(str(e.channel)), e.kind, e.text, e.sha256)
        for e in evidence.of_subject(row.subject)
    )


def awaiting(rows: Sequence[WorkOrder]) -> set[UUID]:
    """Visits whose valid version has a line the customer has not answered. Two queries."""
    ids = [row.pk for row in rows if State(row.state) in ANSWERS_COUNT]
    latest: dict[UUID, UUID] = {}
    for version in EstimateVersion.objects.filter(work_order_id__in=ids).order_by("number"):
        latest[version.work_order_id] = version.pk
    open_lines = EstimateLine.objects.filter(
        version_id__in=latest.values(),
        payer=Payer.CUSTOMER,
        line__state=LineState.OPEN,
        line__removed_at=None,
    )
    return set(open_lines.values_list("version__work_order_id", flat=True))
