"""What comes from another system, and how it goes again: consents as they were, unused records."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from seibi.contexts.customers.contracts import ConsentSource, ContactKind, ContactPurpose
from seibi.contexts.customers.events import ConsentGiven, ConsentWithdrawn, CustomerTakenBack
from seibi.contexts.customers.models.agreements import Consent
from seibi.contexts.customers.models.identity import AccountLink, MergeAlias
from seibi.contexts.customers.operations import writing
from seibi.contexts.customers.permissions import can_register
from seibi.contexts.customers.queries.finding import SCOPE
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken, require
from seibi.kernel.search import keys

TAKEN_OVER = "taken-over"


@transaction.atomic
def take_over_consent(
    *,
    customer_id: UUID,
    purpose: ContactPurpose,
    channel: ContactKind,
    given: bool,
    source: ConsentSource,
    words: str,
    said_at: dt.datetime,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """A yes or no said elsewhere is kept with what the other system wrote, never with our words.

    Raises NotFound, NotAllowed.
    """
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_register(actor, row.owner_node))

    Consent.objects.create(
        owner_node=row.owner_node,
        customer=row,
        purpose=purpose,
        channel=channel,
        given=given,
        text_version=TAKEN_OVER,
        text=words,
        source=source,
        said_at=said_at,
    )

    writing.report(
        event=ConsentGiven(row.pk, purpose, channel, TAKEN_OVER, source)
        if given
        else ConsentWithdrawn(row.pk, purpose, channel, source),
        customer=row,
        actor=actor,
        at=at,
    )


@transaction.atomic
def take_back_customer(*, customer_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A record that nothing hangs on is gone, with its contact points, address and consents.

    Raises NotFound, NotAllowed, RuleBroken ("in_use") when a car, a visit, an account or another
    record needs it.
    """
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_register(actor, row.owner_node))
    in_use = RuleBroken("in_use", _("Something hangs on this record by now, so it stays."))
    linked = AccountLink.objects.filter(customer=row)
    if linked.exists() or MergeAlias.objects.filter(survivor=row).exists():
        raise in_use

    subject, node = row.subject, row.owner_node
    try:
        with transaction.atomic():
            Consent.objects.filter(customer=row).delete()
            row.delete()
    except ProtectedError:
        raise in_use from None
    keys.index(scope=SCOPE, subject_id=customer_id, owner_node=node, keys={})

    writing.report_gone(
        event=CustomerTakenBack(customer_id), subject=subject, node=node, actor=actor, at=at
    )
