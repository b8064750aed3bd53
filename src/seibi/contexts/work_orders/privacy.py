"""Which columns of a visit are about a person, and what erasing does to each."""

from seibi.contexts.work_orders.models.estimate import (
    Authority,
    EstimateLine,
    EstimateVersion,
    Line,
    LineDecision,
)
from seibi.contexts.work_orders.models.floor import (
    ClockEntry,
    Finding,
    PartIssue,
    PartRequest,
    WorkStep,
)
from seibi.contexts.work_orders.models.quality import Comeback, Delivery, QualityCheck
from seibi.contexts.work_orders.models.reception import Ceiling, DamagePin, Photo, Reception
from seibi.contexts.work_orders.models.work_order import (
    Counter,
    InternalNote,
    Party,
    StateChange,
    WorkOrder,
)
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type, dict[str, Erase]] = {
    WorkOrder: {"wishes": Erase.BLANK},
    StateChange: {},
    Party: {"name": Erase.BLANK, "phone": Erase.BLANK},
    InternalNote: {"text": Erase.BLANK},
    Counter: {},
    Reception: {
        "signed_by": Erase.KEEP_AS_EVIDENCE,
        "words": Erase.BLANK,
        "interview": Erase.BLANK,
        "valuables": Erase.BLANK,
    },
    DamagePin: {},
    Photo: {"caption": Erase.BLANK},
    Ceiling: {},
    Line: {},
    EstimateVersion: {"canonical": Erase.KEEP_FOR_TAX},
    EstimateLine: {"shown": Erase.KEEP_FOR_TAX},
    LineDecision: {"note": Erase.KEEP_AS_EVIDENCE},
    Authority: {},
    ClockEntry: {},
    WorkStep: {},
    Finding: {},
    PartRequest: {},
    PartIssue: {},
    QualityCheck: {},
    Comeback: {},
    Delivery: {"delivered_to": Erase.KEEP_AS_EVIDENCE},
}
