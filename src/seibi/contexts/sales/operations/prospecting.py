"""Who is interested in a car, until they buy or do not."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ConsentSource, ContactPurpose
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role, SiteInfo
from seibi.contexts.sales.contracts import Lost, NewProspect, ProspectState
from seibi.contexts.sales.contracts import ProspectAction as Do
from seibi.contexts.sales.domain.lifecycle import LIFECYCLE
from seibi.contexts.sales.events import ProspectLost, ProspectNoted, ProspectReopened
from seibi.contexts.sales.models import Prospect
from seibi.contexts.sales.operations.loading import invalid, locked_prospect
from seibi.contexts.sales.permissions import can_sell
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell

LONGEST_INTEREST = 200


@transaction.atomic
def note_prospect(*, site_id: UUID, new: NewProspect, actor: Actor, at: dt.datetime) -> UUID:
    """A visitor is known with the person who sells, before anything is bought.

    Nobody is offered anything on a way to which they did not say yes. Raises NotFound, NotAllowed,
    RuleBroken ("prospect_open"), Invalid ("interest_missing", "way_missing", "bad_customer",
    "bad_contact").
    """
    site = network.site(site_id)
    require(can_sell(actor, site.node))
    _check(new)
    customer_id = _person(site, new, actor, at)
    _agree(customer_id, new, actor, at)
    if Prospect.objects.filter(customer_id=customer_id, state=ProspectState.OPEN).exists():
        sentence = _("They are on the list of prospects already.")
        raise RuleBroken("prospect_open", sentence)
    row = Prospect.objects.create(
        owner_node=site.node,
        site_id=site.id,
        customer_id=customer_id,
        seller_id=UUID(actor.account_id),
        interest=new.interest.strip(),
        source=new.source,
        opened_at=at,
    )
    _look_after(row, site, actor, at)
    _tell(ProspectNoted(row.pk, customer_id, str(new.source)), row, actor, at)
    return row.pk


@transaction.atomic
def lose(*, prospect_id: UUID, reason: Lost, actor: Actor, at: dt.datetime) -> None:
    """Somebody does not buy, and why; the person stays known.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    row = locked_prospect(prospect_id, actor)
    row.state = LIFECYCLE.after(ProspectState(row.state), Do.LOSE)
    row.lost, row.closed_at = reason, at
    row.save(update_fields=["state", "lost", "closed_at"])
    _tell(ProspectLost(row.pk, str(reason)), row, actor, at)


@transaction.atomic
def reopen(*, prospect_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Somebody who was given up is interested after all.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "prospect_open").
    """
    row = locked_prospect(prospect_id, actor)
    row.state = LIFECYCLE.after(ProspectState(row.state), Do.REOPEN)
    others = Prospect.objects.filter(customer_id=row.customer_id, state=ProspectState.OPEN)
    if others.exists():
        sentence = _("They are on the list of prospects already.")
        raise RuleBroken("prospect_open", sentence)
    row.lost, row.closed_at = "", None
    row.save(update_fields=["state", "lost", "closed_at"])
    _tell(ProspectReopened(row.pk), row, actor, at)


def _check(new: NewProspect) -> None:
    if not new.interest.strip():
        sentence = _("Say what they are interested in.")
        raise invalid("interest", "interest_missing", sentence)
    if len(new.interest.strip()) > LONGEST_INTEREST:
        sentence = _("Keep it under 200 characters.")
        raise invalid("interest", "interest_missing", sentence)
    if new.customer_id is None and not new.contacts:
        sentence = _("Note a telephone number or an e-mail address.")
        raise invalid("phone", "way_missing", sentence)


def _person(site: SiteInfo, new: NewProspect, actor: Actor, at: dt.datetime) -> UUID:
    if new.customer_id is None and new.who is not None:
        return customers.register_customer(
            group_node=site.group_node, new=new.who, contacts=new.contacts, actor=actor, at=at
        )
    known = customers.visible_summaries([new.customer_id], actor=actor) if new.customer_id else {}
    if not new.customer_id or new.customer_id not in known:
        raise NotFound("customer_not_found", _("There is no such customer."))
    return known[new.customer_id].id


def _agree(customer_id: UUID, new: NewProspect, actor: Actor, at: dt.datetime) -> None:
    for channel in sorted(new.offers_by):
        customers.give_consent(
            customer_id=customer_id,
            purpose=ContactPurpose.OFFERS,
            channel=channel,
            source=ConsentSource.COUNTER,
            actor=actor,
            at=at,
        )


def _look_after(row: Prospect, site: SiteInfo, actor: Actor, at: dt.datetime) -> None:
    """Whoever sells to them looks after them; a manager who notes somebody does not."""
    sellers = {one.account_id for one in network.staff_at(site.group_node, Role.SALES, at)}
    if row.seller_id in sellers:
        customers.assign_sales(
            customer_id=row.customer_id, account_id=row.seller_id, actor=actor, at=at
        )


def _tell(event: Event, row: Prospect, actor: Actor, at: dt.datetime) -> None:
    tell(event, actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
