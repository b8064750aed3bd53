"""The links of bills end with the link of their visit."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.billing.contracts import InvoiceState
from seibi.contexts.billing.events import InvoiceLinkReplaced
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations.facts import facts_of
from seibi.contexts.billing.operations.letters import send_invoice
from seibi.contexts.billing.queries.links import INVOICES
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel.actor import Actor
from seibi.kernel.journal.tell import tell

STILL_NEEDED = (InvoiceState.ISSUED, InvoiceState.PART_PAID, InvoiceState.ON_ACCOUNT)


@transaction.atomic
def replace_links(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """No old link opens a bill of the visit; a bill that is still to be paid is sent anew.

    Only our reader calls: nobody to ask.
    """
    rows = Invoice.objects.filter(work_order_id=work_order_id, payer=Payer.CUSTOMER)
    for row in rows.locked():
        INVOICES.replace(row.pk)
        if row.state in STILL_NEEDED:
            facts = facts_of(work_order_id=work_order_id, actor=actor, at=at)
            send_invoice(invoice=row, facts=facts, actor=actor, at=at)
        tell(
            InvoiceLinkReplaced(row.pk, work_order_id),
            actor=actor,
            at=at,
            subject=row.subject,
            owner_node=row.owner_node,
        )
