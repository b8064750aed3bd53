"""How often the link of a thing was replaced; what was never replaced has no row."""

from django.db import models

from seibi.kernel.rows import Row


class LinkSeries(Row):
    """Only the newest link of a subject opens it."""

    subject = models.CharField(max_length=80, unique=True)
    number = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.subject} {self.number}"
