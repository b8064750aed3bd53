"""What is written down when a car is received."""

from dataclasses import dataclass

from seibi.contexts.work_orders.contracts import PinKind


@dataclass(frozen=True, slots=True)
class Pin:
    """A mark on the drawing of the car: where (0 to 1000 each way), what, in words."""

    x: int
    y: int
    kind: PinKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """What the customer tells, asked in six questions, kept in the customer's own words."""

    words: str = ""
    what: str = ""
    when: str = ""
    where: str = ""
    who: str = ""
    why: str = ""
    how: str = ""
    reproduced: bool | None = None
    joint_test_drive: bool = False


@dataclass(frozen=True, slots=True)
class WalkAround:
    """What is written down when a car is received, and who signed it."""

    odometer: int
    signed_by: str
    odometer_unit: str = "km"
    fuel_percent: int | None = None
    charge_percent: int | None = None
    valuables: str = ""
    interview: Interview = Interview()
    pins: tuple[Pin, ...] = ()
    keep_old_parts: bool = False
    signature: bytes | None = None
