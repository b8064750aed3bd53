"""Threads as the owner, the advisor and the inbox see them."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.support.contracts import (
    ANSWER,
    Author,
    DisputeOutcome,
    DisputeState,
    Question,
    Topic,
)
from seibi.contexts.support.contracts.pages import (
    CaseLink,
    DeskThread,
    Inbox,
    InboxRow,
    Note,
    OwnersThread,
    Said,
)
from seibi.contexts.support.domain.clocks import SILENCE_WARNS
from seibi.contexts.support.models.disputes import Dispute
from seibi.contexts.support.models.threads import InternalNote, Message, Thread
from seibi.contexts.support.permissions import can_answer
from seibi.contexts.support.queries import cards
from seibi.contexts.support.queries.timing import waited_minutes
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import NotFound

MOST = 100


def owners_thread(*, work_order_id: UUID, at: dt.datetime) -> OwnersThread:
    """What the customer's side sees; the caller has asked whose visit it is."""
    visit = work_orders.info(work_order_id=work_order_id, actor=SYSTEM)
    site = network.site(visit.site_id)
    thread = Thread.objects.filter(work_order_id=work_order_id).first()
    names = network.names_by_account({visit.advisor_id}) if visit.advisor_id else {}
    messages = _said(thread, Author.OWNER)
    asked = thread and thread.messages.filter(question=Question.ASKED).exists()
    return OwnersThread(
        work_order_id=work_order_id,
        site_name=site.name,
        tz=site.tz,
        advisor_name=names.get(visit.advisor_id, "") if visit.advisor_id else "",
        messages=messages,
        is_asked=bool(asked),
        waits=bool(thread and thread.waits_since),
        cases=cases_of(work_order_id),
        card=cards.leader_card(site_id=visit.site_id, at=at),
    )


def desk_thread(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> DeskThread:
    """What the advisors of the site see, with what the house says to itself.

    Raises NotFound ("work_order_not_found", "thread_not_found").
    """
    visit = work_orders.info(work_order_id=work_order_id, actor=actor)
    if not can_answer(actor, visit.owner_node):
        raise NotFound("thread_not_found", _("There is no such thread, or it is not yours to see."))
    site = network.site(visit.site_id)
    thread = Thread.objects.filter(work_order_id=work_order_id).first()
    car = vehicles.summaries([visit.vehicle_id])[visit.vehicle_id]
    owner = customers.summaries([visit.customer_id])[visit.customer_id]
    waited = None
    if thread is not None and thread.waits_since:
        waited = waited_minutes({site.id: thread.waits_since}, {site.id: site}, at)[site.id]
    return DeskThread(
        work_order_id=work_order_id,
        number=visit.number,
        car=car.title,
        plate=car.plate,
        customer_name=owner.formal_name,
        language=owner.language,
        tz=site.tz,
        site_name=site.name,
        messages=_said(thread, Author.STAFF),
        notes=_notes(thread),
        cases=cases_of(work_order_id),
        waited_minutes=waited,
        is_silent=waited is not None and waited >= SILENCE_WARNS,
        may_answer=True,
    )


def inbox(*, actor: Actor, at: dt.datetime) -> Inbox:
    """The threads of the actor's sites: their own first, the longest wait first.

    The number of queries grows only with the sites that have somebody waiting.
    """
    rows = list(
        Thread.objects.visible_to(actor)
        .annotate(
            unread=Count(
                "messages", filter=Q(messages__author=Author.OWNER, messages__read_at=None)
            )
        )
        .order_by("-last_at")[:MOST]
    )
    found = _inbox_rows(rows, actor, at)
    return Inbox(
        rows=tuple(sorted(found, key=_urgency)),
        unread=sum(row.unread for row in found if row.mine),
        silent=sum(row.is_silent for row in found if row.mine),
    )


def unread_of(*, actor: Actor) -> int:
    """How many messages wait for this person. One query."""
    mine = Thread.objects.visible_to(actor).filter(advisor_id=_account(actor))
    return Message.objects.filter(thread__in=mine, author=Author.OWNER, read_at=None).count()


def cases_of(work_order_id: UUID) -> tuple[CaseLink, ...]:
    """The cases of a visit, the newest first. One query."""
    rows = Dispute.objects.filter(work_order_id=work_order_id).order_by("-opened_at")
    return tuple(
        CaseLink(
            row.pk,
            row.number,
            Topic(row.topic),
            DisputeState(row.state),
            DisputeOutcome(row.outcome) if row.outcome else None,
        )
        for row in rows
    )


def may_follow(actor: Actor, key: str) -> bool:
    """The customer's side of the visit, and those who answer at its site."""
    try:
        work_order_id = UUID(key)
    except ValueError:
        return False
    if work_orders.is_customers_side(work_order_id=work_order_id, actor=actor):
        return True
    visits = work_orders.infos(work_order_ids=[work_order_id], actor=actor)
    return any(actor.may(ANSWER, at_node=one.owner_node) for one in visits.values())


def is_still_wanted(*, subject: str, **_asked: object) -> bool:
    """Whoever has read the answer needs no mail about it."""
    thread_id = UUID(subject.partition(":")[2])
    return Message.objects.filter(thread_id=thread_id, author=Author.STAFF, read_at=None).exists()


def _said(thread: Thread | None, reader: Author) -> tuple[Said, ...]:
    if thread is None:
        return ()
    return tuple(
        Said(
            id=row.pk,
            author=Author(row.author),
            name=row.name,
            text=row.text,
            said_at=row.said_at,
            mine=row.author == reader,
            read=row.read_at is not None,
        )
        for row in thread.messages.all()
        if row.author != Author.HOUSE
    )


def _notes(thread: Thread | None) -> tuple[Note, ...]:
    if thread is None:
        return ()
    rows = list(InternalNote.objects.filter(thread=thread))
    names = network.names_by_account({row.author_id for row in rows})
    return tuple(Note(row.text, names.get(row.author_id, ""), row.written_at) for row in rows)


def _inbox_rows(rows: Sequence[Thread], actor: Actor, at: dt.datetime) -> list[InboxRow]:
    if not rows:
        return []
    visits = work_orders.infos(work_order_ids=[row.work_order_id for row in rows], actor=SYSTEM)
    people = customers.summaries({row.customer_id for row in rows})
    cars = vehicles.summaries({one.vehicle_id for one in visits.values()})
    sites = network.sites_by_id({row.site_id for row in rows})
    staff = network.names_by_account({row.advisor_id for row in rows if row.advisor_id})
    last = _last_words(rows)
    waiting = _waiting(rows, at)
    return [
        InboxRow(
            work_order_id=row.work_order_id,
            number=visits[row.work_order_id].number,
            car=cars[visits[row.work_order_id].vehicle_id].title,
            customer_name=people[row.customer_id].formal_name,
            advisor_name=staff.get(row.advisor_id, "") if row.advisor_id else "",
            mine=str(row.advisor_id) == actor.account_id,
            last_words=last.get(row.pk, ""),
            last_at=row.last_at,
            unread=getattr(row, "unread", 0),
            waited_minutes=waiting.get(row.pk),
            is_silent=waiting.get(row.pk, 0) >= SILENCE_WARNS,
            tz=sites[row.site_id].tz,
        )
        for row in rows
    ]


def _waiting(rows: Sequence[Thread], at: dt.datetime) -> dict[UUID, int]:
    """Open minutes each owner has waited. One query per site that lets somebody wait."""
    found: dict[UUID, int] = {}
    sites = network.sites_by_id({row.site_id for row in rows if row.waits_since})
    for row in rows:
        if row.waits_since:
            waited = waited_minutes({row.site_id: row.waits_since}, sites, at)
            found[row.pk] = waited[row.site_id]
    return found


def _last_words(rows: Sequence[Thread]) -> dict[UUID, str]:
    spoken = (
        Message.objects.filter(thread__in=[row.pk for row in rows])
        .exclude(author=Author.HOUSE)
        .order_by("thread_id", "-said_at", "-pk")
        .distinct("thread_id")
    )
    return dict(spoken.values_list("thread_id", "text"))


def _urgency(row: InboxRow) -> tuple[bool, bool, int, float]:
    waited = row.waited_minutes
    return (not row.mine, waited is None, -(waited or 0), -row.last_at.timestamp())


def _account(actor: Actor) -> UUID | None:
    try:
        return UUID(actor.account_id)
    except ValueError:
        return None
