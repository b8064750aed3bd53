"""Cases as owners and leaders see them: the same evidence before both."""

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.support.contracts import (
    DECIDE,
    DisputeAction,
    DisputeOutcome,
    DisputeState,
    Effect,
    Happened,
    Level,
    Topic,
    Via,
)
from seibi.contexts.support.contracts.pages import Case, CaseRow, Fact, Logged, StoppedLine
from seibi.contexts.support.domain.lifecycle import LIFECYCLE, UNDECIDED
from seibi.contexts.support.domain.outside import routes_of
from seibi.contexts.support.models.disputes import Dispute, DisputeFact, DisputeStep
from seibi.contexts.support.permissions import offered_actions
from seibi.contexts.support.queries.open_cases import LATEST
from seibi.contexts.support.queries.timing import clocks_of
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import LineState
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.evidence import records as evidence
from seibi.kernel.files import store
from seibi.kernel.money import Money

CHANGEABLE = (LineState.OPEN, LineState.APPROVED, LineState.DECLINED, LineState.DEFERRED)


def case_for_owner(*, dispute_id: UUID, actor: Actor, at: dt.datetime) -> Case:
    """The case for its customer's side. Raises NotFound ("dispute_not_found")."""
    row = _one(Dispute.objects.for_owner(actor).filter(pk=dispute_id).first())
    mine = (DisputeAction.OWNER_SPEAKS, DisputeAction.WITHDRAW)
    possible = LIFECYCLE.actions(DisputeState(row.state))
    return _case(row, tuple(one for one in mine if one in possible), at)


def case_for_leader(*, dispute_id: UUID, actor: Actor, at: dt.datetime) -> Case:
    """The case for leaders of its site. Raises NotFound ("dispute_not_found")."""
    row = _one(Dispute.objects.visible_to(actor).filter(pk=dispute_id).first())
    return _case(row, offered_actions(actor, row), at)


def cases(*, actor: Actor, at: dt.datetime, node: str = "/") -> list[CaseRow]:
    """Undecided cases where the actor may see them, the next deadline first.

    The number of queries grows only with the sites.
    """
    rows = list(Dispute.objects.visible_to(actor).undecided().filter(owner_node__startswith=node))
    if not rows:
        return []
    until = clocks_of(rows, at)
    sites = network.sites_by_id({row.site_id for row in rows})
    visits = work_orders.infos(work_order_ids=[row.work_order_id for row in rows], actor=SYSTEM)
    cars = vehicles.summaries({one.vehicle_id for one in visits.values()})
    staff = network.names_by_account({row.assignee_id for row in rows if row.assignee_id})
    found = [
        CaseRow(
            id=row.pk,
            number=row.number,
            topic=Topic(row.topic),
            state=DisputeState(row.state),
            level=Level(row.level),
            site_name=sites[row.site_id].name,
            tz=sites[row.site_id].tz,
            car=cars[visits[row.work_order_id].vehicle_id].title,
            words=row.words,
            assignee_name=staff.get(row.assignee_id, "") if row.assignee_id else "",
            mine=str(row.assignee_id) == actor.account_id,
            car_on_site=row.car_on_site,
            due_at=until[row.pk].human_by or until[row.pk].decide_by,
            is_late=until[row.pk].silent,
            paused=until[row.pk].paused,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.mine, one.due_at or LATEST, one.number))


def waiting_for(*, actor: Actor) -> int:
    """How many cases wait for this person. One query."""
    if not actor.nodes(DECIDE):
        return 0
    mine = Dispute.objects.undecided().exclude(state=DisputeState.WITH_OWNER)
    return mine.filter(assignee_id=UUID(actor.account_id)).count()


def may_see_file(actor: Actor, subject: str) -> bool:
    """What was added to a case: its leaders and its customer's side."""
    try:
        dispute_id = UUID(subject.partition(":")[2])
    except ValueError:
        return False
    rows = Dispute.objects.filter(pk=dispute_id)
    return (
        rows.visible_to(actor).exists()
        or Dispute.objects.for_owner(actor).filter(pk=dispute_id).exists()
    )


def is_still_wanted(*, subject: str, template: str, **_asked: object) -> bool:
    """A case that is decided needs nobody's attention any more; its decision is always told."""
    if template in ("support/decided", "support/opened"):
        return True
    dispute_id = UUID(subject.partition(":")[2])
    return Dispute.objects.filter(pk=dispute_id, state__in=UNDECIDED).exists()


def _one(row: Dispute | None) -> Dispute:
    if row is None:
        raise NotFound("dispute_not_found", _("There is no such case, or it is not yours to see."))
    return row


def _case(row: Dispute, actions: tuple[DisputeAction, ...], at: dt.datetime) -> Case:
    visit = work_orders.info(work_order_id=row.work_order_id, actor=SYSTEM)
    site = network.site(row.site_id)
    car = vehicles.summaries([visit.vehicle_id])[visit.vehicle_id]
    owner = customers.summaries([row.customer_id])[row.customer_id]
    steps = list(DisputeStep.objects.filter(dispute=row))
    names = _names(row, steps)
    decided = row.state == DisputeState.DECIDED
    return Case(
        id=row.pk,
        number=row.number,
        topic=Topic(row.topic),
        state=DisputeState(row.state),
        level=Level(row.level),
        via=Via(row.via),
        words=row.words,
        work_order_id=row.work_order_id,
        visit_number=visit.number,
        site_name=site.name,
        country=site.country,
        tz=site.tz,
        car=car.title,
        plate=car.plate,
        customer_name=owner.formal_name,
        language=owner.language,
        advisor_name=names.get(row.advisor_id, ""),
        assignee_name=names.get(row.assignee_id, ""),
        second_name=names.get(row.second_id, ""),
        car_on_site=row.car_on_site,
        opened_at=row.opened_at,
        clocks=clocks_of([row], at)[row.pk],
        lines=_lines(row, at),
        file=work_orders.case_file(work_order_id=row.work_order_id),
        sha256=evidence.by_ids([row.evidence_id])[row.evidence_id].sha256,
        facts=_facts(row),
        log=tuple(_logged(step, names) for step in steps),
        outcome=DisputeOutcome(row.outcome) if decided else None,
        reason=row.reason if decided else "",
        redress=row.redress if decided else "",
        goodwill=Money(row.goodwill, row.currency) if decided and row.goodwill else None,
        decided_at=row.decided_at if decided else None,
        routes=routes_of(site.country) if decided and row.outcome != DisputeOutcome.UPHELD else (),
        actions=actions,
    )


def _names(row: Dispute, steps: list[DisputeStep]) -> dict[UUID | None, str]:
    ids = {one for one in (row.advisor_id, row.assignee_id, row.second_id) if one}
    for step in steps:
        try:
            ids.add(UUID(step.by))
        except ValueError:
            continue
    return dict(network.names_by_account(ids).items())


def _logged(step: DisputeStep, names: dict[UUID | None, str]) -> Logged:
    try:
        who = names.get(UUID(step.by), "")
    except ValueError:
        who = ""
    return Logged(Happened(step.happened), Level(step.level), who, step.words, step.at)


def _facts(row: Dispute) -> tuple[Fact, ...]:
    facts = list(DisputeFact.objects.filter(dispute=row))
    kept = store.infos([fact.file_id for fact in facts if fact.file_id])
    return tuple(
        Fact(
            words=fact.words,
            file_id=fact.file_id,
            is_film=_is_film(kept.get(fact.file_id) if fact.file_id else None),
            added_at=fact.added_at,
        )
        for fact in facts
    )


def _is_film(info: store.FileInfo | None) -> bool:
    return info is not None and info.media_type.startswith("video/")


def _lines(row: Dispute, at: dt.datetime) -> tuple[StoppedLine, ...]:
    if not row.line_ids:
        return ()
    page = work_orders.work_order_page(work_order_id=row.work_order_id, actor=SYSTEM, at=at)
    return tuple(
        StoppedLine(
            id=line.id,
            title=line.title,
            gross=line.gross,
            unit_net=line.unit_net,
            stopped=bool(line.stopped_for),
            effects=tuple(Effect) if line.state in CHANGEABLE else (Effect.GO_ON,),
        )
        for line in page.lines
        if line.id in row.line_ids
    )
