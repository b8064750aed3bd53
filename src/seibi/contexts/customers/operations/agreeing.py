"""Everything that changes what a customer agreed to and who may say yes for them."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from seibi.contexts.customers.contracts import ConsentSource, ContactKind, ContactPurpose
from seibi.contexts.customers.domain import reach
from seibi.contexts.customers.events import (
    AuthoriserDismissed,
    AuthoriserNamed,
    ConsentGiven,
    ConsentWithdrawn,
    CustomerChanged,
)
from seibi.contexts.customers.labels import CONSENT_TEXT, CONSENT_VERSION
from seibi.contexts.customers.models.agreements import Authoriser, Consent
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.customers.operations import writing
from seibi.contexts.customers.permissions import can_edit, can_register
from seibi.contexts.customers.queries import links
from seibi.kernel.actor import ANONYMOUS, Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.money import Money


@transaction.atomic
def give_consent(
    *,
    customer_id: UUID,
    purpose: ContactPurpose,
    channel: ContactKind,
    source: ConsentSource,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """A yes is kept with the words that were shown, where and when it was said.

    Raises NotFound, NotAllowed, RuleBroken ("no_consent_needed").
    """
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_edit(actor, row))
    _check_purpose(purpose)

    _write(row, purpose, channel, source=source, given=True, at=at)

    writing.report(
        event=ConsentGiven(
            customer_id=row.pk,
            purpose=purpose,
            channel=channel,
            text_version=CONSENT_VERSION,
            source=source,
        ),
        customer=row,
        actor=actor,
        at=at,
    )


@transaction.atomic
def withdraw_consent(
    *,
    customer_id: UUID,
    purpose: ContactPurpose,
    channel: ContactKind,
    source: ConsentSource,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """A no counts at once and is as easy to say as a yes.

    Raises NotFound, NotAllowed, RuleBroken ("no_consent_needed").
    """
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_edit(actor, row))
    _check_purpose(purpose)

    _withdraw(row, purpose, channel, source, actor, at)


@transaction.atomic
def unsubscribe(*, token: str, at: dt.datetime) -> None:
    """Whoever holds the link from a message stops such messages, without signing in.

    Raises NotFound ("link_not_found") when the link is not one of ours.
    """
    customer_id, purpose, channel = links.read_link(token)
    row = Customer.objects.locked().filter(pk=customer_id).first()
    if row is None:
        raise NotFound("link_not_found", _("This link is not one of ours."))

    _withdraw(row, purpose, channel, ConsentSource.LINK, ANONYMOUS, at)


@transaction.atomic
def name_authoriser(
    *, customer_id: UUID, person_id: UUID, limit: Money | None, actor: Actor, at: dt.datetime
) -> UUID:
    """Somebody may say yes to work for this customer, up to the limit; no limit is any amount.

    Naming again replaces the limit. Raises NotFound, NotAllowed, RuleBroken ("other_group",
    "same_record").
    """
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_edit(actor, row))
    if customer_id == person_id:
        raise RuleBroken("same_record", _("Customers say yes for themselves without being named."))
    person = Customer.objects.visible_to(actor).filter(pk=person_id).first()
    if person is None:
        raise NotFound("customer_not_found", _("There is no such customer."))
    if person.owner_node != row.owner_node:
        raise RuleBroken("other_group", _("This person is a customer of another dealer group."))

    named, _created = Authoriser.objects.update_or_create(
        customer=row,
        person=person,
        defaults={
            "owner_node": row.owner_node,
            "limit_amount": limit.amount if limit else None,
            "limit_currency": limit.currency if limit else "",
        },
    )

    writing.report(
        event=AuthoriserNamed(customer_id=row.pk, person_id=person_id),
        customer=row,
        actor=actor,
        at=at,
    )
    return named.pk


@transaction.atomic
def dismiss_authoriser(
    *, customer_id: UUID, person_id: UUID, actor: Actor, at: dt.datetime
) -> None:
    """Somebody may no longer say yes for this customer. Raises NotFound, NotAllowed."""
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_edit(actor, row))
    deleted, _rows = Authoriser.objects.filter(customer=row, person_id=person_id).delete()
    if not deleted:
        raise NotFound("authoriser_not_found", _("This person was not named."))

    writing.report(
        event=AuthoriserDismissed(customer_id=row.pk, person_id=person_id),
        customer=row,
        actor=actor,
        at=at,
    )


@transaction.atomic
def require_purchase_order(
    *, customer_id: UUID, required: bool, actor: Actor, at: dt.datetime
) -> None:
    """Whether work for this customer needs their order number. Raises NotFound, NotAllowed."""
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_register(actor, row.owner_node))

    row.po_required = required
    row.save(update_fields=["po_required"])

    writing.report(
        event=CustomerChanged(customer_id=row.pk, fields=("po_required",)),
        customer=row,
        actor=actor,
        at=at,
    )


def _check_purpose(purpose: ContactPurpose) -> None:
    if purpose in reach.ALWAYS:
        raise RuleBroken("no_consent_needed", _("Recalls and dangers are always told."))


def _withdraw(
    row: Customer,
    purpose: ContactPurpose,
    channel: ContactKind,
    source: ConsentSource,
    actor: Actor,
    at: dt.datetime,
) -> None:
    _check_purpose(purpose)
    _write(row, purpose, channel, source=source, given=False, at=at)
    writing.report(
        event=ConsentWithdrawn(customer_id=row.pk, purpose=purpose, channel=channel, source=source),
        customer=row,
        actor=actor,
        at=at,
    )


def _write(
    row: Customer,
    purpose: ContactPurpose,
    channel: ContactKind,
    *,
    source: ConsentSource,
    given: bool,
    at: dt.datetime,
) -> None:
    with translation.override(row.language):
        words = str(CONSENT_TEXT[purpose])
    Consent.objects.create(
        owner_node=row.owner_node,
        customer=row,
        purpose=purpose,
        channel=channel,
        given=given,
        text_version=CONSENT_VERSION,
        text=words,
        source=source,
        said_at=at,
    )
