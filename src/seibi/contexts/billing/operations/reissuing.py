"""A paper that was wrong: taken back and issued anew in one step, and the money goes along."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import InvoiceKind, InvoiceState
from seibi.contexts.billing.events import InvoiceReissued, PayerChanged
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations.crediting import credit_invoice
from seibi.contexts.billing.operations.deposits import carry_over
from seibi.contexts.billing.operations.facts import Facts, facts_of
from seibi.contexts.billing.operations.issuing import issue_lines, one_at_a_time
from seibi.contexts.billing.operations.releasing import release_if_settled
from seibi.contexts.billing.permissions import can_change_payer, can_credit
from seibi.contexts.customers import facade as customers
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import BillableLine, Payer
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import total


@transaction.atomic
def reissue_invoice(*, invoice_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> UUID:
    """The same lines on a new paper, with what was given away since; what was paid goes along.

    Raises NotFound, NotAllowed, RuleBroken, Invalid ("reason_missing").
    """
    invoice = _get_locked(invoice_id, actor)
    require(can_credit(actor, invoice))
    lines = _lines_of(invoice, actor)
    credit_invoice(invoice_id=invoice_id, reason=reason, actor=actor, at=at)
    facts = facts_of(work_order_id=invoice.work_order_id, actor=actor, at=at)
    new = issue_lines(
        facts=_for(facts, invoice.customer_id),
        payer=Payer(invoice.payer),
        lines=lines,
        customer_id=invoice.customer_id,
        actor=actor,
        at=at,
    )
    _money_goes_along(invoice, new, actor, at)
    event = InvoiceReissued(invoice.pk, new.pk, invoice.work_order_id)
    tell(event, actor=actor, at=at, subject=invoice.subject, owner_node=invoice.owner_node)
    return new.pk


@transaction.atomic
def change_payer(
    *,
    invoice_id: UUID,
    line_ids: Sequence[UUID],
    payer: Payer,
    customer_id: UUID | None,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> list[UUID]:
    """Lines on the wrong payer's paper: one credit note and the right papers, or nothing at all.

    The paper of those who keep paying comes first, and what was paid goes along to it. Raises
    NotFound, NotAllowed, RuleBroken ("nothing_changes"), Invalid ("lines_missing",
    "reason_missing").
    """
    invoice = _get_locked(invoice_id, actor)
    lines = _lines_of(invoice, actor)
    moved = [line for line in lines if line.line_id in set(line_ids)]
    require(
        can_change_payer(actor, invoice, payer, total((x.gross for x in moved), invoice.currency))
    )
    if not moved:
        sentence = _("Choose the lines that somebody else pays.")
        raise Invalid("lines_missing", sentence, errors={"lines": sentence})
    new_customer = _new_customer(invoice, payer, customer_id, actor)
    rest = [line for line in lines if line not in moved]
    note = credit_invoice(invoice_id=invoice_id, reason=reason, actor=actor, at=at)
    facts = facts_of(work_order_id=invoice.work_order_id, actor=actor, at=at)

    def issue(of: Payer, whom: UUID, what: Sequence[BillableLine]) -> Invoice:
        return issue_lines(
            facts=_for(facts, whom), payer=of, lines=what, customer_id=whom, actor=actor, at=at
        )

    made = [issue(Payer(invoice.payer), invoice.customer_id, rest)] if rest else []
    made.append(issue(payer, new_customer, moved))
    if rest or payer == invoice.payer:
        _money_goes_along(invoice, made[0], actor, at)
    ids = tuple(each.pk for each in made)
    tell(
        PayerChanged(invoice.pk, note, ids, payer),
        actor=actor,
        at=at,
        subject=invoice.subject,
        owner_node=invoice.owner_node,
    )
    release_if_settled(work_order_id=invoice.work_order_id, actor=actor, at=at)
    return list(ids)


def _new_customer(invoice: Invoice, payer: Payer, customer_id: UUID | None, actor: Actor) -> UUID:
    """Who is on the new paper. Raises NotFound, RuleBroken ("nothing_changes")."""
    whom = customer_id if payer == Payer.CUSTOMER and customer_id else invoice.customer_id
    if payer == invoice.payer and whom == invoice.customer_id:
        raise RuleBroken("nothing_changes", _("They pay already. Choose somebody else."))
    known = customers.visible_summaries({whom}, actor=actor)
    if customer_id and whom not in known:
        raise NotFound("customer_not_found")
    return whom


def _for(facts: Facts, customer_id: UUID) -> Facts:
    """The facts with the name and language of whoever pays."""
    if customer_id == facts.customer.id:
        return facts
    return replace(facts, customer=customers.summaries({customer_id})[customer_id])


def _lines_of(invoice: Invoice, actor: Actor) -> list[BillableLine]:
    """The agreed lines on a paper. Raises RuleBroken ("wrong_state")."""
    if invoice.kind == InvoiceKind.CREDIT_NOTE or invoice.state == InvoiceState.CREDITED:
        raise RuleBroken("wrong_state", _("This paper has been taken back already."))
    one_at_a_time(invoice.work_order_id)
    on_it = set(invoice.lines.values_list("work_order_line_id", flat=True))
    agreed = work_orders.billable_lines(work_order_id=invoice.work_order_id, actor=actor)
    return [line for line in agreed if line.line_id in on_it]


def _money_goes_along(old: Invoice, new: Invoice, actor: Actor, at: dt.datetime) -> None:
    """What was paid on the old paper counts for the new one; what is too much stays there."""
    carry_over(
        from_reference=old.subject,
        invoice=new,
        reason=_("From %(number)s") % {"number": old.number},
        actor=actor,
        at=at,
    )
    new.refresh_from_db()


def _get_locked(invoice_id: UUID, actor: Actor) -> Invoice:
    invoice = Invoice.objects.visible_to(actor).locked().filter(pk=invoice_id).first()
    if invoice is None:
        raise NotFound("invoice_not_found")
    return invoice
