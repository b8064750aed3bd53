"""What programs send to care; answers are the contracts themselves."""

from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from seibi.contexts.booking.contracts import CarWish
from seibi.contexts.care.contracts import Outcome, OwnerAnswer, Refusal, RuleChange

Code = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{0,39}$")]
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]


class TimeLeft(Schema):
    """A time that is still free, and when the car would be ready."""

    start: AwareDatetime
    ready_at: AwareDatetime


class TimeTaken(Schema):
    """RFC 9457: somebody was quicker; with the next free times, so that the caller can go on."""

    type: str
    title: str
    status: int
    code: str
    free: list[TimeLeft] = Field(default_factory=list)
    errors: dict[str, str] | None = None


class CallOutcomeIn(Schema):
    """What came of a call; a refusal has a reason, a call back a moment, a sold car its name."""

    outcome: Outcome
    refusal: Refusal | None = None
    note: Text = Field(default="", max_length=300)
    call_at: AwareDatetime | None = None
    vehicle_id: UUID | None = None


class CarInCallIn(Schema):
    """One of the cars that come at once."""

    owner_id: UUID
    vehicle_id: UUID
    operation_codes: list[Code] = Field(min_length=1, max_length=20)
    courtesy_car: bool = False

    def wish(self) -> CarWish:
        return CarWish(
            self.owner_id, self.vehicle_id, tuple(self.operation_codes), self.courtesy_car
        )


class BookInCallIn(Schema):
    """One time for one or several cars, and who brings them."""

    cars: list[CarInCallIn] = Field(min_length=1, max_length=4)
    starts_at: AwareDatetime
    bringer_name: Text = Field(default="", max_length=120)
    wishes: Text = Field(default="", max_length=2000)


class OwnerAnswerIn(Schema):
    """What an owner answers; to book, one of the free times."""

    answer: OwnerAnswer
    starts_at: AwareDatetime | None = None
    vehicle_id: UUID | None = None


class CareRuleIn(Schema):
    """A rule as a workshop would have it."""

    active: bool = True
    after_days: int = Field(ge=-365, le=2000)
    window_days: int = Field(ge=1, le=3650)
    cap_days: int = Field(ge=0, le=1000)
    priority: int = Field(ge=1, le=20)
    per_day: int = Field(ge=0, le=500)

    def change(self) -> RuleChange:
        return RuleChange(**self.model_dump())


class BookedInCall(Schema):
    """The appointments that were made."""

    appointment_ids: list[UUID]


class CallerFound(Schema):
    """Who has a number, and their open contact."""

    customer_ids: list[UUID]
    contact_id: UUID | None = None


class CareRuleVersion(Schema):
    """The version of a rule as it holds now."""

    version: int


class CallerIn(Schema):
    """A telephone number, as typed or as the exchange says it."""

    number: Text = Field(min_length=3, max_length=40)
