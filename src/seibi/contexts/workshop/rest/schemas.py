"""What programs send to the workshop."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.workshop.contracts import SlotQuery, Stay, StepNeed


class SlotStepIn(Schema):
    """One step of the visit that is asked for."""

    operation_code: str = Field("", max_length=40)
    minutes: int = Field(ge=1, le=20_160)
    bay_kind: BayKind | None = None
    skill: Skill | None = None
    grade: int = Field(1, ge=1, le=5)
    technicians: int = Field(1, ge=0, le=12)
    tool_kind: Annotated[str, Field(max_length=40)] | None = None
    buffer_before: int = Field(0, ge=0, le=600)
    buffer_after: int = Field(0, ge=0, le=600)
    splittable: bool = False


class SlotQueryIn(Schema):
    """What is looked for, and when it may begin."""

    site: str = Field(max_length=40)
    steps: Annotated[list[SlotStepIn], Field(min_length=1, max_length=12)]
    not_before: AwareDatetime
    not_after: AwareDatetime
    stay: Literal["wait", "drop_off"] = "drop_off"
    advisor_needed: bool = True
    courtesy_car: bool = False
    walk_in: bool = False
    limit: int = Field(200, ge=1, le=1000)

    def asked(self, site_id: UUID) -> SlotQuery:
        """The question in the words of the workshop."""
        return SlotQuery(
            site_id=site_id,
            steps=tuple(StepNeed(**step.dict()) for step in self.steps),
            not_before=self.not_before,
            not_after=self.not_after,
            stay=Stay(self.stay),
            advisor_needed=self.advisor_needed,
            courtesy_car=self.courtesy_car,
            walk_in=self.walk_in,
            limit=self.limit,
        )


class CardMoveIn(Schema):
    """A card that was dragged: where to, and which version of it was on the screen."""

    job_id: UUID
    step_no: int = Field(ge=1, le=32_767)
    start: AwareDatetime
    row_id: UUID | None = None
    version: int = Field(ge=1, le=2_147_483_647)


class DayIn(Schema):
    """Which board."""

    site: str = Field(max_length=40)
    day: dt.date | None = None
    by: Literal["bay", "technician"] = "bay"
