"""Recalls: which are open for a car, and where it stands in each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import connection

from seibi.contexts.vehicles.contracts import CampaignKind, CampaignStatus
from seibi.contexts.vehicles.contracts.recalls import CampaignForCar, OpenCampaign
from seibi.contexts.vehicles.labels import CAMPAIGN_KIND_LABELS, COMPONENT_WORDS
from seibi.contexts.vehicles.models.campaigns import Campaign

BY_LIST, BY_MODEL = "vin_list", "model"

# A campaign of one country says nothing about cars sold in another, though they share a name.
# A maker's list says exactly which cars are meant: where there is one, make and model say nothing.
MATCHES = """
SELECT car.id, campaign.id, campaign.number, campaign.kind, campaign.authority,
       campaign.published_on, campaign.filed_year, campaign.component, campaign.summary,
       'model', state.status, state.changed_at, state.note
FROM vehicles_vehicle car
JOIN vehicles_campaignscope scope
  ON scope.make_key = car.make_key AND scope.model_key = car.model_key
 AND scope.model_year = car.model_year
JOIN vehicles_campaign campaign ON campaign.id = scope.campaign_id
 AND campaign.country = car.country
LEFT JOIN vehicles_campaignstate state
  ON state.campaign_id = campaign.id AND state.vehicle_id = car.id
WHERE car.id = ANY(%(ids)s)
  AND NOT EXISTS (SELECT 1 FROM vehicles_campaignvin list WHERE list.campaign_id = campaign.id)
UNION ALL
SELECT car.id, campaign.id, campaign.number, campaign.kind, campaign.authority,
       campaign.published_on, campaign.filed_year, campaign.component, campaign.summary,
       'vin_list', state.status, state.changed_at, state.note
FROM vehicles_vehicle car
JOIN vehicles_identifier number
  ON number.vehicle_id = car.id AND number.kind IN ('vin', 'frame_number')
JOIN vehicles_campaignvin list ON list.vin_key = number.key
JOIN vehicles_campaign campaign ON campaign.id = list.campaign_id
LEFT JOIN vehicles_campaignstate state
  ON state.campaign_id = campaign.id AND state.vehicle_id = car.id
WHERE car.id = ANY(%(ids)s)
ORDER BY 1, 7 DESC, 3 DESC
"""

Match = tuple[
    UUID, UUID, str, str, str, dt.date | None, int, str, str, str,
    str | None, dt.datetime | None, str | None,
]  # fmt: skip


def open_campaigns(ids: Collection[UUID]) -> dict[UUID, list[OpenCampaign]]:
    """The recalls open for each car, newest first; cars without any are left out. One query."""
    found: dict[UUID, list[OpenCampaign]] = defaultdict(list)
    for match in _matches(ids):
        if match[10] in (None, CampaignStatus.OPEN):
            found[match[0]].append(_campaign(match))
    return dict(found)


def of_car(vehicle_id: UUID) -> list[CampaignForCar]:
    """Every recall that names a car, with where the car stands; open ones first. One query."""
    found = [
        CampaignForCar(
            campaign=_campaign(match),
            status=CampaignStatus(match[10] or CampaignStatus.OPEN),
            changed_at=match[11],
            note=match[12] or "",
        )
        for match in _matches([vehicle_id])
    ]
    return sorted(found, key=lambda one: one.status is not CampaignStatus.OPEN)


def campaign_count() -> int:
    """How many recalls are known."""
    return Campaign.objects.count()


def component_word(component: str) -> str:
    """The component in the reader's language where we have a word for it, else as it was filed."""
    return str(COMPONENT_WORDS.get(component, component))


def _matches(ids: Collection[UUID]) -> list[Match]:
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(MATCHES, {"ids": list(ids)})
        found: list[Match] = cursor.fetchall()
    return found


def _campaign(match: Match) -> OpenCampaign:
    kind = CampaignKind(match[3])
    return OpenCampaign(
        id=match[1],
        number=match[2],
        title=component_word(match[7]) or str(CAMPAIGN_KIND_LABELS[kind]),
        component=match[7],
        kind=kind,
        authority=match[4],
        published_on=match[5],
        filed_year=match[6],
        matched_by=match[9],
        summary=match[8],
    )
