"""Whether a message to an owner still says the truth when it is about to leave."""

import datetime as dt
from uuid import UUID

from seibi.contexts.booking import facade as booking
from seibi.contexts.care.contracts import ContactState
from seibi.contexts.care.models import Contact, Reason
from seibi.contexts.care.queries.today import known_about, row_of
from seibi.contexts.network import facade as network
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM


def still_wanted(subject: str, template: str, at: dt.datetime) -> bool:
    """Nobody is reminded of what was settled, booked, sold or withdrawn meanwhile, or by night."""
    try:
        contact_id = UUID(subject.partition(":")[2])
    except ValueError:
        return False
    row = Contact.objects.filter(pk=contact_id).exclude(state=ContactState.DONE).first()
    if row is None:
        return False
    now = clock.now()
    line = row_of(row, known_about([row], network.site(row.site_id), now))
    cars = {one.vehicle_id for one in line.reasons if one.vehicle_id}
    booked = booking.booked_cars(vehicle_ids=cars, actor=SYSTEM, at=now)
    unbooked = Reason.objects.filter(contact=row, ended_at=None).exclude(vehicle_id__in=booked)
    return bool(line.email) and line.silence is None and unbooked.exists() and not line.is_quiet
