"""Which columns of a visit are about a person, and what erasing does to each."""

import datetime as dt
from typing import Any
from uuid import UUID

from seibi.contexts.work_orders.models.asking import Asking
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
    HelpCall,
    PartIssue,
    PartRequest,
    WorkStep,
)
from seibi.contexts.work_orders.models.quality import (
    Certificate,
    ChecklistResult,
    Comeback,
    Delivery,
    QualityCheck,
    ReturnVisit,
)
from seibi.contexts.work_orders.models.reception import Ceiling, DamagePin, Photo, Reception
from seibi.contexts.work_orders.models.work_order import (
    Counter,
    InternalNote,
    Party,
    StateChange,
    WorkOrder,
)
from seibi.kernel import ports
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
    Asking: {"to": Erase.BLANK},
    Authority: {},
    ClockEntry: {},
    WorkStep: {},
    Finding: {},
    PartRequest: {},
    PartIssue: {},
    QualityCheck: {},
    Comeback: {},
    Certificate: {},
    ChecklistResult: {},
    ReturnVisit: {"concern": Erase.BLANK},
    HelpCall: {"words": Erase.BLANK},
    Delivery: {"delivered_to": Erase.KEEP_AS_EVIDENCE},
}


def erase(person_id: UUID, at: dt.datetime) -> int:
    """Blank what a person told us; what they signed and what the tax office asks for stays."""
    visits = WorkOrder.objects.filter(customer_id=person_id)
    touched = Reception.objects.filter(work_order__in=visits).update(
        words="", interview={}, valuables=""
    )
    touched += InternalNote.objects.filter(work_order__in=visits).update(text="")
    touched += Photo.objects.filter(work_order__in=visits).update(caption="")
    touched += Asking.objects.filter(work_order__in=visits).exclude(to="").update(to="")
    touched += Party.objects.filter(customer_id=person_id).exclude(phone="").update(phone="")
    return touched + visits.exclude(wishes="").update(wishes="")


def export(person_id: UUID) -> dict[str, Any]:
    """The person's own copy: when they came, what they told us, what they agreed to."""
    rows = WorkOrder.objects.filter(customer_id=person_id).order_by("opened_at")
    return {
        "visits": [
            {
                "number": row.number,
                "state": row.state,
                "opened_at": row.opened_at.isoformat(),
                "wishes": row.wishes,
                "words": [r.words for r in row.receptions.all()],
                "estimates": [v.canonical for v in row.versions.all()],
            }
            for row in rows
        ]
    }


def register() -> None:
    """Answer the house's questions about persons."""
    ports.erase.register("work_orders", erase)
    ports.export.register("work_orders", export)
