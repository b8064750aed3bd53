"""Writing to those who like it better than a call: in their language, in their hours, once."""

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from seibi.contexts.care.contracts import ContactAction as Do
from seibi.contexts.care.contracts import ContactRow, ContactState, RuleKind
from seibi.contexts.care.domain import outcomes
from seibi.contexts.care.domain.lifecycle import LIFECYCLE
from seibi.contexts.care.events import OwnerWrittenTo
from seibi.contexts.care.models import Contact
from seibi.contexts.care.queries.answer import letter
from seibi.contexts.care.queries.links import link_of
from seibi.contexts.care.queries.rules import rules_at
from seibi.contexts.care.queries.today import known_about, row_of
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, ContactPurpose
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.journal.tell import tell

BY_DAY = range(9, 20)  # hours where the person lives; nobody is written to by night
MOST_AT_ONCE = 50
SPOKEN_ONLY = frozenset({RuleKind.LOW_RATING, RuleKind.TOMORROW})


@transaction.atomic
def write_to_owners(*, site_id: UUID, actor: Actor, at: dt.datetime) -> int:
    """Some of those who like mail get one; whoever does not answer is called days later. How many.

    Never to who is left in peace, in their quiet hours, or for what must be spoken about. Whether
    it is still true is asked again when it leaves. Only our job calls: nobody to ask.
    """
    site = network.site(site_id)
    day = local_day(at, site.tz)
    wanted = Contact.objects.filter(
        site_id=site_id, state=ContactState.OPEN, due_on__lte=day, written_at=None, taken_by=None
    )
    rows = list(wanted.locked()[: MOST_AT_ONCE * 4])
    known = known_about(rows, site, at)
    sent = 0
    for row in rows:
        line = row_of(row, known)
        if sent < MOST_AT_ONCE and _likes_mail_now(line, at, known.ways[row.customer_id].tz):
            sent += _write(row, line, site, letter(row, known, line.language), actor, at)
    return sent


def _likes_mail_now(line: ContactRow, at: dt.datetime, tz: str) -> bool:
    speak = any(reason.kind in SPOKEN_ONLY for reason in line.reasons)
    by_day = at.astimezone(ZoneInfo(tz)).hour in BY_DAY
    likes = line.channel is ContactKind.EMAIL and line.silence is None
    return likes and by_day and not line.is_quiet and not speak and bool(line.reasons)


def _write(
    row: Contact,
    line: ContactRow,
    site: SiteInfo,
    sentences: tuple[str, ...],
    actor: Actor,
    at: dt.datetime,
) -> bool:
    purpose = rules_at(site.node)[line.reasons[0].kind].purpose
    route = customers.route_for(row.customer_id, purpose)
    if route is None:
        return False
    messaging.send(
        template="care/reminder",
        to=route,
        context={
            "name": route.formal_name,
            "site": site.name,
            "phone": site.phone,
            "sentences": list(sentences),
            "answer_link": link_of(row.pk),
            "stop_link": customers.unsubscribe_path(row.customer_id, purpose)
            if purpose is not ContactPurpose.SAFETY
            else "",
        },
        subject=row.subject,
        owner_node=row.owner_node,
        actor=actor,
        at=at,
    )
    step = outcomes.after_mail(local_day(at, site.tz))
    row.state = LIFECYCLE.after(ContactState(row.state), Do.WRITE)
    row.written_at, row.due_on = at, step.on or row.due_on
    row.roll_reason = step.because or ""
    row.save(update_fields=["state", "written_at", "due_on", "roll_reason"])

    tell(OwnerWrittenTo(row.pk), actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
    return True
