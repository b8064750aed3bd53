"""Who did not come, to be rung: nobody is forgotten because they were forgetful once."""

import datetime as dt
from uuid import UUID

from django.db.models import Exists, OuterRef

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.contracts.door import MissedRow
from seibi.contexts.booking.models import Appointment
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, ContactPurpose
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor

LONG_AGO = dt.timedelta(days=14)


def missed_list(*, site_id: UUID, actor: Actor, at: dt.datetime) -> list[MissedRow]:
    """Visits of the last two weeks to which nobody came, the latest first; those not rung first.

    Whoever has booked the same car again since is not on it. The SQL does not grow with the list.
    """
    again = Appointment.objects.filter(
        vehicle_id=OuterRef("vehicle_id"), starts_at__gt=OuterRef("starts_at")
    ).exclude(state=AppointmentState.CANCELLED)
    rows = list(
        Appointment.objects.visible_to(actor)
        .filter(site_id=site_id, state=AppointmentState.MISSED)
        .filter(starts_at__gt=at - LONG_AGO)
        .exclude(Exists(again))
        .order_by("-starts_at", "pk")
        .prefetch_related("items")
    )
    if not rows:
        return []
    people = customers.summaries({row.customer_id for row in rows})
    phones = customers.reachable(set(people), ContactPurpose.VISIT, {ContactKind.PHONE})
    cars = vehicles.summaries({row.vehicle_id for row in rows})
    work = catalogue.operations({i.operation_code for row in rows for i in row.items.all()})
    found = [
        MissedRow(
            appointment_id=row.pk,
            number=row.number,
            starts_at=row.starts_at,
            customer_id=row.customer_id,
            customer_name=people[row.customer_id].formal_name,
            phone=phones[row.customer_id].value if row.customer_id in phones else "",
            vehicle_id=row.vehicle_id,
            vehicle_title=cars[row.vehicle_id].title,
            plate=cars[row.vehicle_id].plate,
            titles=tuple(work[i.operation_code].name for i in row.items.all()),
            called=row.called_at is not None and row.called_at > row.starts_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.called)
