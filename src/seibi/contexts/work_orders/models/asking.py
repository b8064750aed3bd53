"""Who was asked for an answer, when and how; appended, never changed."""

from django.db import models
from django.db.models import Q

from seibi.contexts.work_orders.contracts.asking import Rung
from seibi.contexts.work_orders.labels import CALL_OUTCOME_LABELS, RUNG_LABELS
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.rows import Row


class Asking(Row):
    """One rung that was taken for one version, or a call that brought no answer."""

    work_order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="askings")
    version = models.PositiveSmallIntegerField()
    rung = models.CharField(max_length=10, choices=RUNG_LABELS)
    to = models.CharField(max_length=160, blank=True)
    outcome = models.CharField(max_length=10, choices=CALL_OUTCOME_LABELS, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["work_order", "version", "rung"],
                condition=~Q(rung=Rung.CALLED),
                name="each_rung_once_per_version",
            ),
            models.CheckConstraint(
                name="a_call_has_an_outcome",
                condition=(Q(rung=Rung.CALLED) & ~Q(outcome=""))
                | (~Q(rung=Rung.CALLED) & Q(outcome="")),
            ),
        ]
