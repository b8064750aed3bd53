"""Plain values that vehicles hands to other contexts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

SEE = "vehicles.see"
EDIT = "vehicles.edit"
IMPORT = "vehicles.import"


class Powertrain(StrEnum):
    PETROL = "petrol"
    PETROL_TURBO = "petrol_turbo"
    DIESEL = "diesel"
    HYBRID = "hybrid"
    PLUG_IN_HYBRID = "plug_in_hybrid"
    BATTERY = "battery"
    FUEL_CELL = "fuel_cell"
    UNKNOWN = "unknown"


class UseClass(StrEnum):
    """How the law of a country classes the car: decides which statutory checks it needs."""

    PASSENGER = "passenger"
    KEI_PASSENGER = "kei_passenger"
    TRUCK_LIGHT = "truck_light"
    TRUCK_HEAVY = "truck_heavy"
    KEI_TRUCK = "kei_truck"
    MOTORCYCLE = "motorcycle"
    RENTAL = "rental"
    BUSINESS = "business"


class IdentifierKind(StrEnum):
    VIN = "vin"
    FRAME_NUMBER = "frame_number"
    PLATE = "plate"
    ENGINE_NUMBER = "engine_number"
    BATTERY_ID = "battery_id"


class VinWarning(StrEnum):
    """What is odd about a number on a car. A warning never stops anybody."""

    WRONG_LENGTH = "wrong_length"
    WRONG_CHARACTERS = "wrong_characters"
    CHECK_DIGIT_WRONG = "check_digit_wrong"
    CHECK_DIGIT_NOT_USED = "check_digit_not_used"
    YEAR_UNCERTAIN = "year_uncertain"
    MAKER_UNKNOWN = "maker_unknown"


class HolderRole(StrEnum):
    OWNER = "owner"
    DRIVER = "driver"
    FLEET_MANAGER = "fleet_manager"


class DistanceUnit(StrEnum):
    KM = "km"
    MILES = "mi"


class ReadingSource(StrEnum):
    """Where an odometer value came from; the order is the rank, best first."""

    TELEMATICS = "telematics"
    TECHNICIAN = "technician"
    DESK = "desk"
    CUSTOMER = "customer"
    IMPORTED = "imported"


class ReadingFlag(StrEnum):
    """What is odd about a reading. Only a reading that is fine moves a forecast."""

    FINE = "fine"
    TOO_FAST = "too_fast"
    ROLL_BACK = "roll_back"
    IMPLAUSIBLE = "implausible"
    CORRECTED = "corrected"


class CoverageKind(StrEnum):
    FACTORY_WARRANTY = "factory_warranty"
    EXTENDED_WARRANTY = "extended_warranty"
    SERVICE_CONTRACT = "service_contract"
    MAINTENANCE_PACK = "maintenance_pack"
    REPAIR_GUARANTEE = "repair_guarantee"
    SANBAO_REPAIR = "sanbao_repair"
    SANBAO_EXCHANGE = "sanbao_exchange"


class RepairLevel(StrEnum):
    """The level of a repair decides how long the shop must stand by it."""

    WHOLE_CAR = "whole_car"
    LEVEL_TWO = "level_two"
    LEVEL_ONE = "level_one"


class CampaignKind(StrEnum):
    VEHICLE = "vehicle"
    EQUIPMENT = "equipment"
    TYRE = "tyre"
    CHILD_SEAT = "child_seat"


class CampaignStatus(StrEnum):
    """Where one car stands in one campaign. No record means open."""

    OPEN = "open"
    REPAIRED = "repaired"
    NOT_AFFECTED = "not_affected"


class ScheduleBasis(StrEnum):
    WHICHEVER_FIRST = "whichever_first"
    STATUTORY = "statutory"


class ImportState(StrEnum):
    READING = "reading"
    APPLYING = "applying"
    DONE = "done"
    REFUSED = "refused"


class Trouble(StrEnum):
    """Why a file or a row could not be used."""

    NOT_A_ZIP = "not_a_zip"
    NO_TABLE_INSIDE = "no_table_inside"
    TOO_LARGE = "too_large"
    UTF16 = "utf16"
    EMPTY = "empty"
    MISSING_COLUMNS = "missing_columns"
    UNREADABLE_TEXT = "unreadable_text"
    ROW_BROKEN = "row_broken"
    COLUMN_COUNT = "column_count"
    NUMBER_WRONG = "number_wrong"
    VALUE_MISSING = "value_missing"
    YEAR_WRONG = "year_wrong"
    TOO_LONG = "too_long"
    LOOKS_LIKE_FORMULA = "looks_like_formula"


@dataclass(frozen=True, slots=True)
class DecodedVin:
    """What a VIN or a frame number says by itself; a frame number has no check digit."""

    vin: str
    check_digit_ok: bool | None
    wmi: str
    country: str | None
    make: str | None
    model: str | None
    model_year: int | None
    kind: IdentifierKind = IdentifierKind.VIN
    warnings: tuple[VinWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class VehicleSummary:
    """One car as a line on somebody else's screen."""

    id: UUID
    title: str
    make: str
    model: str
    model_year: int | None
    powertrain: Powertrain
    plate: str
    vin: str
    frame_number: str
    plate_country: str = ""
    country: str = ""
    colour: str = ""
    use_class: UseClass = UseClass.PASSENGER
    owner_node: str = ""

    @property
    def short_title(self) -> str:
        """What people in the workshop call it; it fits a card of fifteen minutes."""
        return self.model or self.title


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """One car in a list of all, with who owns it now."""

    summary: VehicleSummary
    owner_id: UUID | None
    variant: str
    first_registered_on: dt.date | None
    delivered_on: dt.date | None
    inspection_expires_on: dt.date | None


@dataclass(frozen=True, slots=True)
class IdentifierInfo:
    id: UUID
    kind: IdentifierKind
    value: str
    country: str
    valid_from: dt.date
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person's or company's time with a car: from, until (open when None)."""

    id: UUID
    vehicle_id: UUID
    customer_id: UUID
    role: HolderRole
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    owner_node: str


@dataclass(frozen=True, slots=True)
class Reading:
    id: UUID
    vehicle_id: UUID
    km: int
    read_at: dt.datetime
    source: ReadingSource
    flag: ReadingFlag
    note: str
    entered_value: int
    entered_unit: DistanceUnit
    corrects_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OdometerResult:
    """The reading as kept, and a sentence when it looks wrong ("" when it is fine)."""

    reading: Reading
    flag: ReadingFlag
    sentence: str


@dataclass(frozen=True, slots=True)
class CoverageInfo:
    id: UUID
    vehicle_id: UUID
    kind: CoverageKind
    title: str
    reference: str
    starts_on: dt.date
    ends_on: dt.date | None
    ends_km: int | None
    covers: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class CoverageAnswer:
    """Who pays for this work today, and why. Not covered is an answer too."""

    covered: bool
    kind: CoverageKind | None
    coverage_id: UUID | None
    reason: str
    considered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """One line of a maintenance schedule that applies to a car."""

    operation_code: str
    title: str
    basis: ScheduleBasis
    km: int | None
    months: int | None
    first_km: int | None
    first_months: int | None
    severe_km: int | None
    severe_months: int | None
    condition: str
    source: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """Work that was done on a car, as written at delivery."""

    id: UUID
    vehicle_id: UUID
    operation_code: str
    title: str
    done_on: dt.date
    km: int | None
    subject: str
    owner_node: str


@dataclass(frozen=True, slots=True)
class ServiceSignal:
    """What the car itself says is left until a piece of work."""

    operation_code: str
    remaining_km: int | None
    remaining_days: int | None
    read_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ForecastFacts:
    """Everything a due forecast needs to know about one car."""

    vehicle_id: UUID
    country: str
    powertrain: Powertrain
    use_class: UseClass
    in_service_on: dt.date | None
    inspection_expires_on: dt.date | None
    known_since: dt.date
    readings: tuple[tuple[dt.datetime, int], ...]
    schedule: tuple[ScheduleEntry, ...]
    last_done: Mapping[str, tuple[dt.date, int | None]] = field(default_factory=dict)
    signals: Mapping[str, ServiceSignal] = field(default_factory=dict)
    severe_use: bool = False
