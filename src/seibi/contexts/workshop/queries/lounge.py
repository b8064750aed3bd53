"""The lounge for whoever waits for one car: known by the subject of its job, not by name."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from seibi.contexts.workshop.contracts import SEE
from seibi.contexts.workshop.contracts.board import OwnLounge
from seibi.contexts.workshop.models import Job
from seibi.contexts.workshop.queries.board import lounge
from seibi.contexts.workshop.queries.cards import HERE
from seibi.kernel.actor import Actor


def own_lounge(*, subject: str, at: dt.datetime) -> OwnLounge | None:
    """The screen with the ticket of this car; None while the car is not in the house."""
    job = _here({subject}).first()
    if job is None:
        return None
    return OwnLounge(job.ticket, job.owner_node, lounge(site_id=job.site_id, at=at))


def ticket_of(*, subject: str) -> str:
    """The ticket of a car that is in the house; empty for others. One query."""
    return _here({subject}).values_list("ticket", flat=True).first() or ""


def may_follow(actor: Actor, key: str) -> bool:
    """Colleagues of the site whose node is the key, and whoever holds the link of a car there."""
    if actor.may(SEE, at_node=key):
        return True
    return bool(actor.keys) and _here(actor.keys).filter(owner_node=key).exists()


def _here(subjects: Collection[str]) -> QuerySet[Job]:
    about = Q(subject__in=subjects) | Q(earlier_subject__in=subjects)
    return Job.objects.filter(about, state__in=HERE).exclude(ticket="")
