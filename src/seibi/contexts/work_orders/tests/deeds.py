"""A refusal leaves no trace, and strangers do not even learn that a visit exists."""

from seibi.contexts.messaging.models import Message
from seibi.contexts.work_orders.models.estimate import Authority, Line
from seibi.contexts.work_orders.models.floor import ClockEntry, PartIssue
from seibi.contexts.work_orders.models.work_order import StateChange
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.errors import NotFound
from seibi.kernel.evidence.models import EvidenceRecord
from seibi.kernel.journal.models import Entry
from tests import world


def traces() -> dict[str, int]:
    """Everything a refused step must not have added to."""
    tables = (Entry, EvidenceRecord, StateChange, Authority, Line, ClockEntry, PartIssue, Message)
    return {table.__name__: table.objects.count() for table in tables}


class nothing_happens:  # noqa: N801 - reads as a sentence
    """A refusal of this kind, after which the visit is as it was and nobody was told anything."""

    def __init__(self, refusal, code: str = "") -> None:
        self.refusal, self.code = refusal, code

    def __enter__(self):
        self.before = (
            traces(),
            factories.WorkOrder.objects.values_list("state", "promise_at").first(),
        )
        return self

    def __exit__(self, kind, error, _trace) -> bool:
        assert kind is not None, "it was not refused"
        if not issubclass(kind, self.refusal):
            return False
        if self.code:
            assert error.code == self.code
        after = (traces(), factories.WorkOrder.objects.values_list("state", "promise_at").first())
        assert after == self.before
        return True


STRANGERS = [
    ("a stranger", world.eve(), NotFound),
    ("an advisor of another site", world.bob(), NotFound),
]
