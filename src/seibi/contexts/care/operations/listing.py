"""The list of a workshop's day: what is over goes, what was missed stays, what is new comes."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q

from seibi.contexts.booking import facade as booking
from seibi.contexts.care.contracts import (
    Candidate,
    ContactState,
    ListMade,
    Outcome,
    RollReason,
    RuleInfo,
    RuleKind,
)
from seibi.contexts.care.contracts import ContactAction as Do
from seibi.contexts.care.domain import order
from seibi.contexts.care.domain.lifecycle import LIFECYCLE
from seibi.contexts.care.events import ContactOpened, ListComputed
from seibi.contexts.care.models import Contact, ListRun, Reason
from seibi.contexts.care.permissions import can_call
from seibi.contexts.care.queries.finding import Look, candidates
from seibi.contexts.care.queries.rules import rules_at
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell

REST = dt.timedelta(days=14)  # whoever was spoken with is not sold anything for so long
ENDED_BY_BOOKING = (
    RuleKind.FIRST_SERVICE,
    RuleKind.DUE,
    RuleKind.INSPECTION,
    RuleKind.DECLINED,
    RuleKind.LAPSED,
)


@dataclass(slots=True)
class _Making:
    """What is found on the way, and how much of each rule may still come today."""

    left: Counter[RuleKind]
    opened: int = 0
    joined: int = 0
    waiting: int = 0
    seen: set[tuple[str, str]] = field(default_factory=set)


@transaction.atomic
def compute(*, site_id: UUID, actor: Actor, at: dt.datetime) -> ListMade:
    """The list is made anew, at night or on demand; a second time the same day changes nothing.

    Never everybody at once: of each rule only as many as the workshop wants in a day, what weighs
    most first; the others wait. Raises NotFound, NotAllowed.
    """
    site = network.site(site_id)
    require(can_call(actor, site.node))
    _one_at_a_time(site.group_node)
    rules = rules_at(site.node)
    active = {kind: rule for kind, rule in rules.items() if rule.active}
    look = Look(site, actor, at, active)

    ended = _end_what_is_over(site, look.today, actor, at)
    rolled = _roll_over(site, look.today)
    made = _Making(_left_today(site, active, look.today))
    for found in candidates(look):
        _take_in(look, found, made)

    ListRun.objects.update_or_create(
        site_id=site.id, defaults={"owner_node": site.node, "day": look.today, "computed_at": at}
    )
    tell(
        ListComputed(site.id, look.today, made.opened, rolled, ended),
        actor=actor,
        at=at,
        subject=f"site:{site.id}",
        owner_node=site.node,
    )
    return ListMade(made.opened, made.joined, rolled, ended, made.waiting)


def _one_at_a_time(group_node: str) -> None:
    """Two workshops of a group share their customers, so they do not look at the same time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"care:{group_node}"])


def _left_today(
    site: SiteInfo, rules: Mapping[RuleKind, RuleInfo], today: dt.date
) -> Counter[RuleKind]:
    found = Reason.objects.filter(contact__site_id=site.id, found_on=today)
    used = Counter(RuleKind(kind) for kind in found.values_list("kind", flat=True))
    return Counter({kind: rule.per_day - used[kind] for kind, rule in rules.items()})


def _end_what_is_over(site: SiteInfo, today: dt.date, actor: Actor, at: dt.datetime) -> int:
    """Reasons out of their window, or answered by a booking, end; so does who has none left."""
    live = Reason.objects.filter(contact__site_id=site.id, ended_at=None).exclude(
        contact__state=ContactState.DONE
    )
    cars = {car for car in live.values_list("vehicle_id", flat=True) if car}
    booked = booking.booked_cars(vehicle_ids=cars, actor=actor, at=at) if cars else frozenset()
    over = Q(until_on__lte=today) | Q(vehicle_id__in=booked, kind__in=ENDED_BY_BOOKING)
    live.filter(over).update(ended_at=at)
    rows = Contact.objects.filter(site_id=site.id).unfinished()
    empty = rows.exclude(reasons__ended_at=None).locked()
    ended = list(empty)
    for row in ended:
        row.state = LIFECYCLE.after(ContactState(row.state), Do.CLOSE)
        row.outcome, row.closed_at = Outcome.OVER, at
    Contact.objects.bulk_update(ended, ["state", "outcome", "closed_at"])
    return len(ended)


def _roll_over(site: SiteInfo, today: dt.date) -> int:
    """Whoever should have been called before today is still on the list, and it says why."""
    rows = Contact.objects.filter(site_id=site.id, due_on__lt=today).unfinished()
    written = {ContactState.WRITTEN: RollReason.NO_ANSWER_TO_MAIL}
    missed = list(rows.locked())
    for row in missed:
        state = ContactState(row.state)
        tried = RollReason.NOT_REACHED if row.tries else RollReason.NOT_CALLED
        row.roll_reason = written.get(state, tried)
        if LIFECYCLE.allows(state, Do.RAISE):
            row.state = LIFECYCLE.after(state, Do.RAISE)
        row.rolled = row.rolled + 1
        row.due_on, row.taken_by, row.taken_at = today, None, None
    Contact.objects.bulk_update(
        missed, ["state", "due_on", "rolled", "roll_reason", "taken_by", "taken_at"]
    )
    return len(missed)


def households(people: Collection[UUID], group_node: str) -> dict[UUID, UUID]:
    """Who is called for each of these people: one person for all who share a telephone number."""
    read_as = customers.resolve(people)
    sharing = customers.sharing_phones(set(read_as.values()), group_node=group_node)
    main = order.households(sharing, set(read_as.values()) | set(sharing))
    return {asked: main[one] for asked, one in read_as.items()}


def _take_in(look: Look, found: list[Candidate], made: _Making) -> None:
    """New facts join the open contact of their household, or open one."""
    fresh = _fresh(look, found, made)
    if not fresh:
        return
    home = households({one.customer_id for one in fresh}, look.site.group_node)
    groups: dict[UUID, list[Candidate]] = defaultdict(list)
    weigh = look.rules
    for one in sorted(fresh, key=lambda one: (weigh[one.kind].priority, one.anchor_on, one.about)):
        groups[home[one.customer_id]].append(one)
    known = Contact.objects.filter(customer_id__in=set(home.values())).unfinished()
    open_now = {row.customer_id: row for row in known.locked()}
    resting = _resting(look, set(home.values()))
    for who, reasons in groups.items():
        _bring(look, who, reasons, open_now.get(who), who in resting, made)


def _bring(
    look: Look,
    who: UUID,
    found: list[Candidate],
    contact: Contact | None,
    rests: bool,
    made: _Making,
) -> None:
    wanted = [one for one in found if not (rests and look.rules[one.kind].sells)]
    allowed = [one for one in wanted if made.left[one.kind] > 0]
    if not allowed:
        made.waiting += 1 if wanted else 0
        return
    if contact is None:
        contact = _open(look, who, allowed)
        made.opened += 1
    elif contact.site_id != look.site.id:
        return
    else:
        made.joined += 1
    rows = [_reason(look, contact, one) for one in wanted]
    Reason.objects.bulk_create(rows, ignore_conflicts=True)
    made.left.subtract({one.kind for one in allowed})


def _open(look: Look, who: UUID, found: list[Candidate]) -> Contact:
    row = Contact.objects.create(
        owner_node=look.site.node,
        site_id=look.site.id,
        customer_id=who,
        due_on=look.today,
        opened_at=look.at,
    )
    kinds = tuple(dict.fromkeys(str(one.kind) for one in found))
    tell(
        ContactOpened(row.pk, look.site.id, who, kinds),
        actor=look.actor,
        at=look.at,
        subject=row.subject,
        owner_node=row.owner_node,
    )
    return row


def _reason(look: Look, contact: Contact, one: Candidate) -> Reason:
    return Reason(
        contact=contact,
        kind=one.kind,
        rule_version=look.rules[one.kind].version,
        customer_id=one.customer_id,
        vehicle_id=one.vehicle_id,
        about=one.about,
        facts=dict(one.facts),
        anchor_on=one.anchor_on,
        until_on=one.until_on,
        found_on=look.today,
    )


def _fresh(look: Look, found: list[Candidate], made: _Making) -> list[Candidate]:
    """What is not on the list, and was not within the rest that its rule wants. One query."""
    repaired = Q(kind=RuleKind.RECALL, contact__outcome__in=("", Outcome.OVER))
    wanted = Reason.objects.filter(about__in={one.about for one in found}).exclude(
        repaired & Q(ended_at__isnull=False)  # it is open again, and nobody has spoken about it
    )
    longest = max((rule.cap_days for rule in look.rules.values()), default=0)
    since = look.at - dt.timedelta(days=longest)
    rows = wanted.filter(Q(ended_at=None) | Q(ended_at__gte=since))
    last: dict[tuple[str, str], dt.datetime | None] = {}
    for kind, about, ended_at in rows.order_by(F("ended_at").asc(nulls_last=True)).values_list(
        "kind", "about", "ended_at"
    ):
        last[kind, about] = ended_at
    fresh = []
    for one in found:
        key = (str(one.kind), one.about)
        rest = dt.timedelta(days=look.rules[one.kind].cap_days)
        ended = last.get(key)
        rests = key in last and (ended is None or ended + rest > look.at or rest.days == 0)
        if not rests and key not in made.seen:
            made.seen.add(key)
            fresh.append(one)
    return fresh


def _resting(look: Look, people: set[UUID]) -> set[UUID]:
    """Who was spoken with a short while ago: nothing is sold to them yet. One query."""
    spoken = (Outcome.REACHED, Outcome.BOOKED, Outcome.REFUSED, Outcome.ELSEWHERE, Outcome.SOLD)
    rows = Contact.objects.filter(
        customer_id__in=people, outcome__in=spoken, closed_at__gt=look.at - REST
    )
    return set(rows.values_list("customer_id", flat=True))
