"""Everything the desk's page of one visit shows, internal notes included."""

import datetime as dt
from collections import defaultdict
from uuid import UUID

from seibi.contexts.customers import facade as customers
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders.contracts import (
    Action,
    Channel,
    Grade,
    LineState,
    PartRequestState,
    PartyRole,
    PauseReason,
    Payer,
    PhotoPurpose,
    PinKind,
    ReleaseKind,
    Severity,
    State,
    TaxRule,
)
from seibi.contexts.work_orders.contracts.asking import AskStep
from seibi.contexts.work_orders.contracts.desk import (
    ChangeInfo,
    CheckInfo,
    EvidenceInfo,
    FindingInfo,
    NeededCheck,
    NoteInfo,
    PartyInfo,
    PhotoInfo,
    RecallInfo,
    ReceptionInfo,
    RequestInfo,
    VersionInfo,
    WorkOrderPage,
)
from seibi.contexts.work_orders.contracts.reception import Interview, PaymentPlan, Pin
from seibi.contexts.work_orders.domain.lifecycle import ANSWERS_COUNT, TERMINAL
from seibi.contexts.work_orders.domain.quality import Look, is_checked
from seibi.contexts.work_orders.labels import PAUSE_REASON_LABELS
from seibi.contexts.work_orders.models.estimate import EstimateVersion, Line
from seibi.contexts.work_orders.models.floor import ClockEntry, PartRequest
from seibi.contexts.work_orders.models.quality import QualityCheck
from seibi.contexts.work_orders.models.reception import DamagePin, Photo, Reception
from seibi.contexts.work_orders.models.work_order import (
    Party,
    StateChange,
    WorkOrder,
)
from seibi.contexts.work_orders.permissions import can_check, can_replace_link
from seibi.contexts.work_orders.queries import asking, changes, estimates
from seibi.contexts.work_orders.queries.kept import Kept, rows_of
from seibi.contexts.work_orders.queries.lines import (
    nobody_agreed,
    shown_to_site,
)
from seibi.contexts.work_orders.queries.links import link_of
from seibi.contexts.work_orders.queries.names import Names, names_for
from seibi.contexts.work_orders.queries.visit import photo_url
from seibi.contexts.work_orders.queries.work_orders import named_cards, work_order_row
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Denied
from seibi.kernel.evidence import records as evidence
from seibi.kernel.money import Money
from seibi.kernel.text import translated


def work_order_page(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> WorkOrderPage:
    """One visit for the people of its site; a bounded number of queries, however long it is.

    Raises NotFound ("work_order_not_found").
    """
    row = work_order_row(work_order_id, actor)
    kept = rows_of(row, actor, at)
    names = names_for([row], accounts=kept.accounts, persons=[p.customer_id for p in kept.parties])
    limit, used = estimates.ceiling_of(row)
    closed = State(row.state) in TERMINAL
    said = customers.standings_of([row.customer_id])
    known = said.get(row.customer_id)
    return WorkOrderPage(
        card=named_cards([row], names, actor, at)[0],
        parties=tuple(_party(p, row, names) for p in kept.parties),
        reception=_reception(row),
        photos=tuple(_photo(p) for p in kept.photos),
        recalls=() if closed else _recalls(row),
        findings=_findings(kept, names),
        lines=tuple(shown_to_site(row, kept.lines)),
        versions=_versions(kept.versions, row, names),
        is_estimate_current=_is_current(kept, row),
        ceiling=limit,
        ceiling_used=used if limit else None,
        evidence=_evidence(row),
        checks=_checks(kept.checks, names),
        needed_checks=_needed_checks(kept, row, actor),
        requests=_requests(kept.requests, names),
        notes=tuple(
            NoteInfo(n.pk, n.text, names.colleague(n.author), n.written_at) for n in kept.notes
        ),
        not_chargeable=tuple(nobody_agreed(kept.lines)),
        history=_history(kept.history, names),
        release=ReleaseKind(row.release_kind) if row.release_kind else None,
        visit_url=link_of(row.pk),
        tax_rule=TaxRule(row.tax_rule),
        may_replace_link=bool(can_replace_link(actor, row)),
        asks=_asks(row, kept, asking.Known(names.people, said)),
        standing=known.text if known else "",
        wishes=row.wishes,
        wants_old_parts=bool(known and known.keep_old_parts),
    )


def _asks(row: WorkOrder, kept: Kept, known: asking.Known) -> tuple[AskStep, ...]:
    """The ladder of the valid version, while it waits for an answer and after."""
    if not kept.versions:
        return ()
    plan = asking.plan_among(row, kept.versions[-1].number, kept.parties, known)
    if not plan.taken:
        return ()
    return plan.steps if _awaits(row, kept) else plan.taken


def _awaits(row: WorkOrder, kept: Kept) -> bool:
    """Whether the valid version has a line that the customer has not answered."""
    if State(row.state) not in ANSWERS_COUNT:
        return False
    still = {line.pk for line in kept.lines.current if line.state == LineState.OPEN}
    shown = kept.versions[-1].lines.all()
    return any(one.payer == Payer.CUSTOMER and one.line_id in still for one in shown)


def _is_current(kept: Kept, row: WorkOrder) -> bool:
    if not kept.versions:
        return False
    return estimates.shows(
        row, kept.versions[-1].lines.all(), kept.lines.current, kept.lines.stocked
    )


def _needed_checks(kept: Kept, row: WorkOrder, actor: Actor) -> tuple[NeededCheck, ...]:
    """Which finished lines have had their look, and whether this actor may give the rest."""
    lines = [one for one in kept.lines.current if one.state == LineState.DONE and one.grade]
    looks: dict[UUID | None, list[Look]] = defaultdict(list)
    for check in kept.checks:
        look = Look(Grade(check.grade), check.passed, check.checked_by_id, check.checked_at)
        looks[check.line_id].append(look)
    clocked: dict[UUID | None, set[UUID]] = defaultdict(set)
    if lines:
        entries = ClockEntry.objects.standing().filter(line__in=lines)
        for line_id, who in entries.values_list("line_id", "technician_id"):
            clocked[line_id].add(who)
    return tuple(_needed(line, row, actor, looks[line.pk], clocked[line.pk]) for line in lines)


def _needed(
    line: Line, row: WorkOrder, actor: Actor, looks: list[Look], clocked: set[UUID]
) -> NeededCheck:
    grade = Grade(line.grade)
    doers = frozenset(clocked | ({line.finished_by_id} if line.finished_by_id else set()))
    try:
        by: UUID | None = UUID(actor.account_id)
    except ValueError:
        by = None
    decision = can_check(actor, row, grade, by=by, doers=doers)
    return NeededCheck(
        line_id=line.pk,
        title=translated(line.title),
        grade=grade,
        done=is_checked(grade, looks, finished_at=line.finished_at, doers=doers),
        may_check=bool(decision),
        why_not=decision.reason if isinstance(decision, Denied) else "",
    )


def _party(party: Party, row: WorkOrder, names: Names) -> PartyInfo:
    person = names.people.get(party.customer_id) if party.customer_id else None
    limit = Money(party.limit_amount, row.currency) if party.limit_amount is not None else None
    return PartyInfo(
        role=PartyRole(party.role),
        customer_id=party.customer_id,
        name=party.name or (person.name if person else ""),
        phone=party.phone or (person.phone if person else ""),
        limit=limit,
        purchase_order=party.purchase_order,
    )


def _reception(row: WorkOrder) -> ReceptionInfo | None:
    found = (
        Reception.objects.filter(work_order=row, undone_at=None).select_related("evidence").first()
    )
    if found is None:
        return None
    pins = DamagePin.objects.filter(work_order=row)
    asked = {k: v for k, v in found.interview.items() if k not in ("reproduced", "words")}
    return ReceptionInfo(
        odometer=found.odometer,
        odometer_unit=found.odometer_unit,
        odometer_warning=found.odometer_warning,
        fuel_percent=found.fuel_percent,
        charge_percent=found.charge_percent,
        valuables=found.valuables,
        interview=Interview(words=found.words, reproduced=found.reproduced, **asked),
        pins=tuple(Pin(p.x, p.y, PinKind(p.kind), p.note, p.photo_id) for p in pins),
        keep_old_parts=found.keep_old_parts,
        signed_by=found.signed_by,
        signed_at=found.signed_at,
        sha256=found.evidence.sha256,
        signature_file_id=found.signature_file_id,
        seat_covers=found.seat_covers,
        courtesy_car=found.courtesy_car,
        payment=PaymentPlan(found.payment) if found.payment else None,
    )


def _photo(photo: Photo) -> PhotoInfo:
    return PhotoInfo(
        id=photo.pk,
        file_id=photo.file_id,
        url=photo_url(photo.file_id),
        purpose=PhotoPurpose(photo.purpose),
        caption=photo.caption,
        line_id=photo.line_id,
        taken_at=photo.taken_at,
    )


def _recalls(row: WorkOrder) -> tuple[RecallInfo, ...]:
    found = vehicles.open_campaigns([row.vehicle_id]).get(row.vehicle_id, ())
    return tuple(RecallInfo(c.number, c.title, c.component) for c in found)


def _findings(kept: Kept, names: Names) -> tuple[FindingInfo, ...]:
    return tuple(
        FindingInfo(
            id=f.pk,
            words=f.words,
            severity=Severity(f.severity),
            reported_by=names.colleague(f.reported_by),
            reported_at=f.reported_at,
            line_id=f.line_id,
            photo_urls=tuple(photo_url(p.file_id) for p in kept.photos if p.finding_id == f.pk),
        )
        for f in kept.findings
    )


def _versions(
    found: list[EstimateVersion], row: WorkOrder, names: Names
) -> tuple[VersionInfo, ...]:
    return tuple(
        VersionInfo(
            number=v.number,
            made_at=v.made_at,
            made_by=names.colleague(v.made_by),
            sha256=v.sha256,
            net=Money(v.net, row.currency),
            tax=Money(v.tax, row.currency),
            gross=Money(v.gross, row.currency),
            reason=v.reason,
            changes=changes.sentences(v, row.currency),
            lines=tuple(
                {**line.shown, "title": translated(line.shown["title"])} for line in v.lines.all()
            ),
            is_latest=v is found[-1],
            outside_tax=estimates.outside_tax(row, (line.shown for line in v.lines.all())),
        )
        for v in found
    )


def _evidence(row: WorkOrder) -> tuple[EvidenceInfo, ...]:
    return tuple(
        EvidenceInfo(
            id=e.id,
            kind=e.kind,
            channel=Channel(str(e.channel)),
            who=e.who,
            text=e.text,
            sha256=e.sha256,
            said_at=e.said_at,
            amount_before=str(e.details.get("amount_before", "")),
            amount_after=str(e.details.get("amount_after", "")),
        )
        for e in evidence.of_subject(row.subject)
    )


def _checks(found: list[QualityCheck], names: Names) -> tuple[CheckInfo, ...]:
    return tuple(
        CheckInfo(
            line_id=c.line_id,
            grade=Grade(c.grade),
            passed=c.passed,
            remarks=c.remarks,
            checked_by=names.colleague(c.checked_by_id),
            checked_at=c.checked_at,
            round=c.round,
        )
        for c in found
    )


def _requests(found: list[PartRequest], names: Names) -> tuple[RequestInfo, ...]:
    return tuple(
        RequestInfo(
            id=r.pk,
            words=r.words,
            part_number=r.part_number,
            quantity=f"{r.quantity.normalize():f}",
            line_id=r.line_id,
            asked_by=names.colleague(r.asked_by),
            asked_at=r.asked_at,
            is_open=r.state == PartRequestState.OPEN,
        )
        for r in found
    )


def _history(found: list[StateChange], names: Names) -> tuple[ChangeInfo, ...]:
    return tuple(
        ChangeInfo(Action(c.action), State(c.to_state), _reason(c), names.colleague(c.by), c.at)
        for c in found
    )


def _reason(change: StateChange) -> str:
    """Why, in words: a pause keeps the code of what it waits for."""
    if change.action == Action.PAUSE and change.reason in PAUSE_REASON_LABELS:
        return str(PAUSE_REASON_LABELS[PauseReason(change.reason)])
    return change.reason
