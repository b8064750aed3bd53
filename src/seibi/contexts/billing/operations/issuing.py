"""Issuing invoices: of what was agreed and done, numbered, final."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import InvoiceKind, InvoiceState
from seibi.contexts.billing.domain import lines as rules
from seibi.contexts.billing.domain import numbering, tax
from seibi.contexts.billing.domain.lines import is_outside_tax
from seibi.contexts.billing.events import InvoiceIssued
from seibi.contexts.billing.models.invoices import Invoice, InvoiceLine, TaxLine
from seibi.contexts.billing.operations.deposits import set_off
from seibi.contexts.billing.operations.discounts import note_used
from seibi.contexts.billing.operations.facts import Facts, facts_of, recipient_of
from seibi.contexts.billing.operations.letters import send_invoice
from seibi.contexts.billing.operations.numbering import next_number
from seibi.contexts.billing.operations.releasing import release_if_settled
from seibi.contexts.billing.permissions import can_issue
from seibi.contexts.billing.queries.reductions import of_lines
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import BillableLine, Payer, State, TaxRule
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken, require
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money

MAY_BE_BILLED = (State.READY, State.DELIVERED, State.FOLLOWED_UP)


@transaction.atomic
def issue_invoice(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> list[UUID]:
    """One invoice per payer, of everything that was agreed, done and not billed before.

    The customer's comes first, and is sent. Where nothing is to be paid the car may leave.
    Raises NotFound, NotAllowed, RuleBroken ("not_ready", "nothing_to_bill").
    """
    one_at_a_time(work_order_id)
    facts = facts_of(work_order_id=work_order_id, actor=actor, at=at)
    require(can_issue(actor, facts.site.node))
    if facts.order.state not in MAY_BE_BILLED:
        raise RuleBroken("not_ready", _("The work is not finished and checked yet."))
    lines = not_billed_yet(work_order_id, actor)
    if not lines and facts.order.is_released:
        raise RuleBroken("nothing_to_bill", _("Everything of this visit has been billed."))

    payers = [payer for payer in Payer if any(line.payer == payer for line in lines)]
    issued = [
        issue_lines(
            facts=facts,
            payer=payer,
            lines=[x for x in lines if x.payer == payer],
            actor=actor,
            at=at,
        )
        for payer in payers
    ]
    release_if_settled(work_order_id=work_order_id, actor=actor, at=at)
    return [invoice.pk for invoice in issued]


def issue_lines(
    *,
    facts: Facts,
    payer: Payer,
    lines: Sequence[BillableLine],
    customer_id: UUID | None = None,
    actor: Actor,
    at: dt.datetime,
) -> Invoice:
    """One paper of these lines: compute, take the number, save, tell, set off what was deposited.

    The caller has asked, and holds the visit.
    """
    given = of_lines(
        lines=lines, work_order_id=facts.order.id, rule=facts.order.tax_rule, payer=payer
    )
    assessed = tax.assess(
        [_taxable(x, off, facts.order.tax_rule) for x, off in zip(lines, given, strict=True)],
        facts.order.currency,
        rule=facts.order.tax_rule,
    )
    invoice = _paper(facts, payer, customer_id, assessed, actor, at)
    InvoiceLine.objects.bulk_create(
        _line(invoice, position, line, net, share, off)
        for position, (line, net, share, off) in enumerate(
            zip(lines, assessed.line_nets, assessed.line_taxes, given, strict=True), start=1
        )
    )
    if payer == Payer.CUSTOMER:
        note_used(work_order_id=facts.order.id, actor=actor, at=at)
    TaxLine.objects.bulk_create(
        TaxLine(
            invoice=invoice,
            rate=each.rate,
            outside_tax=each.outside_tax,
            net=each.net.amount,
            tax=each.tax.amount,
        )
        for each in assessed.rates
    )
    event = InvoiceIssued(
        invoice_id=invoice.pk,
        number=invoice.number,
        work_order_id=invoice.work_order_id,
        customer_id=invoice.customer_id,
        payer=payer,
        gross=invoice.gross,
        currency=invoice.currency,
        due_on=invoice.due_on,
    )
    tell(event, actor=actor, at=at, subject=invoice.subject, owner_node=invoice.owner_node)
    set_off(invoice=invoice, actor=actor, at=at)
    if payer == Payer.CUSTOMER:
        send_invoice(invoice=invoice, facts=facts, actor=actor, at=at)
    return invoice


def _taxable(line: BillableLine, off: Money, rule: TaxRule) -> tax.Taxable:
    """The amounts of a line as agreed, less its share of the discounts, and the tax on the rest."""
    net, due = line.net, line.tax
    if off and rule is TaxRule.PER_RATE_OF_GROSS:
        gross = line.gross - off
        due = Money(gross.amount * line.tax_rate / (1 + line.tax_rate), gross.currency).rounded()
        net = gross - due
    elif off:
        net = line.net - off
        due = (net * line.tax_rate).rounded()
    return tax.Taxable(net, due, line.tax_rate, is_outside_tax(line))


def _paper(
    facts: Facts,
    payer: Payer,
    customer_id: UUID | None,
    assessed: tax.Assessment,
    actor: Actor,
    at: dt.datetime,
) -> Invoice:
    """The invoice itself, with the next number of its series and everything as it is today."""
    gross = assessed.gross
    form = numbering.form_for(facts.entity.country)
    prefix = rules.PREFIX_BY_PAYER.get(payer) or numbering.prefix_of(InvoiceKind.INVOICE, form)
    return Invoice.objects.create(
        owner_node=facts.site.node,
        number=next_number(legal_entity_id=facts.entity.id, prefix=prefix, year=facts.today.year),
        kind=InvoiceKind.INVOICE,
        form=form,
        state=_first_state(payer, gross),
        payer=payer,
        legal_entity_id=facts.entity.id,
        site_id=facts.site.id,
        work_order_id=facts.order.id,
        customer_id=customer_id or facts.order.payer_id,
        language=facts.language,
        currency=facts.order.currency,
        tax_included=facts.order.tax_rule is TaxRule.PER_RATE_OF_GROSS,
        net=assessed.net.amount,
        tax=assessed.tax.amount,
        gross=gross.amount,
        issued_at=at,
        issued_on=facts.today,
        due_on=facts.today + dt.timedelta(days=rules.DAYS_TO_PAY[payer]),
        issued_by=actor.account_id,
        issuer=_plain(asdict(facts.issuer)),
        recipient=_plain(asdict(recipient_of(facts=facts, payer=payer))),
        visit=_plain(asdict(facts.visit)),
    )


def _line(
    invoice: Invoice,
    position: int,
    line: BillableLine,
    net: Money,
    share: Money,
    off: Money,
) -> InvoiceLine:
    return InvoiceLine(
        invoice=invoice,
        work_order_line_id=line.line_id,
        position=position,
        cost=rules.cost_of(line.kind, line.operation_code, line.tax_rate),
        names=dict(line.names),
        part_number=line.part_number or line.operation_code,
        part_origin=line.part_origin,
        quantity=line.quantity,
        minutes=line.minutes,
        unit_net=line.unit_net.amount,
        unit_gross=None if line.unit_gross is None else line.unit_gross.amount,
        net=net.amount,
        tax=share.amount,
        gross=net.amount + share.amount,
        tax_rate=line.tax_rate,
        outside_tax=is_outside_tax(line),
        agreed_gross=line.gross.amount,
        discount=off.amount,
    )


def not_billed_yet(work_order_id: UUID, actor: Actor) -> list[BillableLine]:
    """What was agreed and done and stands on no paper."""
    billed = set(
        InvoiceLine.objects.filter(
            invoice__work_order_id=work_order_id, taken_back=False
        ).values_list("work_order_line_id", flat=True)
    )
    agreed = work_orders.billable_lines(work_order_id=work_order_id, actor=actor)
    return [line for line in agreed if line.line_id not in billed]


def _first_state(payer: Payer, gross: Money) -> InvoiceState:
    """Only the customer is asked to pay before the car leaves, and only if there is something."""
    if payer != Payer.CUSTOMER:
        return InvoiceState.ON_ACCOUNT
    return InvoiceState.ISSUED if gross else InvoiceState.PAID


def one_at_a_time(work_order_id: UUID) -> None:
    """Two desks that bill the same visit at once: the second sees what the first has done."""
    with connection.cursor() as cursor:
        key = work_order_id.int & 0x7FFF_FFFF_FFFF_FFFF
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Days as text, so that they keep in a JSON column."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
    }
