"""The ladder for the silent owner: decided anew at each rung, never twice, never at night."""

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, Route
from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts.asking import CallOutcome, Rung
from seibi.contexts.work_orders.domain import asking as rules
from seibi.contexts.work_orders.domain.lifecycle import ANSWERS_COUNT
from seibi.contexts.work_orders.events.estimate import OwnerChased
from seibi.contexts.work_orders.models.asking import Asking
from seibi.contexts.work_orders.models.estimate import EstimateVersion
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import answering, chasing, messages
from seibi.contexts.work_orders.operations.loading import locked_work_order
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.permissions import can_record_answer
from seibi.contexts.work_orders.queries import asking as queries
from seibi.contexts.work_orders.queries import estimates
from seibi.contexts.work_orders.queries.visit import awaiting
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken, require

OF_THE_HOUSE = (Rung.CALL, Rung.MANAGER)


def asked(
    work_order: WorkOrder, version: EstimateVersion, *, actor: Actor, at: dt.datetime
) -> None:
    """The first rung: the link went to whoever may say yes. The caller holds the lock."""
    chasing.end(work_order, at=at)
    _take(work_order, version.number, Rung.ASKED, answering.asked_name(work_order), actor, at)


def climb(*, actor: Actor, at: dt.datetime) -> int:
    """Take every rung whose time has come; how many were taken. Each in its own transaction."""
    waiting = WorkOrder.objects.filter(state__in=ANSWERS_COUNT, askings__rung=Rung.ASKED)
    rows = list(waiting.distinct().order_by("pk"))
    still = awaiting(rows)
    return sum(
        take_next_rung(work_order_id=row.pk, actor=actor, at=at) for row in rows if row.pk in still
    )


@transaction.atomic
def take_next_rung(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> bool:
    """Ask the next one if it is time and still unanswered; whether somebody was asked.

    A reminder waits for the end of quiet hours, a call and the manager for opening hours.
    Raises NotFound, NotAllowed.
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_record_answer(actor, work_order))
    version = estimates.latest_version(work_order)
    if version is None or work_order.pk not in awaiting([work_order]):
        return False
    plan = queries.plan_of(work_order, version.number)
    following = rules.due(plan.taken, has_second=bool(plan.second), wants_calls=plan.wants_calls)
    if following is None or following[1] > at:
        return False
    rung = following[0]
    if not _may_now(work_order, rung, at):
        return False
    to = plan.second.name if rung is Rung.SECOND and plan.second else plan.ask_name
    _take(work_order, version.number, rung, to if rung is not Rung.MANAGER else "", actor, at)
    if rung is Rung.REMINDED:
        messages.estimate_reminder(work_order, version, actor=actor, at=at)
    if rung is Rung.SECOND and plan.second and plan.second.email:
        route = Route(
            ContactKind.EMAIL, plan.second.email, plan.language, plan.tz, plan.second.name
        )
        messages.estimate_for_second(work_order, version, route, actor=actor, at=at)
    return True


@transaction.atomic
def note_call(*, work_order_id: UUID, outcome: CallOutcome, actor: Actor, at: dt.datetime) -> None:
    """A call that brought no answer is on the visit with its time, so that nobody calls twice.

    Raises NotFound, NotAllowed, RuleBroken ("nothing_to_answer").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_record_answer(actor, work_order))
    version = estimates.latest_version(work_order)
    if version is None or work_order.pk not in awaiting([work_order]):
        raise RuleBroken("nothing_to_answer", _("Nothing waits for an answer any more."))
    Asking.objects.create(
        work_order=work_order,
        version=version.number,
        rung=Rung.CALLED,
        to=answering.asked_name(work_order)[:160],
        outcome=outcome,
        by=actor.account_id,
        at=at,
    )
    event = OwnerChased(work_order.pk, version.number, str(Rung.CALLED))
    tell_about(work_order, event, actor=actor, at=at)
    chasing.called(work_order, version.number, outcome, actor=actor, at=at)


def _take(
    work_order: WorkOrder, version: int, rung: Rung, to: str, actor: Actor, at: dt.datetime
) -> None:
    Asking.objects.create(
        work_order=work_order, version=version, rung=rung, to=to[:160], by=actor.account_id, at=at
    )
    tell_about(work_order, OwnerChased(work_order.pk, version, str(rung)), actor=actor, at=at)
    if rung in OF_THE_HOUSE:
        chasing.begin(work_order, version, rung, due_at=at + rules.PAUSE, at=at)


def _may_now(work_order: WorkOrder, rung: Rung, at: dt.datetime) -> bool:
    asked = answering.asked_person(work_order)
    if rung is not Rung.MANAGER and customers.is_quiet(asked, at):
        return False
    if rung not in OF_THE_HOUSE:
        return True
    site = network.site(work_order.site_id)
    today = at.astimezone(ZoneInfo(site.tz)).date()
    spans = network.open_between(site, today, today + dt.timedelta(days=1))
    return any(opens <= at < closes for opens, closes in spans)
