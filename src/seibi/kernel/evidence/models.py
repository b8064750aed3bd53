"""Proof of what a person said or signed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from seibi.kernel.rows import OwnedRow


class EvidenceRecord(OwnedRow):
    """Who said what, when and by which channel; ``sha256`` is over what was shown to them.

    Written once; a trigger refuses changes and removal.
    """

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120, db_index=True)
    channel = models.CharField(max_length=20)
    who = models.CharField(max_length=160)
    recorded_by = models.CharField(max_length=120)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    file_ids = ArrayField(models.UUIDField(), default=list)
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
