"""The life of a contact: open, put off or written to, then done."""

from seibi.contexts.care.contracts import ContactAction as Do
from seibi.contexts.care.contracts import ContactState as Is
from seibi.kernel.lifecycle import Lifecycle

LIFECYCLE = Lifecycle(
    {
        (Is.OPEN, Do.POSTPONE): Is.POSTPONED,
        (Is.OPEN, Do.WRITE): Is.WRITTEN,
        (Is.OPEN, Do.CLOSE): Is.DONE,
        (Is.POSTPONED, Do.POSTPONE): Is.POSTPONED,
        (Is.POSTPONED, Do.WRITE): Is.WRITTEN,
        (Is.POSTPONED, Do.RAISE): Is.OPEN,
        (Is.POSTPONED, Do.CLOSE): Is.DONE,
        (Is.WRITTEN, Do.POSTPONE): Is.POSTPONED,
        (Is.WRITTEN, Do.RAISE): Is.OPEN,
        (Is.WRITTEN, Do.CLOSE): Is.DONE,
    }
)
