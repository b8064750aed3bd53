"""Messages between owner and advisor: from person to person, and a question back where it helps."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.network import facade as network
from seibi.contexts.support.contracts import (
    Author,
    NewDispute,
    Question,
    Topic,
    Via,
)
from seibi.contexts.support.domain.phrases import asks_for_somebody_above
from seibi.contexts.support.events import MessageWritten, ThreadRead
from seibi.contexts.support.models.threads import InternalNote, Message, Thread
from seibi.contexts.support.operations.loading import account_of, said
from seibi.contexts.support.operations.raising import raise_dispute
from seibi.contexts.support.permissions import can_answer
from seibi.contexts.support.queries.visits import check_theirs
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import NotFound, RuleBroken, TooMany, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell

LONGEST = 4000
PER_HOUR = 40
HOUR = dt.timedelta(hours=1)


@transaction.atomic
def write_as_owner(*, work_order_id: UUID, text: str, actor: Actor, at: dt.datetime) -> UUID:
    """What an owner writes reaches their advisor; who asks for somebody above is asked back before
    a case is opened.

    Raises NotFound, Invalid ("text_missing"), TooMany ("too_many_messages").
    """
    check_theirs(work_order_id, actor)
    text = said(text, "text", _("Write your message first."))[:LONGEST]
    thread = _thread(work_order_id, at)
    recent = thread.messages.filter(author=Author.OWNER, said_at__gt=at - HOUR).count()
    if recent >= PER_HOUR:
        sentence = _("That was a lot in one hour. Call us, or write again a little later.")
        raise TooMany("too_many_messages", sentence)
    message = _say(thread, Author.OWNER, None, "", text, actor, at)
    thread.waits_since = thread.waits_since or at
    thread.save(update_fields=["waits_since", "last_at", "advisor"])
    pending = thread.messages.filter(question=Question.ASKED).exists()
    if asks_for_somebody_above(text) and not pending:
        _say(thread, Author.HOUSE, None, "", "", actor, at, question=Question.ASKED)
    return message.pk


@transaction.atomic
def answer_question(
    *, work_order_id: UUID, connect: bool, actor: Actor, at: dt.datetime
) -> UUID | None:
    """Only the owner's yes opens a case; a no is kept and nothing opens.

    Raises NotFound, RuleBroken ("nothing_asked").
    """
    check_theirs(work_order_id, actor)
    thread = _thread(work_order_id, at)
    asked = thread.messages.filter(question=Question.ASKED).order_by("-said_at", "-pk").first()
    if asked is None:
        raise RuleBroken("nothing_asked", _("Nothing is asked here now."))
    asked.question = Question.YES if connect else Question.NO
    asked.save(update_fields=["question"])
    _tell(thread, MessageWritten(work_order_id, asked.pk, str(Author.HOUSE)), actor, at)
    if not connect:
        return None
    words = thread.messages.filter(author=Author.OWNER).order_by("-said_at", "-pk").first()
    new = NewDispute(Topic.COMMUNICATION, words.text if words else "", via=Via.MESSAGE)
    return raise_dispute(work_order_id=work_order_id, new=new, actor=actor, at=at)


@transaction.atomic
def answer_owner(*, work_order_id: UUID, text: str, actor: Actor, at: dt.datetime) -> UUID:
    """An answer comes from the person who gives it, by name, and the owner is told of it.

    Raises NotFound, NotAllowed, Invalid ("text_missing").
    """
    visit = work_orders.info(work_order_id=work_order_id, actor=actor)
    require(can_answer(actor, visit.owner_node))
    account = account_of(actor)
    text = said(text, "text", _("Write your message first."))[:LONGEST]
    thread = _thread(work_order_id, at)
    name = network.names_by_account([account]).get(account, "")
    message = _say(thread, Author.STAFF, account, name, text, actor, at)
    _mark_read(thread, Author.OWNER, at)
    thread.waits_since = None
    thread.save(update_fields=["waits_since", "last_at", "advisor"])
    _letter(thread, name, actor, at)
    return message.pk


@transaction.atomic
def note(*, work_order_id: UUID, text: str, actor: Actor, at: dt.datetime) -> UUID:
    """What the house says to itself stays in its own table (field note t14).

    Raises NotFound, NotAllowed, Invalid ("text_missing").
    """
    visit = work_orders.info(work_order_id=work_order_id, actor=actor)
    require(can_answer(actor, visit.owner_node))
    text = said(text, "text", _("Write the note first."))[:LONGEST]
    row = InternalNote.objects.create(
        thread=_thread(work_order_id, at), text=text, author_id=account_of(actor), written_at=at
    )
    return row.pk


@transaction.atomic
def mark_read(*, work_order_id: UUID, by: Author, actor: Actor, at: dt.datetime) -> None:
    """Each side sees that the other has read; only who may answer has read for the house.

    Raises NotFound, NotAllowed.
    """
    if by is Author.OWNER:
        check_theirs(work_order_id, actor)
    else:
        visit = work_orders.info(work_order_id=work_order_id, actor=actor)
        require(can_answer(actor, visit.owner_node))
    thread = Thread.objects.locked().filter(work_order_id=work_order_id).first()
    if thread is None:
        return
    other = Author.STAFF if by is Author.OWNER else Author.OWNER
    if _mark_read(thread, other, at):
        _tell(thread, ThreadRead(work_order_id, str(by)), actor, at)


def _mark_read(thread: Thread, author: Author, at: dt.datetime) -> int:
    return thread.messages.filter(author=author, read_at=None).update(read_at=at)


def _thread(work_order_id: UUID, at: dt.datetime) -> Thread:
    """The thread of a visit, locked; it begins with the first word, and follows its advisor."""
    visit = work_orders.info(work_order_id=work_order_id, actor=SYSTEM)
    Thread.objects.get_or_create(
        work_order_id=work_order_id,
        defaults={
            "owner_node": visit.owner_node,
            "site_id": visit.site_id,
            "customer_id": visit.customer_id,
            "advisor_id": visit.advisor_id,
            "opened_at": at,
            "last_at": at,
        },
    )
    found = Thread.objects.locked().filter(work_order_id=work_order_id).first()
    if found is None:
        raise NotFound("thread_not_found", _("There is no such thread."))
    found.advisor_id = visit.advisor_id
    return found


def _say(
    thread: Thread,
    author: Author,
    author_id: UUID | None,
    name: str,
    text: str,
    actor: Actor,
    at: dt.datetime,
    *,
    question: Question = Question.NONE,
) -> Message:
    message = Message.objects.create(
        thread=thread,
        author=author,
        author_id=author_id,
        name=name,
        text=text,
        said_at=at,
        question=question,
    )
    thread.last_at = at
    _tell(thread, MessageWritten(thread.work_order_id, message.pk, str(author)), actor, at)
    return message


def _tell(thread: Thread, event: Event, actor: Actor, at: dt.datetime) -> None:
    tell(event, actor=actor, at=at, subject=thread.subject, owner_node=thread.owner_node)


def _letter(thread: Thread, name: str, actor: Actor, at: dt.datetime) -> None:
    route = customers.route_for(thread.customer_id, "visit")
    if route is None:
        return
    key = work_orders.link_of(thread.work_order_id).rstrip("/").rpartition("/")[2]
    messaging.send(
        template="support/answered",
        to=route,
        context={
            "name": route.formal_name,
            "advisor": name,
            "site": network.site(thread.site_id).name,
            "thread_url": reverse("support:thread", args=[key]),
        },
        subject=thread.subject,
        owner_node=thread.owner_node,
        actor=actor,
        at=at,
    )
