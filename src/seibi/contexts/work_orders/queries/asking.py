"""Who has not answered yet, what was tried, and what comes next."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerSummary, HowToAsk, StandingInfo
from seibi.contexts.work_orders.contracts import LineState, PartyRole, Payer
from seibi.contexts.work_orders.contracts.asking import AskStep, CallOutcome, Rung, Unanswered
from seibi.contexts.work_orders.domain import asking as rules
from seibi.contexts.work_orders.domain.authority import who_may_answer
from seibi.contexts.work_orders.domain.lifecycle import ANSWERS_COUNT
from seibi.contexts.work_orders.models.asking import Asking
from seibi.contexts.work_orders.models.estimate import EstimateVersion, Line
from seibi.contexts.work_orders.models.work_order import Party, WorkOrder
from seibi.contexts.work_orders.queries import estimates
from seibi.contexts.work_orders.queries.names import names_for
from seibi.contexts.work_orders.queries.visit import awaiting
from seibi.kernel.actor import Actor
from seibi.kernel.rows import under


@dataclass(frozen=True, slots=True)
class Second:
    """Whom to ask when the first does not answer."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was tried for one version, and what the rest of the ladder depends on."""

    taken: tuple[AskStep, ...]
    ask_name: str
    ask_phone: str
    second: Second | None
    ask_by: HowToAsk
    language: str
    tz: str

    @property
    def wants_calls(self) -> bool:
        return self.ask_by is HowToAsk.CALL

    @property
    def steps(self) -> tuple[AskStep, ...]:
        """The rungs that were taken, then those to come with their times."""
        coming = rules.to_come(
            self.taken, has_second=self.second is not None, wants_calls=self.wants_calls
        )
        return (*self.taken, *(AskStep(rung, at, is_taken=False) for rung, at in coming))


@dataclass(frozen=True, slots=True)
class Known:
    """The people of several visits and what they said once, each asked for together."""

    people: Mapping[UUID, CustomerSummary]
    standing: Mapping[UUID, StandingInfo]

    @classmethod
    def of(cls, rows: Sequence[WorkOrder], parties: Iterable[Party]) -> "Known":
        owners = {row.customer_id for row in rows}
        named = {party.customer_id for party in parties if party.customer_id}
        return cls(customers.summaries(owners | named), customers.standings_of(owners))


def plan_of(row: WorkOrder, version: int) -> Plan:
    """The ladder of one version of one visit."""
    parties = list(Party.objects.filter(work_order=row))
    return plan_among(row, version, parties, Known.of([row], parties))


def plan_among(row: WorkOrder, version: int, parties: Sequence[Party], known: Known) -> Plan:
    """`plan_of` for whoever has read the people of the visit already. One query."""
    rows = Asking.objects.filter(work_order=row, version=version)
    return _plan(row, [_step(one) for one in rows], parties, known)


def unanswered(
    *, node: str, older_than: dt.timedelta, actor: Actor, at: dt.datetime
) -> list[Unanswered]:
    """Estimates at and below a node that wait for longer than this, the longest first."""
    rows = list(
        WorkOrder.objects.visible_to(actor)
        .filter(under(node), state__in=ANSWERS_COUNT)
        .order_by("pk")
    )
    still = awaiting(rows)
    found = _all([row for row in rows if row.pk in still], at)
    late = [one for one in found if at - one.asked_at >= older_than]
    return sorted(late, key=lambda one: one.asked_at)


def silent_owners(*, node: str, actor: Actor, at: dt.datetime) -> list[Unanswered]:
    """Whom every rung has reached for, so that the manager calls; the longest first.

    One query while there are none.
    """
    rows = list(
        WorkOrder.objects.visible_to(actor)
        .filter(under(node), state__in=ANSWERS_COUNT, askings__rung=Rung.MANAGER)
        .distinct()
        .order_by("pk")
    )
    if not rows:
        return []
    still = awaiting(rows)
    found = _all([row for row in rows if row.pk in still], at)
    return sorted((one for one in found if one.with_manager), key=lambda one: one.asked_at)


def _all(rows: Sequence[WorkOrder], at: dt.datetime) -> list[Unanswered]:
    if not rows:
        return []
    latest: dict[UUID, EstimateVersion] = {
        v.work_order_id: v
        for v in EstimateVersion.objects.filter(work_order__in=rows).order_by("number")
    }
    steps: defaultdict[tuple[UUID, int], list[AskStep]] = defaultdict(list)
    for one in Asking.objects.filter(work_order__in=rows):
        steps[one.work_order_id, one.version].append(_step(one))
    parties: defaultdict[UUID, list[Party]] = defaultdict(list)
    everybody = list(Party.objects.filter(work_order__in=rows))
    known = Known.of(rows, everybody)
    for party in everybody:
        parties[party.work_order_id].append(party)
    open_lines: defaultdict[UUID, list[Line]] = defaultdict(list)
    asked = Line.objects.filter(work_order__in=rows, removed_at=None, state=LineState.OPEN)
    for line in asked.filter(payer=Payer.CUSTOMER):
        open_lines[line.work_order_id].append(line)
    names = names_for(rows)
    result = []
    for row in rows:
        version = latest[row.pk]
        plan = _plan(row, steps[row.pk, version.number], parties[row.pk], known)
        begun = plan.taken[0].at if plan.taken else version.made_at
        taken = {step.rung for step in plan.taken}
        result.append(
            Unanswered(
                work_order_id=row.pk,
                number=row.number,
                owner_node=row.owner_node,
                tz=names.sites[row.site_id].tz,
                vehicle_title=names.car_title(row.vehicle_id),
                plate=names.plate(row.vehicle_id),
                customer_name=names.person(row.customer_id),
                ask_name=plan.ask_name,
                ask_phone=plan.ask_phone,
                advisor_name=names.colleague(row.advisor_id),
                open_amount=estimates.sum_of(row, open_lines[row.pk]).gross,
                asked_at=begun,
                waited_minutes=int((at - begun).total_seconds() // 60),
                call_is_due=Rung.CALL in taken,
                with_manager=Rung.MANAGER in taken,
                steps=plan.steps,
                ask_in_writing=plan.ask_by is HowToAsk.TEXT,
            )
        )
    return result


def _plan(
    row: WorkOrder, taken: Iterable[AskStep], parties: Sequence[Party], everything: Known
) -> Plan:
    authoriser = next((p for p in parties if p.role == PartyRole.AUTHORISER), None)
    asked_id = who_may_answer(
        owner=row.customer_id, authoriser=authoriser.customer_id if authoriser else None
    )
    people, known = everything.people, everything.standing.get(row.customer_id)
    person = people.get(asked_id)
    second = None
    if known and known.second_name:
        second = Second(known.second_name, known.second_phone, known.second_email)
    elif asked_id != row.customer_id and (owner := people.get(row.customer_id)):
        second = Second(owner.name, owner.phone, owner.email)
    name = authoriser.name if authoriser and authoriser.name else person.name if person else ""
    phone = authoriser.phone if authoriser and authoriser.phone else person.phone if person else ""
    return Plan(
        taken=tuple(taken),
        ask_name=name,
        ask_phone=phone,
        second=second,
        ask_by=known.ask_by if known else HowToAsk.ANY,
        language=person.language if person else "en",
        tz=person.time_zone if person else "UTC",
    )


def _step(row: Asking) -> AskStep:
    outcome = CallOutcome(row.outcome) if row.outcome else None
    return AskStep(Rung(row.rung), row.at, row.to, outcome)
