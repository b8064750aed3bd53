"""Which of our columns are about a person, and what erasing that person does to each."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Model

from seibi.contexts.vehicles.contracts import IdentifierKind
from seibi.contexts.vehicles.models.campaigns import (
    Campaign,
    CampaignScope,
    CampaignState,
    CampaignVin,
)
from seibi.contexts.vehicles.models.cars import Identifier, Ownership, Vehicle
from seibi.contexts.vehicles.models.imports import ImportRun, RowProblem, StagedRow
from seibi.contexts.vehicles.models.ledgers import (
    Coverage,
    OdometerReading,
    ServiceRecord,
    Signal,
)
from seibi.contexts.vehicles.models.schedules import ScheduleItem
from seibi.contexts.vehicles.queries.cars import holders_of
from seibi.kernel import ports
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Vehicle: {},
    Identifier: {"value": Erase.KEEP_FOR_RECALLS, "key": Erase.KEEP_FOR_RECALLS},
    Ownership: {"customer": Erase.KEEP_AS_EVIDENCE},
    OdometerReading: {"recorded_by": Erase.KEEP_AS_EVIDENCE, "note": Erase.BLANK},
    Coverage: {"reference": Erase.KEEP_AS_EVIDENCE},
    ServiceRecord: {},
    Signal: {},
    Campaign: {},
    CampaignScope: {},
    CampaignVin: {"vin_key": Erase.KEEP_FOR_RECALLS},
    CampaignState: {"note": Erase.KEEP_FOR_RECALLS},
    ImportRun: {},
    StagedRow: {},
    RowProblem: {},
    ScheduleItem: {},
}


def erase(customer_id: UUID, at: dt.datetime) -> int:
    """Who is erased has no car any more; plates they used are removed, VINs stay for recalls."""
    mine = Ownership.objects.filter(customer_id=customer_id)
    cars = list(mine.values_list("vehicle_id", flat=True))
    ended = mine.filter(ends_at=None, starts_at__lte=at).update(ends_at=at)
    plates = Identifier.objects.filter(vehicle_id__in=cars, kind=IdentifierKind.PLATE)
    owned_by_others = Ownership.objects.filter(vehicle_id__in=cars, ends_at=None)
    gone, _tables = plates.exclude(
        vehicle_id__in=owned_by_others.values("vehicle_id"), valid_to=None
    ).delete()
    notes = OdometerReading.objects.filter(vehicle_id__in=cars, source="customer").update(note="")
    return ended + gone + notes


def export(customer_id: UUID) -> dict[str, Any]:
    """The cars a person has or had, with from when to when."""
    cars = Ownership.objects.filter(customer_id=customer_id).values_list("vehicle_id", flat=True)
    mine = [one for one in holders_of(list(cars)) if one.customer_id == customer_id]
    return {"vehicles": mine}


def register() -> None:
    """Answer the kernel's questions about persons and pages."""
    ports.erase.register("vehicles", erase)
    ports.export.register("vehicles", export)
