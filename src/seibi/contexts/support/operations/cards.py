"""The leader card: whom owners may call directly, and where they are told so at intake."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.network import facade as network
from seibi.contexts.support.contracts import Level
from seibi.contexts.support.events import LeaderCardSwitched
from seibi.contexts.support.models.leaders import CardSwitch, LeaderPost
from seibi.contexts.support.permissions import can_set_up
from seibi.contexts.support.queries import cards
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import Invalid, RuleBroken, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def name_leader(
    *,
    node: str,
    level: Level,
    account_id: UUID,
    phone: str,
    email: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Who leads here and how owners reach them; the number is one they give for this.

    Raises NotAllowed, Invalid ("level_not_named", "contact_missing").
    """
    require(can_set_up(actor, node))
    if level not in (Level.LOCAL, Level.REGIONAL):
        raise Invalid("level_not_named", _("The card names the local and the regional leader."))
    if not phone.strip() and not email.strip():
        sentence = _("Give a number or an address by which owners reach them.")
        raise Invalid("contact_missing", sentence, errors={"phone": sentence})
    LeaderPost.objects.update_or_create(
        owner_node=node,
        level=level,
        defaults={
            "account_id": account_id,
            "phone": phone.strip(),
            "email": email.strip(),
        },
    )


@transaction.atomic
def switch_card(*, site_id: UUID, on: bool, actor: Actor, at: dt.datetime) -> None:
    """A site gives the card from now on, or no longer; a card without a name is not given.

    Raises NotFound, NotAllowed, RuleBroken ("no_leader_named").
    """
    site = network.site(site_id)
    require(can_set_up(actor, site.node))
    if on and not cards.leaders_of(site, at):
        raise RuleBroken("no_leader_named", _("Name the leader first; then the card can be given."))
    CardSwitch.objects.update_or_create(
        site_id=site_id,
        defaults={
            "owner_node": site.node,
            "on": on,
            "switched_by": actor.account_id,
            "switched_at": at,
        },
    )
    tell(
        LeaderCardSwitched(site_id, on),
        actor=actor,
        at=at,
        subject=f"site:{site_id}",
        owner_node=site.node,
    )


@transaction.atomic
def send_card(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> bool:
    """At intake the owner is written whom they may call; whether there was a card to send."""
    visit = work_orders.info(work_order_id=work_order_id, actor=SYSTEM)
    card = cards.leader_card(site_id=visit.site_id, at=at)
    route = customers.route_for(visit.customer_id, "visit")
    if card is None or route is None:
        return False
    messaging.send(
        template="support/leader_card",
        to=route,
        context={
            "name": route.formal_name,
            "site": card.site_name,
            "leaders": [f"{one.name}  {one.phone}  {one.email}".strip() for one in card.leaders],
            "visit_url": work_orders.link_of(work_order_id),
        },
        subject=f"work_order:{work_order_id}",
        owner_node=visit.owner_node,
        actor=actor,
        at=at,
    )
    return True
