"""What every step of a case does: write its log, save its state, tell the journal."""

import datetime as dt
from uuid import UUID

from seibi.contexts.support.contracts import DisputeAction, DisputeState, Happened, Level
from seibi.contexts.support.domain.lifecycle import LIFECYCLE
from seibi.contexts.support.events import DisputeMoved
from seibi.contexts.support.models.disputes import Dispute, DisputeStep
from seibi.kernel.actor import Actor
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell


def advance(
    dispute: Dispute,
    action: DisputeAction,
    happened: Happened,
    *,
    words: str = "",
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The state an action leads to, with its line in the log. Raises RuleBroken ("wrong_state")."""
    dispute.state = LIFECYCLE.after(DisputeState(dispute.state), action)
    log(dispute, happened, words=words, actor=actor, at=at)


def log(
    dispute: Dispute, happened: Happened, *, words: str = "", actor: Actor, at: dt.datetime
) -> None:
    """Save the case and say what happened to it."""
    dispute.save()
    DisputeStep.objects.create(
        dispute=dispute,
        happened=happened,
        level=dispute.level,
        by=actor.account_id,
        words=words.strip(),
        at=at,
    )
    moved = DisputeMoved(
        dispute.pk, dispute.work_order_id, str(happened), str(dispute.state), str(dispute.level)
    )
    tell_about(dispute, moved, actor=actor, at=at)


def place(dispute: Dispute, level: Level, account_id: UUID | None) -> None:
    """Whose it is from now on."""
    dispute.level, dispute.assignee_id = level, account_id


def tell_about(dispute: Dispute, event: Event, *, actor: Actor, at: dt.datetime) -> None:
    """A line of the journal about a case."""
    tell(event, actor=actor, at=at, subject=dispute.subject, owner_node=dispute.owner_node)
