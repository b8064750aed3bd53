"""Writing down what came of a contact: the one place that closes it or puts it off."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from seibi.contexts.booking import facade as booking
from seibi.contexts.care.contracts import ContactAction as Do
from seibi.contexts.care.contracts import ContactState, Outcome, RuleKind
from seibi.contexts.care.domain.lifecycle import LIFECYCLE
from seibi.contexts.care.domain.outcomes import UNREACHED, NextStep
from seibi.contexts.care.events import CallNoted
from seibi.contexts.care.models import Contact, Reason, Try
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError
from seibi.kernel.journal.tell import tell

SPOKEN = frozenset({Outcome.REACHED, Outcome.BOOKED, Outcome.REFUSED, Outcome.ELSEWHERE})


def note(
    row: Contact,
    outcome: Outcome,
    step: NextStep,
    *,
    refusal: str = "",
    text: str = "",
    by_owner: bool = False,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The locked contact is closed or waits for its next day; the attempt is kept and told."""
    settled = _settled_visits(row) if outcome in SPOKEN else ()
    if step.closes:
        _close(row, outcome, refusal, actor, at)
    else:
        row.state = LIFECYCLE.after(ContactState(row.state), Do.POSTPONE)
        row.due_on, row.call_at = step.on or row.due_on, step.at
        row.roll_reason = step.because or ""
        row.rolled = 0
    row.tries = row.tries + 1 if outcome in UNREACHED else row.tries
    row.taken_by = row.taken_at = None
    row.save()
    Try.objects.create(
        contact=row,
        outcome=outcome,
        refusal=refusal,
        note=text[:300],
        by=actor.account_id,
        made_at=at,
        next_on=None if step.closes else row.due_on,
    )
    tell(
        CallNoted(
            contact_id=row.pk,
            outcome=str(outcome),
            by_owner=by_owner,
            closed=step.closes,
            next_on=None if step.closes else row.due_on,
            settled_visits=settled,
        ),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )


def end_reasons(
    row: Contact, at: dt.datetime, *, kinds: Collection[RuleKind] = (), car: UUID | None = None
) -> bool:
    """Reasons of these kinds, or about this car, end; whether any is left."""
    live = Reason.objects.filter(contact=row, ended_at=None)
    chosen = live.filter(Q(kind__in=kinds)) if kinds else live
    (chosen.filter(vehicle_id=car) if car else chosen).update(ended_at=at)
    return live.exists()


def _close(row: Contact, outcome: Outcome, refusal: str, actor: Actor, at: dt.datetime) -> None:
    row.state = LIFECYCLE.after(ContactState(row.state), Do.CLOSE)
    row.outcome, row.refusal, row.closed_at = outcome, refusal, at
    row.call_at = None
    if outcome in SPOKEN:
        _tell_booking(row, actor, at)
    Reason.objects.filter(contact=row, ended_at=None).update(ended_at=at)


def _tell_booking(row: Contact, actor: Actor, at: dt.datetime) -> None:
    """Who comes tomorrow and was spoken with is reminded; a visit that is gone needs none."""
    for reason in Reason.objects.filter(contact=row, kind=RuleKind.TOMORROW, ended_at=None):
        try:
            booking.note_call(appointment_id=UUID(reason.about), actor=actor, at=at)
        except DomainError:
            continue


def _settled_visits(row: Contact) -> tuple[UUID, ...]:
    found = Reason.objects.filter(contact=row, kind=RuleKind.LOW_RATING, ended_at=None)
    return tuple(UUID(about) for about in found.values_list("about", flat=True))
