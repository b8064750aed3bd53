"""What billing does when something happens elsewhere, and what an open bill is told."""

from typing import Any

from seibi.contexts.billing.events import (
    DiscountAsked,
    DiscountSettled,
    InvoiceCredited,
    InvoiceIssued,
    InvoiceLinkReplaced,
    InvoicePaid,
    InvoicePartPaid,
    InvoicePutOnAccount,
)
from seibi.contexts.billing.operations import invoice_links, settling
from seibi.contexts.billing.queries import following
from seibi.contexts.payments.events import PaymentAuthorised, PaymentCaptured, PaymentRefunded
from seibi.contexts.work_orders.events import VisitLinkReplaced
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.readers import reads
from seibi.kernel.live.topics import nudge_topic, rights_change

OURS = "invoice:"


@reads(PaymentCaptured, PaymentRefunded, by="billing")
def settle(event: PaymentCaptured | PaymentRefunded, entry: Entry) -> None:
    """An invoice is settled by what was really taken and not given back."""
    if event.reference.startswith(OURS):
        settling.note_money(reference=event.reference, actor=SYSTEM, at=entry.occurred_at)


@reads(PaymentAuthorised, by="billing")
def capture(event: PaymentAuthorised, entry: Entry) -> None:
    """An invoice is for work that is done: what was set aside for it is taken."""
    if event.reference.startswith(OURS):
        settling.take_what_is_set_aside(
            payment_id=event.payment_id, actor=SYSTEM, at=entry.occurred_at
        )


@reads(VisitLinkReplaced, by="billing")
def replace_links(event: VisitLinkReplaced, entry: Entry) -> None:
    """Whoever may not look at a visit any more may not look at its bills either."""
    invoice_links.replace_links(
        work_order_id=event.work_order_id,
        actor=SYSTEM,
        at=entry.occurred_at,
    )


def _invoice_of(event: Any, _entry: Entry) -> str:
    return str(event.invoice_id)


nudge_topic(
    "invoice",
    hears=(InvoicePaid, InvoicePartPaid, InvoicePutOnAccount, InvoiceCredited),
    may_see=following.may_follow,
    key_of=_invoice_of,
)
nudge_topic(
    "bill",
    hears=(DiscountAsked, DiscountSettled),
    may_see=following.may_follow_bill,
    key_of=lambda event, _entry: str(event.work_order_id),
)
nudge_topic(
    "approvals",
    hears=(DiscountAsked, DiscountSettled),
    may_see=following.may_follow_approvals,
    key_of=lambda _event, entry: entry.owner_node,
)
nudge_topic(
    "cash_desk",
    hears=(
        DiscountAsked,
        DiscountSettled,
        InvoiceIssued,
        InvoicePaid,
        InvoicePartPaid,
        InvoicePutOnAccount,
        InvoiceCredited,
    ),
    may_see=following.may_follow_desk,
    key_of=lambda _event, entry: entry.owner_node,
)
rights_change(InvoiceLinkReplaced)
