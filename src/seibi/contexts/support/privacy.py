"""Which columns of support are about a person, and what erasing does to each."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Model

from seibi.contexts.support.models.disputes import (
    Complaint,
    ConductFlag,
    Dispute,
    DisputeCounter,
    DisputeFact,
    DisputeStep,
)
from seibi.contexts.support.models.leaders import CardSwitch, LeaderPost
from seibi.contexts.support.models.threads import InternalNote, Message, Thread
from seibi.kernel import ports
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    LeaderPost: {},
    CardSwitch: {},
    Thread: {},
    Message: {"text": Erase.BLANK, "name": Erase.BLANK},
    InternalNote: {"text": Erase.BLANK},
    Dispute: {"words": Erase.KEEP_AS_EVIDENCE, "reason": Erase.KEEP_AS_EVIDENCE},
    DisputeStep: {"words": Erase.KEEP_AS_EVIDENCE},
    DisputeFact: {"words": Erase.KEEP_AS_EVIDENCE},
    ConductFlag: {"what": Erase.KEEP_AS_EVIDENCE},
    DisputeCounter: {},
    Complaint: {"words": Erase.BLANK, "customer_id": Erase.BLANK},
}


def erase(person_id: UUID, at: dt.datetime) -> int:
    """Blank what was written back and forth; what a claim rests on stays as evidence."""
    threads = Thread.objects.filter(customer_id=person_id)
    touched = Message.objects.filter(thread__in=threads).update(text="", name="")
    touched += InternalNote.objects.filter(thread__in=threads).update(text="")
    mine = Complaint.objects.filter(customer_id=person_id)
    return touched + mine.update(words="", customer_id=None)


def export(person_id: UUID) -> dict[str, Any]:
    """The person's own copy: what they wrote and were answered, what they saw differently."""
    messages = Message.objects.filter(thread__customer_id=person_id)
    disputes = Dispute.objects.filter(customer_id=person_id).order_by("opened_at")
    return {
        "messages": [
            {"at": m.said_at.isoformat(), "from": m.name or m.author, "text": m.text}
            for m in messages
        ],
        "disputes": [
            {
                "number": d.number,
                "opened_at": d.opened_at.isoformat(),
                "words": d.words,
                "outcome": d.outcome,
                "reason": d.reason,
            }
            for d in disputes
        ],
    }


def register() -> None:
    """Answer the house's questions about persons."""
    ports.erase.register("support", erase)
    ports.export.register("support", export)
