"""Taking invoices back: whole, with a reason, by a paper of its own."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import InvoiceAction as Do
from seibi.contexts.billing.contracts import InvoiceKind, InvoiceState
from seibi.contexts.billing.domain import lines as rules
from seibi.contexts.billing.domain.lifecycle import LIFECYCLE
from seibi.contexts.billing.events import InvoiceCredited
from seibi.contexts.billing.models.invoices import Invoice, InvoiceLine, TaxLine
from seibi.contexts.billing.operations.discounts import note_free
from seibi.contexts.billing.operations.facts import facts_of
from seibi.contexts.billing.operations.numbering import next_number
from seibi.contexts.billing.operations.releasing import hold_if_owed
from seibi.contexts.billing.permissions import can_credit
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell

SAME_ON_A_CREDIT_NOTE = (
    "owner_node",
    "form",
    "payer",
    "legal_entity_id",
    "site_id",
    "work_order_id",
    "customer_id",
    "language",
    "currency",
    "tax_included",
    "issuer",
    "recipient",
    "visit",
)
SAME_ON_A_CREDIT_LINE = (
    "work_order_line_id",
    "position",
    "cost",
    "names",
    "part_number",
    "part_origin",
    "minutes",
    "unit_net",
    "unit_gross",
    "tax_rate",
    "outside_tax",
)


@transaction.atomic
def credit_invoice(*, invoice_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> UUID:
    """An issued invoice is never edited: it is taken back whole, with a reason, and issued anew.

    What was paid stays visible until it is given back. Raises NotFound, NotAllowed,
    RuleBroken ("wrong_state"), Invalid ("reason_missing").
    """
    invoice = _get_locked(invoice_id, actor)
    require(can_credit(actor, invoice))
    if invoice.kind == InvoiceKind.CREDIT_NOTE:
        raise RuleBroken("wrong_state", _("A credit note cannot be taken back."))
    if not reason.strip():
        sentence = _("Say why the invoice is taken back; it stands in the books.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence})
    invoice.state = LIFECYCLE.after(InvoiceState(invoice.state), Do.CREDIT)

    note = _credit_note(invoice, reason.strip(), actor, at)
    invoice.save(update_fields=["state"])

    tell(
        InvoiceCredited(
            invoice.pk, note.pk, invoice.work_order_id, invoice.gross, invoice.currency
        ),
        actor=actor,
        at=at,
        subject=invoice.subject,
        owner_node=invoice.owner_node,
    )
    if invoice.payer == Payer.CUSTOMER:
        note_free(work_order_id=invoice.work_order_id, actor=actor, at=at)
        hold_if_owed(
            work_order_id=invoice.work_order_id,
            actor=actor,
            at=at,
        )
    return note.pk


def _credit_note(invoice: Invoice, reason: str, actor: Actor, at: dt.datetime) -> Invoice:
    """The same paper with everything below zero, and a number of its own series."""
    lines, taxes = list(invoice.lines.all()), list(invoice.taxes.all())
    invoice.lines.update(taken_back=True)
    prefix = f"C{rules.PREFIX_BY_PAYER.get(Payer(invoice.payer), '')}"
    today = facts_of(work_order_id=invoice.work_order_id, actor=actor, at=at).today
    same = {name: getattr(invoice, name) for name in SAME_ON_A_CREDIT_NOTE}
    note = Invoice.objects.create(
        **same,
        number=next_number(legal_entity_id=invoice.legal_entity_id, prefix=prefix, year=today.year),
        kind=InvoiceKind.CREDIT_NOTE,
        state=InvoiceState.CREDITED,
        credits=invoice,
        net=-invoice.net,
        tax=-invoice.tax,
        gross=-invoice.gross,
        issued_at=at,
        issued_on=today,
        due_on=today,
        issued_by=actor.account_id,
        reason=reason[:300],
    )
    InvoiceLine.objects.bulk_create(_taken_back(line, note) for line in lines)
    TaxLine.objects.bulk_create(
        TaxLine(
            invoice=note,
            rate=each.rate,
            outside_tax=each.outside_tax,
            net=-each.net,
            tax=-each.tax,
        )
        for each in taxes
    )
    return note


def _taken_back(line: InvoiceLine, note: Invoice) -> InvoiceLine:
    same = {name: getattr(line, name) for name in SAME_ON_A_CREDIT_LINE}
    return InvoiceLine(
        **same,
        invoice=note,
        quantity=-line.quantity,
        net=-line.net,
        tax=-line.tax,
        gross=-line.gross,
        agreed_gross=Decimal(0),
        discount=-line.discount,
        taken_back=True,
    )


def _get_locked(invoice_id: UUID, actor: Actor) -> Invoice:
    invoice = Invoice.objects.visible_to(actor).locked().filter(pk=invoice_id).first()
    if invoice is None:
        raise NotFound("invoice_not_found")
    return invoice
