"""What care does when it hears of something: unhappy owners first; bookings and repairs settle."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.care.contracts import ContactState, Outcome, RuleKind
from seibi.contexts.care.domain import rules as rule_book
from seibi.contexts.care.domain.outcomes import CLOSED
from seibi.contexts.care.events import ContactOpened
from seibi.contexts.care.models import Contact, Reason
from seibi.contexts.care.operations import noting
from seibi.contexts.care.operations.listing import ENDED_BY_BOOKING, households
from seibi.contexts.care.queries.rules import rules_at
from seibi.contexts.network import facade as network
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.journal.tell import tell


@transaction.atomic
def owner_was_unhappy(
    *, work_order_id: UUID, csat: int, node: str, actor: Actor, at: dt.datetime
) -> None:
    """Whoever was not content stands on top of today's list. Only our reader calls."""
    rule = rules_at(node)[RuleKind.LOW_RATING]
    visit = work_orders.infos(work_order_ids=[work_order_id], actor=actor).get(work_order_id)
    if not rule.active or visit is None:
        return
    site = network.site(visit.site_id)
    today = local_day(at, site.tz)
    row = _open_contact(visit.customer_id, site.id, node, today, actor, at)
    _first, over = rule_book.window(rule, today)
    Reason.objects.get_or_create(
        kind=RuleKind.LOW_RATING,
        about=str(work_order_id),
        ended_at=None,
        defaults={
            "contact": row,
            "rule_version": rule.version,
            "customer_id": visit.customer_id,
            "vehicle_id": visit.vehicle_id,
            "facts": {"csat": csat},
            "anchor_on": today,
            "until_on": over,
            "found_on": today,
        },
    )
    if row.state != ContactState.OPEN and row.due_on > today:
        row.state, row.due_on, row.call_at = ContactState.OPEN, today, None
        row.save(update_fields=["state", "due_on", "call_at"])


@transaction.atomic
def owner_was_called_back(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Somebody spoke with the unhappy owner elsewhere: nobody has to call about it again."""
    found = Reason.objects.filter(
        kind=RuleKind.LOW_RATING, about=str(work_order_id), ended_at=None
    ).first()
    if found is None:
        return
    row = Contact.objects.locked().get(pk=found.contact_id)
    if row.state == ContactState.DONE:
        return
    left = noting.end_reasons(row, at, kinds=(RuleKind.LOW_RATING,))
    if not left:
        noting.note(row, Outcome.REACHED, CLOSED, actor=actor, at=at)


@transaction.atomic
def car_was_booked(*, vehicle_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Nobody is called about a car that has an appointment, by whatever door it was made."""
    ids = Reason.objects.filter(
        vehicle_id=vehicle_id, kind__in=ENDED_BY_BOOKING, ended_at=None
    ).values_list("contact_id", flat=True)
    for row in Contact.objects.filter(pk__in=list(ids)).unfinished().locked():
        live = Reason.objects.filter(contact=row, ended_at=None, vehicle_id=vehicle_id)
        live.filter(kind__in=ENDED_BY_BOOKING).update(ended_at=at)
        if not Reason.objects.filter(contact=row, ended_at=None).exists():
            noting.note(row, Outcome.BOOKED, CLOSED, actor=actor, at=at)


@transaction.atomic
def recall_is_settled(
    *, vehicle_id: UUID, campaign_id: UUID, actor: Actor, at: dt.datetime
) -> None:
    """Nobody is called about a recall that was repaired, or that does not concern the car."""
    about = Reason.objects.filter(
        kind=RuleKind.RECALL, about=f"{vehicle_id}:{campaign_id}", ended_at=None
    )
    ids = list(about.values_list("contact_id", flat=True))
    for row in Contact.objects.filter(pk__in=ids).unfinished().locked():
        about.filter(contact=row).update(ended_at=at)
        if not Reason.objects.filter(contact=row, ended_at=None).exists():
            noting.note(row, Outcome.OVER, CLOSED, actor=actor, at=at)


def _open_contact(
    customer_id: UUID, site_id: UUID, node: str, today: dt.date, actor: Actor, at: dt.datetime
) -> Contact:
    who = households({customer_id}, network.group_of(node))[customer_id]
    row = Contact.objects.filter(customer_id=who).unfinished().locked().first()
    if row is not None:
        return row
    row = Contact.objects.create(
        owner_node=node, site_id=site_id, customer_id=who, due_on=today, opened_at=at
    )
    tell(
        ContactOpened(row.pk, site_id, who, (str(RuleKind.LOW_RATING),)),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=node,
    )
    return row
