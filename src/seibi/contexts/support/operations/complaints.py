"""The complaint register: every complaint is a line in it, and it is known whether it came back."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.support.contracts import ComplaintCause, ComplaintClass, Topic
from seibi.contexts.support.domain.routing import WEIGHT
from seibi.contexts.support.events import ComplaintLogged
from seibi.contexts.support.models.disputes import Complaint, Dispute
from seibi.contexts.support.operations.loading import said
from seibi.contexts.support.permissions import can_register
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, require
from seibi.kernel.journal.tell import tell

RECURS_WITHIN = dt.timedelta(days=365)


@transaction.atomic
def log_complaint(
    *,
    site_id: UUID,
    work_order_id: UUID | None,
    topic: Topic,
    words: str,
    cause: ComplaintCause,
    redress: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """What somebody complained about by word or telephone is in the register like any other.

    Raises NotFound, NotAllowed, Invalid ("words_missing").
    """
    site = network.site(site_id)
    require(can_register(actor, site.node))
    words = said(words, "words", _("Write down what the customer said."))
    visit = None
    if work_order_id is not None:
        visit = work_orders.info(work_order_id=work_order_id, actor=actor)
    return _log(
        Complaint(
            owner_node=site.node,
            site_id=site.id,
            work_order_id=work_order_id,
            vehicle_id=visit.vehicle_id if visit else None,
            customer_id=visit.customer_id if visit else None,
            topic=topic,
            weight=WEIGHT[topic],
            words=words,
            cause=cause,
            redress=redress.strip()[:300],
            logged_by=actor.account_id,
            logged_at=at,
        ),
        actor,
        at,
    )


@transaction.atomic
def close_complaint(
    *, complaint_id: UUID, cause: ComplaintCause, redress: str, actor: Actor, at: dt.datetime
) -> None:
    """A complaint is closed with why it came to it and what we did.

    Raises NotFound, NotAllowed, Invalid ("redress_missing").
    """
    row = Complaint.objects.visible_to(actor).locked().filter(pk=complaint_id).first()
    if row is None:
        raise NotFound("complaint_not_found", _("There is no such complaint."))
    require(can_register(actor, row.owner_node))
    row.redress = said(redress, "redress", _("Write down what we did about it."))[:300]
    row.cause, row.closed_at = cause, at
    row.save(update_fields=["redress", "cause", "closed_at"])
    _tell(row, actor, at)


def of_dispute(dispute: Dispute, *, vehicle_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Every case is in the register from its first second."""
    topic = Topic(dispute.topic)
    _log(
        Complaint(
            owner_node=dispute.owner_node,
            site_id=dispute.site_id,
            dispute=dispute,
            work_order_id=dispute.work_order_id,
            vehicle_id=vehicle_id,
            customer_id=dispute.customer_id,
            topic=topic,
            weight=WEIGHT[topic],
            words=dispute.words,
            cause=ComplaintCause.UNKNOWN,
            logged_by=actor.account_id,
            logged_at=at,
        ),
        actor,
        at,
    )


def decided(dispute: Dispute, cause: ComplaintCause, *, actor: Actor, at: dt.datetime) -> None:
    """The register knows what came of a case."""
    row = Complaint.objects.locked().get(dispute=dispute)
    row.cause, row.redress, row.closed_at = cause, dispute.redress, at
    row.save(update_fields=["cause", "redress", "closed_at"])
    _tell(row, actor, at)


def _log(row: Complaint, actor: Actor, at: dt.datetime) -> UUID:
    if row.vehicle_id is not None:
        earlier = Complaint.objects.filter(
            vehicle_id=row.vehicle_id, topic=row.topic, logged_at__gt=at - RECURS_WITHIN
        )
        row.recurs = earlier.order_by("-logged_at").first()
    row.save()
    _tell(row, actor, at)
    return row.pk


def _tell(row: Complaint, actor: Actor, at: dt.datetime) -> None:
    weight = str(ComplaintClass(row.weight))
    tell(
        ComplaintLogged(row.pk, row.site_id, str(row.topic), weight, row.recurs_id is not None),
        actor=actor,
        at=at,
        subject=f"complaint:{row.pk}",
        owner_node=row.owner_node,
    )
