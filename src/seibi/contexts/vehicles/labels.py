"""The words people see for our codes. A test checks that no code is without one."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.vehicles.contracts import (
    CampaignKind,
    CampaignStatus,
    CoverageKind,
    DistanceUnit,
    HolderRole,
    IdentifierKind,
    ImportState,
    Powertrain,
    ReadingFlag,
    ReadingSource,
    RepairLevel,
    ScheduleBasis,
    UseClass,
)

POWERTRAIN_LABELS = {
    Powertrain.PETROL: _("Petrol"),
    Powertrain.PETROL_TURBO: _("Petrol, turbocharged"),
    Powertrain.DIESEL: _("Diesel"),
    Powertrain.HYBRID: _("Hybrid"),
    Powertrain.PLUG_IN_HYBRID: _("Plug-in hybrid"),
    Powertrain.BATTERY: _("Battery electric"),
    Powertrain.FUEL_CELL: _("Fuel cell"),
    Powertrain.UNKNOWN: _("Not known"),
}

USE_CLASS_LABELS = {
    UseClass.PASSENGER: _("Passenger car"),
    UseClass.KEI_PASSENGER: _("Kei car"),
    UseClass.TRUCK_LIGHT: _("Truck under 8 t"),
    UseClass.TRUCK_HEAVY: _("Truck of 8 t and more"),
    UseClass.KEI_TRUCK: _("Kei truck"),
    UseClass.MOTORCYCLE: _("Motorcycle"),
    UseClass.RENTAL: _("Rental car"),
    UseClass.BUSINESS: _("Taxi, bus or truck for hire"),
}

IDENTIFIER_LABELS = {
    IdentifierKind.VIN: _("VIN"),
    IdentifierKind.FRAME_NUMBER: _("Frame number"),
    IdentifierKind.PLATE: _("Licence plate"),
    IdentifierKind.ENGINE_NUMBER: _("Engine number"),
    IdentifierKind.BATTERY_ID: _("Traction battery"),
}

HOLDER_LABELS = {
    HolderRole.OWNER: _("Owner"),
    HolderRole.DRIVER: _("Driver"),
    HolderRole.FLEET_MANAGER: _("Fleet manager"),
}

UNIT_LABELS = {
    DistanceUnit.KM: pgettext_lazy("distance", "km"),
    DistanceUnit.MILES: pgettext_lazy("distance", "miles"),
}

SOURCE_LABELS = {
    ReadingSource.TELEMATICS: _("The car itself"),
    ReadingSource.TECHNICIAN: _("Technician"),
    ReadingSource.DESK: _("Service desk"),
    ReadingSource.CUSTOMER: _("Customer"),
    ReadingSource.IMPORTED: _("Imported"),
}

FLAG_LABELS = {
    ReadingFlag.FINE: _("Fine"),
    ReadingFlag.TOO_FAST: _("More than 2,000 km a day"),
    ReadingFlag.ROLL_BACK: _("Lower than before"),
    ReadingFlag.IMPLAUSIBLE: _("Hard to believe"),
    ReadingFlag.CORRECTED: _("Corrected later"),
}

COVERAGE_LABELS = {
    CoverageKind.FACTORY_WARRANTY: _("Factory warranty"),
    CoverageKind.EXTENDED_WARRANTY: _("Extended warranty"),
    CoverageKind.SERVICE_CONTRACT: _("Service contract"),
    CoverageKind.MAINTENANCE_PACK: _("Maintenance pack"),
    CoverageKind.REPAIR_GUARANTEE: _("Repair guarantee"),
    CoverageKind.SANBAO_REPAIR: _("Free repair by law (三包)"),
    CoverageKind.SANBAO_EXCHANGE: _("Exchange and return by law (三包)"),
}

REPAIR_LEVEL_LABELS = {
    RepairLevel.WHOLE_CAR: _("Whole car or assembly"),
    RepairLevel.LEVEL_TWO: _("Second-level maintenance"),
    RepairLevel.LEVEL_ONE: _("First-level maintenance or small repair"),
}

CAMPAIGN_KIND_LABELS = {
    CampaignKind.VEHICLE: _("Vehicle"),
    CampaignKind.EQUIPMENT: _("Equipment"),
    CampaignKind.TYRE: _("Tyre"),
    CampaignKind.CHILD_SEAT: _("Child seat"),
}

CAMPAIGN_STATUS_LABELS = {
    CampaignStatus.OPEN: pgettext_lazy("recall", "Open"),
    CampaignStatus.REPAIRED: pgettext_lazy("recall", "Repaired"),
    CampaignStatus.NOT_AFFECTED: pgettext_lazy("recall", "This car is not affected"),
}

SCHEDULE_BASIS_LABELS = {
    ScheduleBasis.WHICHEVER_FIRST: _("Distance or time, whichever comes first"),
    ScheduleBasis.STATUTORY: _("Required by law"),
}

IMPORT_STATE_LABELS = {
    ImportState.READING: _("Reading the file"),
    ImportState.APPLYING: _("Writing campaigns"),
    ImportState.DONE: pgettext_lazy("import", "Done"),
    ImportState.REFUSED: _("Could not be read"),
}
