"""Plain values that partners hands to its own screens and to other contexts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

IMPORT = "partners.import"
EXPORT = "customers.export"


class Kind(StrEnum):
    """What the rows of a file are."""

    CUSTOMERS = "customers"
    VEHICLES = "vehicles"
    READINGS = "readings"
    SERVICE = "service"


class RunState(StrEnum):
    """Where a file stands on its way in, and out again."""

    COLUMNS = "columns"
    CHECKING = "checking"
    CHECKED = "checked"
    APPLYING = "applying"
    STOPPED = "stopped"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    REFUSED = "refused"


class Step(StrEnum):
    """What moves a file on."""

    NAME_COLUMNS = "name_columns"
    CHECK_ENDED = "check_ended"
    CANNOT_BE_READ = "cannot_be_read"
    APPLY = "apply"
    STOP = "stop"
    ALL_APPLIED = "all_applied"
    UNDO = "undo"
    ALL_TAKEN_BACK = "all_taken_back"


class Verdict(StrEnum):
    """What a row would do, or has done."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"
    REFUSED = "refused"


class RowState(StrEnum):
    """How far one row is."""

    WAITING = "waiting"
    APPLIED = "applied"
    TAKEN_BACK = "taken_back"
    STAYS = "stays"


class Field(StrEnum):
    """What a column may say."""

    CUSTOMER_NUMBER = "customer_number"
    FULL_NAME = "full_name"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    FULL_READING = "full_reading"
    FAMILY_READING = "family_reading"
    GIVEN_READING = "given_reading"
    COMPANY_NAME = "company_name"
    COMPANY_READING = "company_reading"
    DEPARTMENT = "department"
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    POSTAL_CODE = "postal_code"
    REGION = "region"
    CITY = "city"
    LINE1 = "line1"
    LINE2 = "line2"
    LANGUAGE = "language"
    REMINDERS = "reminders"
    OFFERS = "offers"
    CONSENT_SOURCE = "consent_source"
    CONSENT_ON = "consent_on"
    VIN = "vin"
    FRAME_NUMBER = "frame_number"
    PLATE = "plate"
    MAKE = "make"
    MODEL = "model"
    MODEL_YEAR = "model_year"
    VARIANT = "variant"
    COLOUR = "colour"
    POWERTRAIN = "powertrain"
    FIRST_REGISTERED_ON = "first_registered_on"
    DELIVERED_ON = "delivered_on"
    INSPECTION_EXPIRES_ON = "inspection_expires_on"
    ODOMETER = "odometer"
    READ_ON = "read_on"
    DONE_ON = "done_on"
    OPERATION_CODE = "operation_code"
    WORK = "work"
    DOCUMENT_NUMBER = "document_number"


class Trouble(StrEnum):
    """Why a file, a cell or a row cannot be used."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    OLD_EXCEL = "old_excel"
    NOT_A_TABLE = "not_a_table"
    TOO_MANY_ROWS = "too_many_rows"
    ROW_BROKEN = "row_broken"
    UNREADABLE_TEXT = "unreadable_text"
    TOO_LONG = "too_long"
    NOT_A_DAY = "not_a_day"
    NOT_A_NUMBER = "not_a_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    NAME_MISSING = "name_missing"
    NUMBER_MISSING = "number_missing"
    VALUE_MISSING = "value_missing"
    NO_SUCH_OWNER = "no_such_owner"
    NO_SUCH_CAR = "no_such_car"
    TWICE_IN_FILE = "twice_in_file"
    OTHER_OWNER = "other_owner"
    NUMBERS_DISAGREE = "numbers_disagree"
    IN_FUTURE = "in_future"


class Remark(StrEnum):
    """What is worth knowing about a row that is used all the same."""

    MAYBE_SAME = "maybe_same"
    CONSENT_WITHOUT_SOURCE = "consent_without_source"
    READING_ODD = "reading_odd"
    ADDRESS_LEFT_OUT = "address_left_out"


class WhyItStays(StrEnum):
    """Why undoing leaves something where it is."""

    TOUCHED = "touched"
    IN_USE = "in_use"
    WAS_KNOWN = "was_known"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one cell of one row, in a sentence, under the file's own words."""

    row: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """One column of a file: its heading, some of what stands in it, what it is taken for."""

    position: int
    heading: str
    samples: tuple[str, ...]
    field: Field | None


@dataclass(frozen=True, slots=True)
class ImportInfo:
    """One file on its way in: how far it is, and what its rows do."""

    id: UUID
    kind: Kind
    file_name: str
    site_id: UUID
    site_name: str
    tz: str
    state: RunState
    rows_total: int | None
    rows_read: int
    rows_applied: int
    new: int
    changed: int
    known: int
    refused: int
    taken_back: int
    stays: int
    message: str
    started_by: str
    started_at: dt.datetime
    finished_at: dt.datetime | None

    @property
    def percent(self) -> float:
        """How far the present step is."""
        done = self.rows_read if self.state is RunState.CHECKING else self.rows_applied
        if self.state is RunState.UNDOING:
            done = self.taken_back + self.stays
        whole = self.rows_total or 0
        return min(100.0, round(100 * done / whole, 1)) if whole else 0.0


@dataclass(frozen=True, slots=True)
class RowInfo:
    """One row: what it does, what is wrong with it or worth knowing, and where it went."""

    row: int
    verdict: Verdict
    state: RowState
    title: str
    problems: tuple[RowProblem, ...]
    remarks: tuple[str, ...]
    subject: str
    twin: UUID | None = None
    stays: WhyItStays | None = None


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Everything the page of one import shows."""

    run: ImportInfo
    columns: tuple[ColumnInfo, ...]
    choices: tuple[Field, ...]
    refused: tuple[RowInfo, ...]
    remarkable: tuple[RowInfo, ...]
    staying: tuple[RowInfo, ...]
    examples: Mapping[Verdict, tuple[RowInfo, ...]]
