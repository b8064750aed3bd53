"""A payment on the wrong bill, or of the wrong amount: put right by entries, never by editing."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations.counting import count_money
from seibi.contexts.billing.permissions import can_take
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Method, Purpose
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.money import Money


@transaction.atomic
def correct_payment(
    *,
    invoice_id: UUID,
    payment_id: UUID,
    right: Money,
    method: Method,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """What was really taken, and by which tender; nought where nothing was.

    Raises NotFound, NotAllowed, RuleBroken ("more_than_open" and those of payments), Invalid.
    """
    invoice = _locked([invoice_id], actor)[invoice_id]
    require(can_take(actor, invoice))
    known = _payment_of(invoice, payment_id, actor)
    if right.exceeds(invoice.open + known):
        raise RuleBroken("more_than_open", _("This is more than is still open on the invoice."))
    payments.correct(
        payment_id=payment_id, right=right, method=method, reason=reason, actor=actor, at=at
    )
    count_money(invoice=invoice, actor=actor, at=at)


@transaction.atomic
def move_payment(
    *,
    invoice_id: UUID,
    payment_id: UUID,
    to_number: str,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Money that was booked on the wrong bill counts for the right one, up to what is open there.

    Raises NotFound, NotAllowed, RuleBroken ("nothing_to_pay"), Invalid ("unknown_number",
    "reason_missing").
    """
    seen = Invoice.objects.visible_to(actor)
    if not seen.filter(pk=invoice_id).exists():
        raise NotFound("invoice_not_found")
    target = seen.filter(number=to_number.strip()).exclude(pk=invoice_id).first()
    if target is None:
        sentence = _("There is no other invoice with this number here.")
        raise Invalid("unknown_number", sentence, errors={"number": sentence})
    if not reason.strip():
        sentence = _("Say why the payment belongs there.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence})
    both = _locked([invoice_id, target.pk], actor)
    here, there = both[invoice_id], both[target.pk]
    require(can_take(actor, here))
    require(can_take(actor, there))
    amount = _payment_of(here, payment_id, actor)
    if there.open.amount <= 0 or there.currency != here.currency:
        raise RuleBroken("nothing_to_pay", _("Nothing is open on this invoice."))
    payments.move(
        payment_id=payment_id,
        to_reference=there.subject,
        purpose=Purpose.INVOICE,
        amount=there.open if amount.exceeds(there.open) else amount,
        reason=reason.strip(),
        actor=actor,
        at=at,
    )
    count_money(invoice=here, actor=actor, at=at)
    count_money(invoice=there, actor=actor, at=at)
    return there.pk


@transaction.atomic
def note_what_the_provider_shows(
    *, invoice_id: UUID, payment_id: UUID, arrived: bool, actor: Actor, at: dt.datetime
) -> None:
    """The end of a payment of this invoice whose service fell silent, seen by a person.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    _payment_of(_locked([invoice_id], actor)[invoice_id], payment_id, actor)
    payments.note_what_the_provider_shows(
        payment_id=payment_id, arrived=arrived, actor=actor, at=at
    )


def _locked(ids: list[UUID], actor: Actor) -> dict[UUID, Invoice]:
    rows = {row.pk: row for row in Invoice.objects.visible_to(actor).filter(pk__in=ids).locked()}
    if len(rows) != len(ids):
        raise NotFound("invoice_not_found")
    return rows


def _payment_of(invoice: Invoice, payment_id: UUID, actor: Actor) -> Money:
    """What still counts of one payment of an invoice. Raises NotFound."""
    for each in payments.payments_for(reference=invoice.subject, actor=actor):
        if each.id == payment_id:
            return each.captured
    raise NotFound("payment_not_found")
