"""What the surfaces may ask of quality."""

import datetime as dt
from uuid import UUID

from seibi.contexts.quality import queries
from seibi.contexts.quality.contracts import Kpi
from seibi.kernel.actor import Actor


def kpis(*, site_id: UUID, from_day: dt.date, to_day: dt.date, actor: Actor) -> list[Kpi]:
    """The figures of a site for the local days [from_day, to_day). Raises NotFound."""
    return queries.kpis(site_id=site_id, from_day=from_day, to_day=to_day, actor=actor)


def survey_link(*, work_order_id: UUID, actor: Actor) -> str | None:
    """The page on which the owner answers about this visit; None when nobody was asked."""
    return queries.survey_link(work_order_id=work_order_id, actor=actor)
