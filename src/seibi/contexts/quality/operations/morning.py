"""The theme of the day: one line that a manager writes for the morning meeting."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.quality.events import ThemeWritten
from seibi.contexts.quality.models.morning import MorningTheme
from seibi.contexts.quality.permissions import can_lead
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, require
from seibi.kernel.journal.tell import tell

LONGEST = 200


@transaction.atomic
def write_theme(*, site_id: UUID, day: dt.date, text: str, actor: Actor, at: dt.datetime) -> None:
    """One line for everybody on a day; written anew, the last one counts.

    Raises NotFound, NotAllowed, Invalid ("theme_missing").
    """
    site = network.site(site_id)
    require(can_lead(actor, site.node))
    line = text.strip()
    if not line or len(line) > LONGEST:
        sentence = _("Write one line of at most 200 characters.")
        raise Invalid("theme_missing", sentence, errors={"text": sentence})

    row, _new = MorningTheme.objects.update_or_create(
        site_id=site.id,
        day=day,
        defaults={
            "owner_node": site.node,
            "text": line,
            "written_by": UUID(actor.account_id),
            "written_at": at,
        },
    )

    tell(
        ThemeWritten(site.id, day),
        actor=actor,
        at=at,
        subject=f"site:{site.id}",
        owner_node=row.owner_node,
    )
