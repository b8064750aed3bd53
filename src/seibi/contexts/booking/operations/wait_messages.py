"""Writing to people on the wait-list: that they are on it, and that a time is kept for them."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import override

from seibi.contexts.booking.models.waiting import Waiting, WaitOffer
from seibi.contexts.booking.queries import links
from seibi.contexts.booking.queries.line import wish_of
from seibi.contexts.booking.queries.rules import rules_at
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactPurpose, Route
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.text import translated


@transaction.atomic
def mail_joined(*, waiting_id: UUID, actor: Actor, at: dt.datetime) -> bool:
    """In writing what somebody waits for and how they leave; whether there was an address."""
    row = Waiting.objects.select_related("appointment").filter(pk=waiting_id).first()
    route = customers.route_for(row.customer_id, ContactPurpose.VISIT) if row else None
    if row is None or route is None:
        return False
    messaging.send(
        template="booking/waiting",
        to=route,
        context=_context(row, route),
        subject=row.subject,
        owner_node=row.owner_node,
        actor=actor,
        at=at,
    )
    return True


@transaction.atomic
def mail_offer(*, offer: WaitOffer, actor: Actor, at: dt.datetime) -> bool:
    """A kept time with the link that takes it; False for whoever can only be called.

    Whether the time is still kept is looked at again when the mail leaves.
    """
    row = offer.waiting
    route = customers.route_for(row.customer_id, ContactPurpose.VISIT)
    if route is None:
        return False
    minutes = rules_at(row.owner_node).answer_minutes
    messaging.send(
        template="booking/freed",
        to=route,
        context=_context(row, route)
        | {
            "starts_at": offer.starts_at,
            "ends_at": offer.ends_at,
            "answer_until": at + dt.timedelta(minutes=minutes),
        },
        subject=f"wait_offer:{offer.pk}",
        owner_node=row.owner_node,
        actor=actor,
        at=at,
    )
    return True


def _context(row: Waiting, route: Route) -> dict[str, object]:
    found = catalogue.operations(row.operation_codes)
    with override(route.language):
        site = network.site(row.site_id)
    car = vehicles.summaries([row.vehicle_id])[row.vehicle_id]
    wish = wish_of(row)
    return {
        "name": route.formal_name,
        "site": site.name,
        "phone": site.phone,
        "tz": site.tz,
        "car": car.title,
        "plate": car.plate,
        "work": [translated(found[c].names or {}, route.language) for c in row.operation_codes],
        "booked_at": row.appointment.starts_at if row.appointment else None,
        "from_day": wish.from_day,
        "until_day": wish.until_day,
        "waiting_link": links.waiting_link_of(row.pk),
    }
