"""The journal: one line for everything that happens, and how far each reader has read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from seibi.kernel.rows import OwnedRow, Row


class Entry(OwnedRow):
    """Something that happened. Appended, never changed; only the sequencer adds ``pos``, once.

    The table is partitioned by month of ``recorded_at``; triggers refuse changes and removal.
    """

    pos = models.BigIntegerField(null=True)
    name = models.CharField(max_length=120)
    subject = models.CharField(max_length=120)
    actor_id = models.CharField(max_length=120)
    on_behalf_of = models.CharField(max_length=120, null=True)  # noqa: DJ001 - nobody is not ""
    cause = models.UUIDField(null=True)
    audience = ArrayField(models.CharField(max_length=120), default=list)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    payload = models.JSONField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["pos"], name="journal_by_pos"),
            models.Index(fields=["subject", "pos"], name="journal_by_subject"),
            models.Index(
                fields=["recorded_at", "id"],
                name="journal_waiting",
                condition=models.Q(pos=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class Position(models.Model):
    """How far one reader has read; the row named "sequencer" holds the last position given."""

    name = models.CharField(max_length=120, primary_key=True)
    pos = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.pos}"


class Parked(Row):
    """An entry that one reader could not handle, kept aside so that the reader can go on."""

    reader = models.CharField(max_length=120)
    entry_id = models.UUIDField()
    pos = models.BigIntegerField()
    error = models.CharField(max_length=300)
    attempts = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name_plural = "parked"
        constraints = [
            models.UniqueConstraint(fields=["reader", "entry_id"], name="parked_once_per_reader")
        ]

    def __str__(self) -> str:
        return f"{self.reader}: {self.pos}"
