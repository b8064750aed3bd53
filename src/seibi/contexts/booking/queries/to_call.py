"""Tomorrow's visits that no mail reminds of: somebody has to call."""

import datetime as dt
from uuid import UUID

from seibi.contexts.booking.contracts import AppointmentState, CallRow
from seibi.contexts.booking.domain.reminding import evening_before
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.permissions import is_staff
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, ContactPurpose
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.clock import day_bounds, local_day

A_DAY = dt.timedelta(days=1)
MAIL_IS_LATE = dt.timedelta(hours=1)


def to_call(*, site_id: UUID, actor: Actor, at: dt.datetime) -> list[CallRow]:
    """Who comes tomorrow, has no open address or was not written to in time, and was not called.

    Who booked after the evening before knows. The number of SQL queries does not grow.
    """
    site = network.site(site_id)
    starts, ends = day_bounds(local_day(at, site.tz) + A_DAY, site.tz)
    booked = Appointment.objects.visible_to(actor).filter(
        site_id=site_id,
        state=AppointmentState.BOOKED,
        starts_at__gte=starts,
        starts_at__lt=ends,
        called_at=None,
    )
    rows = [
        row
        for row in booked.order_by("starts_at", "pk")
        if row.booked_at < evening_before(row.starts_at, site.tz)
    ]
    people = {row.customer_id for row in rows}
    if not people:
        return []
    mail = customers.reachable(people, ContactPurpose.VISIT)
    phones = customers.reachable(people, ContactPurpose.VISIT, {ContactKind.PHONE})
    names = customers.summaries(people)
    cars = vehicles.summaries({row.vehicle_id for row in rows})
    return [
        CallRow(
            appointment_id=row.pk,
            number=row.number,
            starts_at=row.starts_at,
            customer_id=row.customer_id,
            customer_name=names[row.customer_id].formal_name,
            phone=phones[row.customer_id].value if row.customer_id in phones else "",
            vehicle_title=cars[row.vehicle_id].title,
            plate=cars[row.vehicle_id].plate,
            may_note=is_staff(actor, row.owner_node),
        )
        for row in rows
        if row.customer_id not in mail or _was_forgotten(row, site.tz, at)
    ]


def _was_forgotten(row: Appointment, tz: str, at: dt.datetime) -> bool:
    return row.reminded_at is None and at > evening_before(row.starts_at, tz) + MAIL_IS_LATE
