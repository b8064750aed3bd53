"""What was signed does not count for work that was opened again."""

import datetime as dt

from seibi.contexts.work_orders.events.floor import CertificateVoided
from seibi.contexts.work_orders.models.quality import Certificate
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.kernel.actor import Actor


def void_certificates(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """The number stays with the visit and is never given out again."""
    for row in Certificate.objects.filter(work_order=work_order, void_at=None):
        row.void_at = at
        row.save(update_fields=["void_at"])
        tell_about(work_order, CertificateVoided(work_order.pk, row.pk), actor=actor, at=at)
