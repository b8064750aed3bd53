"""What quality and the surfaces may ask of billing."""

from uuid import UUID

from seibi.contexts.billing.contracts import InvoiceInfo
from seibi.contexts.billing.operations import issuing, settling
from seibi.contexts.billing.queries import discounts, found, links
from seibi.contexts.billing.queries import invoices as queries
from seibi.kernel.actor import Actor

issue_invoice = issuing.issue_invoice
invoices_of = queries.invoices_of
pay_online = settling.pay_online
invoice_pdf = queries.invoice_pdf
take_payment = settling.take_payment
link_of = links.link_of
discounts_waiting_at = discounts.waiting_at
numbered = found.numbered


def invoice(*, invoice_id: UUID, actor: Actor) -> InvoiceInfo:
    """Everything on one invoice. Raises NotFound for those who may not know of it."""
    return queries.invoice(actor=actor, invoice_id=invoice_id)
