"""Telling the people of a visit about it, in their language, with the calendar file."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import override

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.domain.reminding import is_due
from seibi.contexts.booking.events import OwnerInformed
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.queries import links
from seibi.contexts.booking.queries.appointments import calendar_file
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactPurpose
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.messaging.contracts import Attachment
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.journal.tell import tell
from seibi.kernel.text import translated

WANTED_WHILE = {
    "booking/confirmed": AppointmentState.BOOKED,
    "booking/moved": AppointmentState.BOOKED,
    "booking/cancelled": AppointmentState.CANCELLED,
    "booking/reminder": AppointmentState.BOOKED,
}
NOT_BEFORE = dt.timedelta(hours=32)  # from five in the afternoon to the last minute of tomorrow
MOST_AT_ONCE = 200


@transaction.atomic
def inform_owner(*, appointment_id: UUID, template: str, actor: Actor, at: dt.datetime) -> bool:
    """Queue one mail about a visit; whether there was an address to send it to.

    Whether it is still wanted is decided again when it is sent. Raises NotFound.
    """
    row = Appointment.objects.visible_to(actor).filter(pk=appointment_id).first()
    if row is None:
        raise refusals.no_appointment()
    route = customers.route_for(row.customer_id, ContactPurpose.VISIT)
    if route is None or WANTED_WHILE[template] != row.state:
        return False

    with override(route.language):
        content = calendar_file(appointment_id=row.pk, actor=actor, at=at)
    messaging.send(
        template=template,
        to=route,
        context=_context(row, route.language, route.formal_name),
        subject=row.subject,
        owner_node=row.owner_node,
        attachments=[Attachment("visit.ics", "text/calendar", content)],
        actor=actor,
        at=at,
    )

    tell(
        OwnerInformed(appointment_id=row.pk, template=template),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )
    return True


@transaction.atomic
def remind_of_tomorrow(*, actor: Actor, at: dt.datetime) -> int:
    """Whoever comes tomorrow is reminded once, at five in the afternoon of the site. How many.

    Whoever booked after that knows. Whether the mail is still wanted is decided when it leaves.
    """
    rows = Appointment.objects.visible_to(actor).filter(
        state=AppointmentState.BOOKED,
        reminded_at=None,
        starts_at__gt=at,
        starts_at__lte=at + NOT_BEFORE,
    )
    soon = list(rows.locked().select_related("site")[:MOST_AT_ONCE])
    due = [
        row
        for row in soon
        if is_due(starts_at=row.starts_at, booked_at=row.booked_at, tz=row.site.tz, at=at)
    ]
    for row in due:
        inform_owner(appointment_id=row.pk, template="booking/reminder", actor=actor, at=at)
        row.reminded_at = at
    Appointment.objects.bulk_update(due, ["reminded_at"])
    return len(due)


def _context(row: Appointment, language: str, name: str) -> dict[str, object]:
    codes = [item.operation_code for item in row.items.all()]
    found = catalogue.operations(codes)
    with override(language):
        site = network.site(row.site_id)
    car = vehicles.summaries([row.vehicle_id])[row.vehicle_id]
    return {
        "name": name,
        "number": row.number,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "change_until": row.change_until,
        "tz": site.tz,
        "site": site.name,
        "phone": site.phone,
        "address": ", ".join(network.address_lines(site.address)),
        "car": car.title,
        "plate": car.plate,
        "work": [translated(found[code].names or {}, language) for code in codes],
        "by": row.cancelled_by,
        "remedy": row.remedy,
        "visit_link": links.link_of(row.pk),
        "calendar_link": links.calendar_link_of(row.pk),
        "pre_check_in_link": links.pre_check_in_link_of(row.pk),
    }
