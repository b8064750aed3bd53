"""Answers already given, so that the same question gets the same answer."""

from django.db import models

from seibi.kernel import clock
from seibi.kernel.rows import Row


class IdempotencyRecord(Row):
    """The answer given to one caller's ``Idempotency-Key``."""

    actor_id = models.CharField(max_length=120)
    key = models.CharField(max_length=190)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    media_type = models.CharField(max_length=80, default="application/json")
    location = models.CharField(max_length=400, blank=True)
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField(default=clock.machine_now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor_id", "key"], name="one_answer_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.key}"
