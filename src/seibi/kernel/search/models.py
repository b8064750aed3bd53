"""The one table in which everything is found by the few characters people remember."""

from django.db import models

from seibi.kernel.rows import OwnedRow


class SearchKey(OwnedRow):
    """One way to find one subject; ``key`` is normalised, ``rank`` puts better matches first."""

    scope = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    key = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField(default=5)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "subject_id", "owner_node", "key"], name="search_key_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["key"], name="search_key_prefix", opclasses=["varchar_pattern_ops"]
            ),
            models.Index(fields=["scope", "subject_id"], name="search_key_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.scope}:{self.key}"
