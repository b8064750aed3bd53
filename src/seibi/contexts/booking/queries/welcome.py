"""The entrance screen: who is expected next and who is here, without a name or a plate."""

import datetime as dt
from uuid import UUID

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.contracts.door import Greeted, Greeting
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.queries.yard import arrived_between, greeting_of
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.kernel.clock import day_bounds, local_day

MOST = 12
LATE_UNTIL = dt.timedelta(hours=2)


def welcome(*, site_id: UUID, at: dt.datetime) -> list[Greeted]:
    """Today's tickets, and initials of whoever is expected where the site chose to show them."""
    site = network.site(site_id)
    starts, ends = day_bounds(local_day(at, site.tz), site.tz)
    here = [
        Greeted(moment, str(ticket), True)
        for _visit, ticket, moment in arrived_between(site_id=site_id, starts=starts, ends=ends)
    ]
    if greeting_of(site.node) is Greeting.TICKET:
        return here[-MOST:]
    expected = Appointment.objects.filter(
        site_id=site_id,
        state=AppointmentState.BOOKED,
        starts_at__gte=at - LATE_UNTIL,
        starts_at__lt=ends,
    ).order_by("starts_at")[:MOST]
    rows = list(expected)
    people = customers.summaries({row.customer_id for row in rows}) if rows else {}
    coming = [Greeted(row.starts_at, initials(people[row.customer_id].name), False) for row in rows]
    return [*here[-MOST:], *coming]


def initials(name: str) -> str:
    """The first sign of each part of a name: "G. H.", "山", "王"."""
    parts = name.split()
    if not name.isascii():
        return f"{parts[0][0]}…" if parts else ""
    return " ".join(f"{part[0].upper()}." for part in parts[:2])
