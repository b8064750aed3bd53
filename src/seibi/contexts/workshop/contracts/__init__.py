"""Plain values and codes of the workshop: what is asked for, offered, reserved and worked on."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

SEE = "workshop.see"
PLAN = "workshop.plan"
OVERBOOK = "workshop.overbook"
MANAGE = "workshop.manage"
LEND = "workshop.lend"


class ResourceKind(StrEnum):
    BAY = "bay"
    TECHNICIAN = "technician"
    TOOL = "tool"
    ADVISOR = "advisor"
    COURTESY_CAR = "courtesy_car"


class Stay(StrEnum):
    """Whether the customer waits for the car or leaves it."""

    WAIT = "wait"
    DROP_OFF = "drop_off"


class ReservationKind(StrEnum):
    HOLD = "hold"
    WORK = "work"
    BUFFER = "buffer"


class AbsenceReason(StrEnum):
    LEAVE = "leave"
    SICK = "sick"
    TRAINING = "training"
    MAINTENANCE = "maintenance"
    OTHER = "other"


class JobState(StrEnum):
    PLANNED = "planned"
    ARRIVED = "arrived"
    IN_WORK = "in_work"
    WAITING = "waiting"
    CHECK = "check"
    READY = "ready"
    DONE = "done"
    CANCELLED = "cancelled"


class JobAction(StrEnum):
    ARRIVE = "arrive"
    START = "start"
    WAIT = "wait"
    CHECK = "check"
    RETURN = "return"
    MAKE_READY = "make_ready"
    HAND_OVER = "hand_over"
    CANCEL = "cancel"
    UNDO_ARRIVE = "undo_arrive"
    COME_BACK = "come_back"


class StepState(StrEnum):
    PLANNED = "planned"
    IN_WORK = "in_work"
    PAUSED = "paused"
    DONE = "done"


class WaitingFor(StrEnum):
    APPROVAL = "approval"
    PART = "part"
    SKILL = "skill"
    LIFT = "lift"
    CHECK = "check"
    WASH = "wash"
    PICK_UP = "pick_up"
    SUBLET = "sublet"
    KEY = "key"
    DIAGNOSIS = "diagnosis"
    ARRIVAL = "arrival"


class Lane(StrEnum):
    TO_ASSIGN = "to_assign"
    WAITING = "waiting"
    READY = "ready"


class WhyCode(StrEnum):
    """Why a time is not offered, or not before some moment."""

    CLOSED = "closed"
    TOO_LONG = "too_long"
    NO_BAY = "no_bay"
    NO_TECHNICIAN = "no_technician"
    NO_TOOL = "no_tool"
    NO_ADVISOR = "no_advisor"
    NO_COURTESY_CAR = "no_courtesy_car"
    KEPT_FOR_WALK_INS = "kept_for_walk_ins"
    TAKEN_TOGETHER = "taken_together"


@dataclass(frozen=True, slots=True)
class StepNeed:
    """One step of a visit: how long, on which bay, by whom, with what."""

    operation_code: str
    minutes: int
    bay_kind: str | None
    skill: str | None = None
    grade: int = 1
    technicians: int = 1
    tool_kind: str | None = None
    buffer_before: int = 0
    buffer_after: int = 0
    splittable: bool = False


@dataclass(frozen=True, slots=True)
class SlotQuery:
    """What a visit needs at once, and when it may begin; ``not_after`` is the last start.

    ``stands_minutes``: how long the car may stand between its reception and its first work.
    """

    site_id: UUID
    steps: tuple[StepNeed, ...]
    not_before: dt.datetime
    not_after: dt.datetime
    stay: Stay = Stay.DROP_OFF
    advisor_needed: bool = True
    courtesy_car: bool = False
    walk_in: bool = False
    stands_minutes: int = 0
    limit: int = 200


@dataclass(frozen=True, slots=True)
class StepPlan:
    """When and with what one step of a visit would be done."""

    step_no: int
    start: dt.datetime
    end: dt.datetime
    bay_id: UUID | None
    technician_ids: tuple[UUID, ...]
    tool_id: UUID | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that was free when asked: the car comes at ``start``, goes at ``ready_at``.

    What it would take, ``resources`` and ``steps``, is empty unless the plans were asked for.
    """

    start: dt.datetime
    end: dt.datetime
    ready_at: dt.datetime
    resources: tuple[tuple[str, UUID], ...]
    key: str
    steps: tuple[StepPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, as a code, the thing that is missing, and a sentence for people."""

    code: WhyCode
    what: str
    until: dt.datetime | None
    sentence: str


@dataclass(frozen=True, slots=True)
class SlotAnswer:
    """The free times, soonest first, and why there are not more or earlier ones."""

    slots: tuple[Slot, ...]
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as the context above describes it: its needs and its words in every language."""

    need: StepNeed
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class JobLabels:
    """What people read on the card. Pushed from above; ``None`` leaves a field as it is."""

    title: str | None = None
    plate: str | None = None
    words: Mapping[str, str] | None = None
    customer_waits: bool | None = None
    key_tag: str | None = None
    place: str | None = None
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class JobTimes:
    """Times pushed from above. Forecast (what we expect) and promise (what we stand for) differ."""

    planned_arrival: dt.datetime | None = None
    promise_at: dt.datetime | None = None
    forecast_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class StepInfo:
    """One step of a job as planned and as it went."""

    id: UUID
    step_no: int
    operation_code: str
    words: str
    state: StepState
    minutes: int
    worked_minutes: int
    start: dt.datetime | None
    end: dt.datetime | None
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    bay_id: UUID | None
    bay_name: str
    technician_ids: tuple[UUID, ...]
    technician_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JobInfo:
    """A car in the workshop, with its steps."""

    id: UUID
    subject: str
    earlier_subject: str | None
    site_id: UUID
    state: JobState
    waiting_for: WaitingFor | None
    waiting_note: str
    title: str
    plate: str
    words: str
    customer_waits: bool
    key_tag: str
    place: str
    ticket: str
    planned_arrival: dt.datetime | None
    arrived_at: dt.datetime | None
    first_promise_at: dt.datetime | None
    promise_at: dt.datetime | None
    forecast_at: dt.datetime | None
    progress: float
    late_against_plan: int
    late_against_promise: int
    version: int
    steps: tuple[StepInfo, ...]


@dataclass(frozen=True, slots=True)
class ResourceInfo:
    """A bay, a person, a tool or a car that can be reserved."""

    id: UUID
    kind: ResourceKind
    code: str
    name: str
    bay_kind: str
    tool_kind: str
    staff_id: UUID | None
    skills: tuple[tuple[str, int], ...]
    active: bool


@dataclass(frozen=True, slots=True)
class AbsenceInfo:
    """A time in which a resource cannot be planned."""

    id: UUID
    from_at: dt.datetime
    until_at: dt.datetime
    reason: AbsenceReason


@dataclass(frozen=True, slots=True)
class ResourceDetail:
    """A resource with its week (weekday, begins, ends; empty: the site's hours) and absences."""

    info: ResourceInfo
    hours: tuple[tuple[int, dt.time, dt.time], ...]
    absences: tuple[AbsenceInfo, ...]
