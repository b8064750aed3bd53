"""An owner sees something differently: a case with a number and a person, from the first second."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from seibi.contexts.support.contracts import (
    DisputeAction,
    Happened,
    Level,
    NewDispute,
    Topic,
    Via,
)
from seibi.contexts.support.domain import guardrails
from seibi.contexts.support.events import DisputeOpened
from seibi.contexts.support.models.disputes import Dispute, DisputeCounter, DisputeFact
from seibi.contexts.support.operations import complaints, letters, packing, routing
from seibi.contexts.support.operations.loading import house, said
from seibi.contexts.support.operations.moving import advance, log, place, tell_about
from seibi.contexts.support.permissions import can_register, can_speak_for
from seibi.contexts.support.queries.visits import check_theirs
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import State, WorkOrderInfo
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import RuleBroken, TooMany, require

CAR_IS_GONE = (State.BOOKED, State.DELIVERED, State.FOLLOWED_UP, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class _Raising:
    """One raising: what is said about which visit, by whom, when."""

    visit: WorkOrderInfo
    new: NewDispute
    actor: Actor
    at: dt.datetime

    @property
    def by(self) -> str:
        """By account; who came by a link, or told us, counts with the customer of the visit."""
        if self.actor.is_anonymous or self.new.via == Via.STAFF:
            return f"customer:{self.visit.customer_id}"
        return self.actor.account_id


@transaction.atomic
def raise_dispute(*, work_order_id: UUID, new: NewDispute, actor: Actor, at: dt.datetime) -> UUID:
    """A case has a number, a person and a deadline at once, and only its lines stop. A second one
    joins the open case; after a decision something new is needed.

    Raises NotFound, NotAllowed, Invalid ("words_missing"), RuleBroken ("not_eligible",
    "new_fact_needed"), TooMany ("too_many_disputes"). Whoever of the house writes down what an
    owner said (``via`` staff) is held to the owner's limits, and never speaks for themselves.
    """
    if new.via == Via.STAFF:
        visit = work_orders.info(work_order_id=work_order_id, actor=actor)
        require(can_register(actor, visit.owner_node))
        require(can_speak_for(actor, visit.customer_id))
    else:
        check_theirs(work_order_id, actor)
        visit = work_orders.info(work_order_id=work_order_id, actor=SYSTEM)
    raising = _Raising(visit, new, actor, at)
    counter = _locked_counter(visit.owner_node)
    said(new.words, "words", _("Say in your own words what you see differently."))
    _check_eligible(raising)
    known = Dispute.objects.filter(work_order_id=work_order_id).order_by("opened_at")
    running = known.undecided().locked().first()
    if running is not None:
        return _join(running, raising)
    before = known.filter(topic=new.topic).locked().last()
    if before is not None:
        return _again(before, raising)
    _check_rate(raising)
    return _open(raising, counter)


def _check_eligible(raising: _Raising) -> None:
    topic, visit = raising.new.topic, raising.visit
    if not guardrails.is_eligible(topic, delivered_at=visit.delivered_at, at=raising.at):
        sentence = _(
            "This visit ended more than 30 days ago. Call us: safety, injury, your data and your"
            " rights by law are never too late."
        )
        raise RuleBroken("not_eligible", sentence)


def _check_rate(raising: _Raising) -> None:
    theirs = Q(raised_by=raising.by)
    if raising.new.via == Via.STAFF:
        theirs |= Q(customer_id=raising.visit.customer_id)  # whichever way they said it
    opened = Dispute.objects.filter(theirs, opened_at__gt=raising.at - guardrails.MONTH)
    moments = opened.values_list("opened_at", flat=True)
    if guardrails.too_many(raising.new.topic, moments, raising.at):
        sentence = _(
            "You have opened several cases in a short time. Add to one of them, or call us; safety"
            " is never held back."
        )
        raise TooMany("too_many_disputes", sentence)


def _open(raising: _Raising, counter: DisputeCounter) -> UUID:
    visit, new = raising.visit, raising.new
    counter.last += 1
    counter.save(update_fields=["last"])
    advisor = visit.advisor_id
    level, assignee = routing.whom(
        new.topic, None, visit.owner_node, never={advisor} if advisor else set(), at=raising.at
    )
    dispute = Dispute(
        owner_node=visit.owner_node,
        number=f"D-{counter.last:06d}",
        topic=new.topic,
        level=level,
        work_order_id=visit.id,
        site_id=visit.site_id,
        customer_id=visit.customer_id,
        advisor_id=advisor,
        assignee_id=assignee,
        line_ids=list(new.line_ids),
        invoice_id=new.invoice_id,
        words=new.words.strip(),
        via=new.via,
        raised_by=raising.by,
        car_on_site=visit.state not in CAR_IS_GONE,
        currency=visit.currency,
        opened_at=raising.at,
    )
    dispute.evidence_id = packing.freeze(dispute, actor=raising.actor, at=raising.at)
    log(dispute, Happened.OPENED, actor=raising.actor, at=raising.at)
    _stop(dispute, new.line_ids, raising)
    complaints.of_dispute(dispute, vehicle_id=visit.vehicle_id, actor=raising.actor, at=raising.at)
    opened = DisputeOpened(
        dispute.pk,
        visit.id,
        visit.site_id,
        visit.customer_id,
        str(new.topic),
        str(level),
        tuple(new.line_ids),
        dispute.car_on_site,
    )
    tell_about(dispute, opened, actor=raising.actor, at=raising.at)
    letters.to_owner(dispute, "opened", {}, actor=raising.actor, at=raising.at)
    letters.to_leader(dispute, assignee, actor=raising.actor, at=raising.at)
    return dispute.pk


def _join(dispute: Dispute, raising: _Raising) -> UUID:
    """One visit has one open case: what is said now is added to it, its lines stop too."""
    fresh = [one for one in raising.new.line_ids if one not in dispute.line_ids]
    DisputeFact.objects.create(
        dispute=dispute, words=raising.new.words.strip(), by=raising.by, added_at=raising.at
    )
    dispute.line_ids = [*dispute.line_ids, *fresh]
    advance(
        dispute,
        DisputeAction.OWNER_SPEAKS,
        Happened.OWNER_SPOKE,
        actor=raising.actor,
        at=raising.at,
    )
    _stop(dispute, fresh, raising)
    return dispute.pk


def _again(dispute: Dispute, raising: _Raising) -> UUID:
    """After a decision the next level looks at what is new."""
    limited = guardrails.is_limited(Topic(dispute.topic))
    facts = DisputeFact.objects.filter(dispute=dispute).values_list("words", flat=True)
    before = [dispute.words, *facts]
    if limited and not guardrails.is_new(raising.new.words, before=before, with_file=False):
        sentence = _("This was decided. Say what is new, and somebody above looks at it again.")
        raise RuleBroken("new_fact_needed", sentence)
    DisputeFact.objects.create(
        dispute=dispute, words=raising.new.words.strip(), by=raising.by, added_at=raising.at
    )
    level, assignee = routing.whom(
        Topic(dispute.topic),
        Level(dispute.level),
        dispute.owner_node,
        never=_involved(dispute),
        at=raising.at,
    )
    place(dispute, level, assignee)
    dispute.rounds += 1
    dispute.line_ids = list({*dispute.line_ids, *raising.new.line_ids})
    advance(
        dispute,
        DisputeAction.RAISE_AGAIN,
        Happened.RAISED_AGAIN,
        actor=raising.actor,
        at=raising.at,
    )
    _stop(dispute, raising.new.line_ids, raising)
    letters.to_leader(dispute, assignee, actor=raising.actor, at=raising.at)
    return dispute.pk


def _involved(dispute: Dispute) -> set[UUID]:
    return {one for one in (dispute.advisor_id, dispute.decided_by) if one}


def _stop(dispute: Dispute, line_ids: tuple[UUID, ...] | list[UUID], raising: _Raising) -> None:
    work_orders.stop_lines(
        work_order_id=dispute.work_order_id,
        line_ids=line_ids,
        number=dispute.number,
        actor=house(raising.actor),
        at=raising.at,
    )


def _locked_counter(node: str) -> DisputeCounter:
    """Cases of a site are opened one after the other: two presses make one case."""
    DisputeCounter.objects.get_or_create(owner_node=node)
    return DisputeCounter.objects.locked().get(owner_node=node)
