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
    Trouble,
    UseClass,
    VinWarning,
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
    HolderRole.OWNER: pgettext_lazy("car", "Owner"),
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

VIN_WARNING_LABELS = {
    VinWarning.WRONG_LENGTH: _("A VIN has 17 characters; this one has not. Please look again."),
    VinWarning.WRONG_CHARACTERS: _(
        "A VIN has no letters I, O and Q and no signs. Is it a 1 or a 0?"
    ),
    VinWarning.CHECK_DIGIT_WRONG: _(
        "The check digit does not fit: one character is probably wrong. Please compare it with"
        " the car."
    ),
    VinWarning.CHECK_DIGIT_NOT_USED: _(
        "The check digit does not fit. Makers outside the USA, Canada and China often do not use"
        " it."
    ),
    VinWarning.YEAR_UNCERTAIN: _("The model year is a guess: the code repeats every 30 years."),
    VinWarning.MAKER_UNKNOWN: _("We do not know this maker's code."),
}

TROUBLE_LABELS = {
    Trouble.NOT_A_ZIP: _("%(detail)s is called a zip file but is none. Please export it again."),
    Trouble.NO_TABLE_INSIDE: _(
        "There is no CSV file inside %(detail)s. Please save the table as CSV and try again."
    ),
    Trouble.TOO_LARGE: _("%(detail)s is larger than 2 GB unpacked. Please split it."),
    Trouble.UTF16: _(
        "%(detail)s is not saved as UTF-8. In your spreadsheet choose “CSV UTF-8” and save again."
    ),
    Trouble.EMPTY: _("This file is empty. Choose another one."),
    Trouble.MISSING_COLUMNS: _(
        "These columns are missing: %(detail)s. Please keep the first row as it was published."
    ),
    Trouble.UNREADABLE_TEXT: _(
        "This row has signs that are not UTF-8. Save the file as “CSV UTF-8” and import it again."
    ),
    Trouble.ROW_BROKEN: _("This row cannot be read: a quotation mark may be missing."),
    Trouble.COLUMN_COUNT: _("This row has %(detail)s columns, not as many as the first row."),
    Trouble.NUMBER_WRONG: _("“%(detail)s” is not a campaign number such as 24V123."),
    Trouble.VALUE_MISSING: _("There is nothing in the column %(column)s."),
    Trouble.YEAR_WRONG: _("“%(detail)s” is not a model year. Write 9999 if it is not known."),
    Trouble.TOO_LONG: _("The text in the column %(column)s is too long."),
    Trouble.LOOKS_LIKE_FORMULA: _(
        "“%(detail)s” looks like a spreadsheet formula. It is kept as text and never run."
    ),
}

COMPONENT_WORDS = {
    "Air bags": pgettext_lazy("recall component", "Air bags"),
    "Seat belts": pgettext_lazy("recall component", "Seat belts"),
    "Fuel pump": pgettext_lazy("recall component", "Fuel pump"),
    "Fuel system": pgettext_lazy("recall component", "Fuel system"),
    "High-voltage battery": pgettext_lazy("recall component", "High-voltage battery"),
    "Rear view camera": pgettext_lazy("recall component", "Rear view camera"),
    "Parking brake": pgettext_lazy("recall component", "Parking brake"),
    "Brakes": pgettext_lazy("recall component", "Brakes"),
    "Steering": pgettext_lazy("recall component", "Steering"),
    "Transmission": pgettext_lazy("recall component", "Transmission"),
    "Engine": pgettext_lazy("recall component", "Engine"),
    "Driver assistance": pgettext_lazy("recall component", "Driver assistance"),
    "Suspension": pgettext_lazy("recall component", "Suspension"),
    "Wheels and tyres": pgettext_lazy("recall component", "Wheels and tyres"),
    "Lights": pgettext_lazy("recall component", "Lights"),
    "Instrument panel": pgettext_lazy("recall component", "Instrument panel"),
    "Doors and latches": pgettext_lazy("recall component", "Doors and latches"),
    "Windows and wipers": pgettext_lazy("recall component", "Windows and wipers"),
    "Seats": pgettext_lazy("recall component", "Seats"),
    "Electrical system": pgettext_lazy("recall component", "Electrical system"),
    "Trailer hitch": pgettext_lazy("recall component", "Trailer hitch"),
    "Labels": pgettext_lazy("recall component", "Labels"),
}
