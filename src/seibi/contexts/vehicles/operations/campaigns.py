"""Where a car stands in a recall, and lists of cars that makers give with a recall."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.vehicles.contracts import CampaignStatus, IdentifierKind
from seibi.contexts.vehicles.domain.identifiers import key_of
from seibi.contexts.vehicles.events import CampaignStatusChanged, CampaignVinsListed
from seibi.contexts.vehicles.models.campaigns import Campaign, CampaignState, CampaignVin
from seibi.contexts.vehicles.operations.cars import get_locked
from seibi.contexts.vehicles.permissions import can_edit, can_import
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def set_campaign_status(
    *,
    vehicle_id: UUID,
    campaign_id: UUID,
    status: CampaignStatus,
    note: str = "",
    owner_node: str = "",
    actor: Actor,
    at: dt.datetime,
) -> None:
    """A recall is open for a car until somebody repaired it or saw that it is not affected.

    Raises NotFound, NotAllowed.
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_edit(actor, vehicle))
    campaign = Campaign.objects.filter(pk=campaign_id).first()
    if campaign is None:
        raise NotFound("campaign_not_found", _("There is no such recall."))

    CampaignState.objects.update_or_create(
        campaign=campaign,
        vehicle=vehicle,
        defaults={
            "status": status,
            "changed_at": at,
            "note": note[:300],
            "owner_node": owner_node or vehicle.owner_node,
        },
    )

    tell(
        CampaignStatusChanged(vehicle_id=vehicle.pk, campaign_id=campaign.pk, status=status),
        actor=actor,
        at=at,
        subject=f"vehicle:{vehicle.pk}",
        owner_node=vehicle.owner_node,
    )


@transaction.atomic
def list_campaign_vins(
    *, authority: str, number: str, vins: Iterable[str], actor: Actor, at: dt.datetime
) -> int:
    """A maker's list says exactly which cars are meant; with a list, make and model say nothing.

    How many cars were new on the list comes back. Raises NotAllowed, NotFound.
    """
    require(can_import(actor))
    campaign = Campaign.objects.filter(authority=authority, number=number).first()
    if campaign is None:
        raise NotFound("campaign_not_found", _("There is no such recall."))
    keys = {key_of(IdentifierKind.VIN, vin)[:40] for vin in vins} - {""}
    known = set(campaign.vins.filter(vin_key__in=keys).values_list("vin_key", flat=True))

    CampaignVin.objects.bulk_create(
        [CampaignVin(campaign=campaign, vin_key=key) for key in sorted(keys - known)],
        ignore_conflicts=True,
        batch_size=2_000,
    )

    added = len(keys - known)
    tell(
        CampaignVinsListed(campaign_id=campaign.pk, added=added),
        actor=actor,
        at=at,
        subject=f"campaign:{campaign.pk}",
        owner_node="/",
    )
    return added
