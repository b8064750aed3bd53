"""What the surfaces may ask of quality."""

import datetime as dt
from uuid import UUID

from seibi.contexts.quality.contracts import Kpi
from seibi.contexts.quality.queries import figures, surveys
from seibi.kernel.actor import Actor


def kpis(
    *, site_id: UUID, from_day: dt.date, to_day: dt.date, actor: Actor, at: dt.datetime
) -> list[Kpi]:
    """The figures of a site for the local days [from_day, to_day). Raises NotFound."""
    return figures.kpis(site_id=site_id, from_day=from_day, to_day=to_day, actor=actor, at=at)


def survey_link(*, work_order_id: UUID, actor: Actor) -> str | None:
    """The page on which the owner answers about this visit; None when nobody was asked.

    For staff who see the site's figures, the person whose visit it was, and who holds its link.
    """
    return surveys.survey_link(work_order_id=work_order_id, actor=actor)
