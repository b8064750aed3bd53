"""The life of an invoice: issued, settled, or taken back by a credit note; never edited."""

from seibi.contexts.billing.contracts import InvoiceAction as Do
from seibi.contexts.billing.contracts import InvoiceState as Is
from seibi.kernel.lifecycle import Lifecycle

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
        (Is.PART_PAID, Do.CREDIT): Is.CREDITED,
        (Is.ON_ACCOUNT, Do.PAY_PART): Is.ON_ACCOUNT,
        (Is.ON_ACCOUNT, Do.PAY): Is.PAID,
        (Is.ON_ACCOUNT, Do.GIVE_BACK): Is.ON_ACCOUNT,
        (Is.ON_ACCOUNT, Do.CREDIT): Is.CREDITED,
        (Is.PAID, Do.GIVE_BACK): Is.PART_PAID,
        (Is.PAID, Do.CREDIT): Is.CREDITED,
        (Is.CREDITED, Do.GIVE_BACK): Is.CREDITED,
    }
)
