"""Which of today's expected cars somebody means by a scanned code, a number or a plate."""

import datetime as dt
import unicodedata
from uuid import UUID

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.queries.links import VISITS
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.clock import day_bounds, local_day
from seibi.kernel.errors import DomainError
from seibi.kernel.search.normalise import plain

SHORTEST = 3
HERE_OR_COMING = (AppointmentState.BOOKED, AppointmentState.ARRIVED)


def expected_as(*, typed: str, site: SiteInfo, actor: Actor, at: dt.datetime) -> list[Appointment]:
    """Today's visits of a site that fit: a link or its token, the number, the plate or its end.

    An exact fit wins over plates that only end so. Three queries at most.
    """
    text = unicodedata.normalize("NFKC", typed).replace("\x00", "").strip()[:300]
    starts, ends = day_bounds(local_day(at, site.tz), site.tz)
    rows = Appointment.objects.visible_to(actor).filter(
        site_id=site.id, starts_at__gte=starts, starts_at__lt=ends, state__in=HERE_OR_COMING
    )
    linked = _linked(text)
    if linked is not None:
        return list(rows.filter(pk=linked))
    if by_number := list(rows.filter(number__iexact=text[:20])):
        return by_number
    return _by_plate(list(rows), plain(text))


def _linked(text: str) -> UUID | None:
    """What a scanned address opens; None for what is no link of ours."""
    parts = [part for part in text.split("/") if ":" in part and not part.endswith(":")]
    for token in parts or [text]:
        try:
            return VISITS.opened(token)
        except DomainError:
            continue
    return None


def _by_plate(rows: list[Appointment], sought: str) -> list[Appointment]:
    if len(sought) < SHORTEST:
        return []
    cars = vehicles.summaries({row.vehicle_id for row in rows}) if rows else {}
    plates = {row.pk: plain(cars[row.vehicle_id].plate) for row in rows}
    whole = [row for row in rows if plates[row.pk] == sought]
    return whole or [row for row in rows if plates[row.pk].endswith(sought)]
