"""The life of an invoice: issued, settled, or taken back by a credit note; never edited."""

from seibi.contexts.billing.contracts import InvoiceAction as Do
from seibi.contexts.billing.contracts import InvoiceState as Is
from seibi.kernel.lifecycle import Lifecycle
from seibi.kernel.money import Money

LIFECYCLE = Lifecycle(
    {
        (Is.ISSUED, Do.PAY_PART): Is.PART_PAID,
        (Is.ISSUED, Do.PAY): Is.PAID,
        (Is.ISSUED, Do.PUT_ON_ACCOUNT): Is.ON_ACCOUNT,
        (Is.ISSUED, Do.CREDIT): Is.CREDITED,
        (Is.PART_PAID, Do.PAY_PART): Is.PART_PAID,
        (Is.PART_PAID, Do.PAY): Is.PAID,
        (Is.PART_PAID, Do.PUT_ON_ACCOUNT): Is.ON_ACCOUNT,
        (Is.PART_PAID, Do.GIVE_BACK): Is.PART_PAID,
        (Is.PART_PAID, Do.GIVE_ALL_BACK): Is.ISSUED,
        (Is.PART_PAID, Do.CREDIT): Is.CREDITED,
        (Is.ON_ACCOUNT, Do.PAY_PART): Is.ON_ACCOUNT,
        (Is.ON_ACCOUNT, Do.PAY): Is.PAID,
        (Is.ON_ACCOUNT, Do.GIVE_BACK): Is.ON_ACCOUNT,
        (Is.ON_ACCOUNT, Do.GIVE_ALL_BACK): Is.ON_ACCOUNT,
        (Is.ON_ACCOUNT, Do.CREDIT): Is.CREDITED,
        (Is.PAID, Do.PAY): Is.PAID,
        (Is.PAID, Do.GIVE_BACK): Is.PART_PAID,
        (Is.PAID, Do.GIVE_ALL_BACK): Is.ISSUED,
        (Is.PAID, Do.CREDIT): Is.CREDITED,
        (Is.CREDITED, Do.PAY_PART): Is.CREDITED,
        (Is.CREDITED, Do.PAY): Is.CREDITED,
        (Is.CREDITED, Do.GIVE_BACK): Is.CREDITED,
        (Is.CREDITED, Do.GIVE_ALL_BACK): Is.CREDITED,
    }
)


def what_happened(*, before: Money, paid: Money, gross: Money) -> Do | None:
    """What a new sum of payments means for an invoice; None when it is the old sum."""
    if paid == before:
        return None
    if before.exceeds(paid) and gross.exceeds(paid):
        return Do.GIVE_BACK if paid else Do.GIVE_ALL_BACK
    return Do.PAY_PART if gross.exceeds(paid) else Do.PAY
