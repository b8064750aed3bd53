"""What quality and the surfaces may ask of billing."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from seibi.contexts.billing.contracts import InvoiceInfo, InvoiceRow
from seibi.contexts.billing.operations import issuing, settling
from seibi.contexts.billing.queries import invoices as queries
from seibi.contexts.billing.queries import links
from seibi.contexts.payments.contracts import Method
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money


def issue_invoice(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> list[UUID]:
    """One invoice per payer for all finished, authorised lines that were not billed before.

    Raises NotFound, NotAllowed, RuleBroken ("nothing_to_bill", "line_not_authorised").
    """
    return issuing.issue_invoice(work_order_id=work_order_id, actor=actor, at=at)


def invoice(*, invoice_id: UUID, actor: Actor) -> InvoiceInfo:
    """Everything on one invoice. Raises NotFound for those who may not know of it."""
    return queries.invoice(actor=actor, invoice_id=invoice_id)


def invoices_of(*, work_order_ids: Iterable[UUID], actor: Actor) -> dict[UUID, list[InvoiceRow]]:
    """The invoices of several visits, oldest first; the owner sees their own."""
    return queries.invoices_of(actor=actor, work_order_ids=work_order_ids)


def pay_online(*, invoice_id: UUID, actor: Actor, at: dt.datetime) -> str:
    """The page on which the payer settles what is open; asking twice gives the same page.

    Raises NotFound, RuleBroken ("nothing_to_pay").
    """
    return settling.pay_online(invoice_id=invoice_id, actor=actor, at=at)


def invoice_pdf(*, invoice_id: UUID, actor: Actor, language: str = "") -> tuple[str, bytes]:
    """File name and PDF, in the recipient's language unless another is asked for.

    Raises NotFound.
    """
    return queries.invoice_pdf(actor=actor, invoice_id=invoice_id, language=language)


def take_payment(
    *, invoice_id: UUID, amount: Money, method: Method, note: str, actor: Actor, at: dt.datetime
) -> None:
    """Cash, a card on the terminal, a transfer that is on the statement; the whole or a part.

    Raises NotFound, NotAllowed, RuleBroken ("nothing_to_pay", "more_than_open"), Invalid.
    """
    settling.take_payment(
        invoice_id=invoice_id, amount=amount, method=method, note=note, actor=actor, at=at
    )


def link_of(invoice_id: UUID) -> str:
    """The address of an invoice for the person who pays it; whoever has it may see and pay."""
    return links.link_of(invoice_id)
