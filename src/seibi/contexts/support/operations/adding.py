"""What owners do with their case: add to its evidence, or take it back."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.support.contracts import DisputeAction, DisputeState, Happened
from seibi.contexts.support.domain.lifecycle import LIFECYCLE
from seibi.contexts.support.models.disputes import Dispute, DisputeFact
from seibi.contexts.support.operations.loading import house, locked_for_owner
from seibi.contexts.support.operations.moving import advance
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken
from seibi.kernel.files import store
from seibi.kernel.files.models import Retention

ACCEPTED = ("image/jpeg", "image/png", "image/webp", "video/mp4", "video/webm")
MOST_FACTS = 40


@transaction.atomic
def add_fact(*, dispute_id: UUID, words: str, upload: Any, actor: Actor, at: dt.datetime) -> UUID:
    """The owner adds words, a photo or a film; whoever asked something has their answer.

    Raises NotFound, Invalid ("fact_empty", and what the store of files refuses), RuleBroken
    ("wrong_state", "pack_full").
    """
    dispute = locked_for_owner(dispute_id, actor)
    if not words.strip() and upload is None:
        sentence = _("Write something, or choose a photo or film.")
        raise Invalid("fact_empty", sentence, errors={"words": sentence})
    LIFECYCLE.after(DisputeState(dispute.state), DisputeAction.OWNER_SPEAKS)
    if dispute.facts.count() >= MOST_FACTS:
        raise RuleBroken("pack_full", _("This case has as many additions as it can hold."))
    kept = None
    if upload is not None:
        kept = store.keep(
            upload,
            subject=dispute.subject,
            owner_node=dispute.owner_node,
            at=at,
            retention=Retention.LEGAL,
            accept=ACCEPTED,
        )
    fact = DisputeFact.objects.create(
        dispute=dispute,
        words=words.strip(),
        file_id=kept.id if kept else None,
        by=actor.account_id,
        added_at=at,
    )
    _spoken(dispute, actor, at)
    return fact.pk


@transaction.atomic
def withdraw(*, dispute_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The owner takes it back; the stopped lines go on as they were.

    Raises NotFound, RuleBroken ("wrong_state").
    """
    dispute = locked_for_owner(dispute_id, actor)
    advance(dispute, DisputeAction.WITHDRAW, Happened.WITHDRAWN, actor=actor, at=at)
    work_orders.let_lines_go(
        work_order_id=dispute.work_order_id, number=dispute.number, actor=house(actor), at=at
    )


def _spoken(dispute: Dispute, actor: Actor, at: dt.datetime) -> None:
    asked = dispute.state == DisputeState.WITH_OWNER
    happened = Happened.OWNER_SPOKE if asked else Happened.FACT_ADDED
    advance(dispute, DisputeAction.OWNER_SPEAKS, happened, actor=actor, at=at)
