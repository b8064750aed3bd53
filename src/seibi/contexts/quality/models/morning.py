"""What a manager says to everybody in the morning."""

from django.db import models

from seibi.contexts.quality.models.waiting import CountedQuerySet
from seibi.kernel.rows import OwnedRow


class MorningTheme(OwnedRow):
    """The one line of the day at a site, for the morning meeting."""

    site_id = models.UUIDField()
    day = models.DateField()
    text = models.CharField(max_length=200)
    written_by = models.UUIDField()
    written_at = models.DateTimeField()

    objects = CountedQuerySet["MorningTheme"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site_id", "day"], name="quality_one_theme_a_day")
        ]
