"""What after-sales tells sales about a car, where its owner agreed to offers."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactPurpose
from seibi.contexts.network import facade as network
from seibi.contexts.sales.contracts import HintKind, NewProspect, Source
from seibi.contexts.sales.events import HintTaken, SalesTold
from seibi.contexts.sales.models import Hint
from seibi.contexts.sales.operations.prospecting import note_prospect
from seibi.contexts.sales.permissions import can_hint, can_sell
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def tell_sales(
    *,
    site_id: UUID,
    vehicle_id: UUID,
    kind: HintKind,
    words: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Sales learns of a car only where its owner agreed to offers.

    Raises NotFound, NotAllowed, RuleBroken ("no_consent", "hint_open").
    """
    site = network.site(site_id)
    require(can_hint(actor, site.node))
    if vehicle_id not in vehicles.visible_ids([vehicle_id], actor=actor):
        raise _no_car()
    owner = vehicles.owner_of(vehicle_id, at)
    if owner is None:
        raise _no_car()
    if not may_offer(owner.customer_id, at):
        sentence = _("They have not agreed to offers. Ask them first, then tell sales.")
        raise RuleBroken("no_consent", sentence)
    if Hint.objects.filter(vehicle_id=vehicle_id, kind=kind, prospect=None).exists():
        raise RuleBroken("hint_open", _("Sales knows this already."))
    row = Hint.objects.create(
        owner_node=site.node,
        customer_id=owner.customer_id,
        vehicle_id=vehicle_id,
        kind=kind,
        words=words.strip()[:300],
        told_by=UUID(actor.account_id),
        told_at=at,
    )
    event = SalesTold(row.pk, vehicle_id, str(kind))
    tell(event, actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
    return row.pk


@transaction.atomic
def take_hint(*, hint_id: UUID, actor: Actor, at: dt.datetime) -> UUID:
    """Whoever sells follows a hint: the owner is their prospect. The prospect's id.

    Raises NotFound, NotAllowed, RuleBroken ("prospect_open", "no_consent").
    """
    row = Hint.objects.visible_to(actor).locked().filter(pk=hint_id, prospect=None).first()
    if row is None:
        raise NotFound("hint_not_found", _("There is no such hint, or somebody follows it."))
    require(can_sell(actor, row.owner_node))
    if not may_offer(row.customer_id, at):
        raise RuleBroken("no_consent", _("They do not want offers any more."))
    car = vehicles.summaries([row.vehicle_id])[row.vehicle_id]
    interest = _("Instead of the %(car)s") % {"car": car.title}
    new = NewProspect(interest[:200], Source.AFTER_SALES, customer_id=row.customer_id)
    site = network.site_by_node(row.owner_node)
    row.prospect_id = note_prospect(site_id=site.id, new=new, actor=actor, at=at)
    row.save(update_fields=["prospect"])

    event = HintTaken(row.pk, row.prospect_id)
    tell(event, actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
    return row.prospect_id


def may_offer(customer_id: UUID, at: dt.datetime) -> bool:
    """Whether they said yes to offers on any way."""
    ways = customers.ways_to([customer_id], (ContactPurpose.OFFERS,), at).get(customer_id)
    return bool(ways and (ways.phone or ways.email))


def _no_car() -> NotFound:
    return NotFound("vehicle_not_found", _("There is no such car."))
