"""The evidence pack: what was shown, agreed and promised, frozen at the moment a case is opened."""

import datetime as dt
import json
from typing import Any
from uuid import UUID

import pydantic_core

from seibi.contexts.support.models.disputes import Dispute
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import Actor
from seibi.kernel.evidence import records as evidence


def freeze(dispute: Dispute, *, actor: Actor, at: dt.datetime) -> UUID:
    """Write down the visit as it stands, with its hash; later changes do not reach it."""
    file = work_orders.case_file(work_order_id=dispute.work_order_id)
    pack: dict[str, Any] = {
        "case": dispute.number,
        "topic": str(dispute.topic),
        "said": dispute.words,
        "visit": json.loads(pydantic_core.to_json(file, fallback=str)),
    }
    text = json.dumps(pack, ensure_ascii=False, sort_keys=True, indent=1)
    return evidence.record(
        kind="dispute_pack",
        subject=dispute.subject,
        channel=evidence.Channel.SCREEN,
        who=dispute.number,
        text=text,
        owner_node=dispute.owner_node,
        actor=actor,
        at=at,
        file_ids=[photo.file_id for photo in file.photos],
    )
