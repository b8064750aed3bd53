"""Samples of the pieces of vehicles, for the gallery."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext

from seibi.contexts.vehicles.contracts import (
    CampaignKind,
    CampaignStatus,
    DistanceUnit,
    ImportState,
    Powertrain,
    Reading,
    ReadingFlag,
    ReadingSource,
    UseClass,
    VehicleSummary,
)
from seibi.contexts.vehicles.contracts.recalls import (
    CampaignForCar,
    ImportProgress,
    OpenCampaign,
)
from seibi.contexts.vehicles.domain.curve import curve
from seibi.kernel import clock

NOBODY = UUID(int=0)


def samples() -> dict[str, Any]:
    """Cars with plates of three countries, recalls in every state, odd odometers."""
    readings = _readings()
    return {
        "cars": _cars(),
        "campaigns": [_campaign(status) for status in CampaignStatus],
        "readings": readings,
        "curve": curve(readings),
        "run": _run(ImportState.READING, 40),
        "broken": _run(ImportState.REFUSED, 0),
    }


def _cars() -> list[VehicleSummary]:
    kei = UseClass.KEI_PASSENGER
    return [
        _car("Toyota Corolla", "品川 300 さ 12-34", "JP", Powertrain.HYBRID),
        _car("Suzuki Alto", "品川 580 い 56-78", "JP", Powertrain.PETROL, use_class=kei),
        _car("Geely Galaxy L7", "粤A·D12345", "CN", Powertrain.PLUG_IN_HYBRID),
        _car("Tesla Model 3", "HNL 123", "US-HI", Powertrain.BATTERY),
    ]


def _car(
    title: str, plate: str, country: str, powertrain: Powertrain, **more: Any
) -> VehicleSummary:
    make, _, model = title.partition(" ")
    return VehicleSummary(
        id=NOBODY,
        title=title,
        make=make,
        model=model,
        model_year=2023,
        powertrain=powertrain,
        plate=plate,
        plate_country=country,
        vin="JTDBR32E720123456",
        frame_number="",
        **more,
    )


def _campaign(status: CampaignStatus) -> CampaignForCar:
    campaign = OpenCampaign(
        id=NOBODY,
        number="5418",
        title=pgettext("gallery", "The brake hose may leak"),
        component="",
        kind=CampaignKind.VEHICLE,
        authority="MLIT",
        published_on=None,
        filed_year=2025,
        matched_by="model",
    )
    return CampaignForCar(campaign=campaign, status=status, changed_at=None, note="")


def _readings() -> list[Reading]:
    now = clock.now()
    told = [
        (42_310, 0, ReadingSource.TECHNICIAN, ReadingFlag.FINE),
        (4_231, 60, ReadingSource.CUSTOMER, ReadingFlag.ROLL_BACK),
        (38_900, 120, ReadingSource.DESK, ReadingFlag.CORRECTED),
        (31_020, 300, ReadingSource.TELEMATICS, ReadingFlag.FINE),
    ]
    return [
        Reading(
            id=NOBODY,
            vehicle_id=NOBODY,
            km=km,
            read_at=now - dt.timedelta(days=days),
            source=source,
            flag=flag,
            note="",
            entered_value=km,
            entered_unit=DistanceUnit.KM,
        )
        for km, days, source, flag in told
    ]


def _run(state: ImportState, problems: int) -> ImportProgress:
    failed = state is ImportState.REFUSED
    return ImportProgress(
        id=NOBODY,
        file_name="FLAT_RCL.txt",
        state=state,
        rows_total=221_000,
        rows_read=120_400,
        rows_applied=0,
        campaigns_added=1_204,
        scopes_added=8_310,
        problems=problems,
        message=pgettext("gallery", "The file ends in the middle of a row.") if failed else "",
        started_at=clock.now(),
        finished_at=None,
    )
