"""What a search finds at the door: tickets, key tags, places, numbers; what is open on a car."""

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import BOOK, SEE, AppointmentState, ArrivalInfo
from seibi.contexts.booking.models import Appointment, Arrival
from seibi.contexts.booking.queries.day import arrival_info
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.search.matters import AT_THE_DOOR, EXPECTED, Matter
from seibi.ui import formats

MOST_FOUND = 20
FURTHEST = dt.timedelta(days=92)
LATE_UNTIL = dt.timedelta(hours=12)


def on_premises(*, query: str, actor: Actor) -> list[ArrivalInfo]:
    """Cars that are here under exactly this ticket, key tag or parking place; staff only.

    Digits may be typed full-width, and a place in either case. One query.
    """
    typed = unicodedata.normalize("NFKC", query).strip()[:40]
    nodes = actor.nodes(SEE)
    if not typed or not nodes:
        return []
    named = Q(key_tag__iexact=typed) | Q(parking_place__iexact=typed)
    if typed.isdecimal() and len(typed) < 6:
        named |= Q(ticket=int(typed))
    rows = Arrival.objects.visible_to(actor).filter(named, left_at=None)
    return [arrival_info(row) for row in rows.order_by("-arrived_at")[:MOST_FOUND]]


def here_now(*, vehicle_ids: Collection[UUID], actor: Actor) -> dict[UUID, ArrivalInfo]:
    """Where these cars and their keys are, of those that are here; staff only. One query."""
    if not actor.nodes(SEE):
        return {}
    rows = Arrival.objects.visible_to(actor).filter(vehicle_id__in=vehicle_ids, left_at=None)
    return {row.vehicle_id: arrival_info(row) for row in rows}


def booked_under(*, query: str, actor: Actor) -> list[UUID]:
    """The cars of appointments with this number, as far as the actor may know. One query."""
    number = unicodedata.normalize("NFKC", query).strip().upper()[:20]
    rows = Appointment.objects.visible_to(actor).filter(number=number)
    return list(rows.values_list("vehicle_id", flat=True)[:MOST_FOUND]) if number else []


def open_matters(
    vehicle_ids: Collection[UUID], *, actor: Actor, at: dt.datetime
) -> dict[UUID, list[Matter]]:
    """Cars that are here without a visit yet, and those that are expected. Three queries."""
    if not actor.nodes(SEE):
        return {}
    here = Arrival.objects.visible_to(actor).filter(vehicle_id__in=vehicle_ids, left_at=None)
    expected = (
        Appointment.objects.visible_to(actor)
        .filter(vehicle_id__in=vehicle_ids, state=AppointmentState.BOOKED)
        .filter(starts_at__gt=at - LATE_UNTIL, starts_at__lt=at + FURTHEST)
        .order_by("starts_at")
    )
    rows, booked = list(here), list(expected)
    sites = network.sites_by_id({row.site_id for row in rows} | {visit.site_id for visit in booked})
    found: dict[UUID, list[Matter]] = defaultdict(list)
    for row in rows:
        found[row.vehicle_id].append(_here(row, sites[row.site_id], actor))
    for visit in booked:
        found[visit.vehicle_id].append(_expected(visit, sites[visit.site_id], actor, at))
    return found


def _here(row: Arrival, site: SiteInfo, actor: Actor) -> Matter:
    may = actor.may(BOOK, at_node=site.node)
    return Matter(
        pressing=AT_THE_DOOR,
        label=_("Waits to be received"),
        tone="calm",
        icon="square-parking",
        url=reverse("booking:desk_day", args=[site.code]) if may else "",
        step=_("Show the day") if may else "",
    )


def _expected(visit: Appointment, site: SiteInfo, actor: Actor, at: dt.datetime) -> Matter:
    day, today = local_day(visit.starts_at, site.tz), local_day(at, site.tz)
    values = {"time": formats.local_time(visit.starts_at, site.tz), "day": formats.local_date(day)}
    late = visit.starts_at < at
    word = _("Expected at %(time)s") if day == today else _("Booked for %(day)s, %(time)s")
    may = actor.may(BOOK, at_node=site.node)
    address = f"{reverse('booking:desk_day', args=[site.code])}?day={day.isoformat()}"
    return Matter(
        pressing=EXPECTED if day == today else EXPECTED + 1,
        label=word % values,
        tone="late" if late else "attention" if day == today else "calm",
        icon="calendar-check",
        url=address if may else "",
        step=(_("Receive") if day == today else _("Show the day")) if may else "",
    )
