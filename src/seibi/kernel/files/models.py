"""Files that people hand in, known by what is in them."""

from django.db import models

from seibi.kernel.rows import OwnedRow


class Retention(models.TextChoices):
    """How long a file is kept: while the record lives, as long as the law asks, or days only."""

    RECORD = "record"
    LEGAL = "legal"
    SHORT = "short"


class StoredFile(OwnedRow):
    """One file of one subject; equal contents share one place on disk."""

    subject = models.CharField(max_length=120, db_index=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    file_name = models.CharField(max_length=160)
    retention = models.CharField(max_length=10, choices=Retention.choices)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_name} ({self.media_type})"
