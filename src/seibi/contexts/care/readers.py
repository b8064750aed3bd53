"""What care does when something happens elsewhere."""

from seibi.contexts.booking.events import AppointmentBooked
from seibi.contexts.care.operations import hearing
from seibi.contexts.care.queries.wanted import still_wanted
from seibi.contexts.quality.events import OwnerCalledBack, SurveyAnswered
from seibi.contexts.vehicles.contracts import CampaignStatus
from seibi.contexts.vehicles.events import CampaignStatusChanged
from seibi.kernel import ports
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.readers import reads

UNHAPPY = 2


@reads(SurveyAnswered, by="care")
def listen(event: SurveyAnswered, entry: Entry) -> None:
    """Whoever was not content is called back first; who thinks better of it waits for no call."""
    if event.csat <= UNHAPPY:
        hearing.owner_was_unhappy(
            work_order_id=event.work_order_id,
            csat=event.csat,
            node=entry.owner_node,
            actor=SYSTEM,
            at=entry.occurred_at,
        )
    else:
        hearing.owner_was_called_back(
            work_order_id=event.work_order_id, actor=SYSTEM, at=entry.occurred_at
        )


@reads(OwnerCalledBack, by="care")
def called_back(event: OwnerCalledBack, entry: Entry) -> None:
    """A colleague has spoken with them."""
    hearing.owner_was_called_back(
        work_order_id=event.work_order_id, actor=SYSTEM, at=entry.occurred_at
    )


@reads(AppointmentBooked, by="care")
def booked(event: AppointmentBooked, entry: Entry) -> None:
    """The car comes anyway."""
    hearing.car_was_booked(vehicle_id=event.vehicle_id, actor=SYSTEM, at=entry.occurred_at)


@reads(CampaignStatusChanged, by="care")
def recall_moved(event: CampaignStatusChanged, entry: Entry) -> None:
    """A recall that is repaired is no reason to call; one that is open again comes by the list."""
    if event.status != CampaignStatus.OPEN:
        hearing.recall_is_settled(
            vehicle_id=event.vehicle_id,
            campaign_id=event.campaign_id,
            actor=SYSTEM,
            at=entry.occurred_at,
        )


ports.still_wanted.register("care_contact", still_wanted)
