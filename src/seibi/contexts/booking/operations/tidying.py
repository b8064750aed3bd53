"""Forgetting what is of no use any more: holds that ran out, addresses that were proven once."""

import datetime as dt

from django.db import transaction

from seibi.contexts.booking.events import LeftoversForgotten
from seibi.contexts.booking.models import ContactProof, Hold
from seibi.kernel.actor import Actor
from seibi.kernel.journal.tell import tell

LONG_AGO = dt.timedelta(days=1)


@transaction.atomic
def forget_what_ran_out(*, actor: Actor, machine_at: dt.datetime, at: dt.datetime) -> int:
    """Holds without an appointment and typed addresses are gone a day after they ran out."""
    before = machine_at - LONG_AGO
    holds = Hold.objects.filter(expires_at__lt=before, confirmed_at=None)
    proofs = ContactProof.objects.filter(expires_at__lt=before)
    gone = holds.delete()[0] + proofs.delete()[0]
    if gone:
        tell(
            LeftoversForgotten(rows=gone),
            actor=actor,
            at=at,
            subject="booking:tidy",
            owner_node="/",
        )
    return gone
