"""What billing does when something happens elsewhere."""

from seibi.contexts.billing.operations import settling
from seibi.contexts.payments.events import PaymentAuthorised, PaymentCaptured, PaymentRefunded
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.readers import reads

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
