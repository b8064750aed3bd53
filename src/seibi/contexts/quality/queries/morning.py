"""The theme of a day."""

import datetime as dt
from uuid import UUID

from seibi.contexts.quality.models.morning import MorningTheme
from seibi.kernel.actor import Actor


def theme_of(*, site_id: UUID, day: dt.date, actor: Actor) -> str:
    """The line a manager wrote for a day, for those who may know of the site; else nothing."""
    rows = MorningTheme.objects.visible_to(actor).filter(site_id=site_id, day=day)
    return rows.values_list("text", flat=True).first() or ""
