"""What programs send about tasks."""

from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from seibi.contexts.tasks.contracts import TaskOutcome


class TaskIn(Schema):
    """What, about which record, where, by when, and for a person or a role."""

    subject: str = Field(max_length=80, pattern=r"^[a-z_]+:[0-9a-f-]{36}$")
    node: str = Field(max_length=200)
    title: dict[str, str]
    due_at: AwareDatetime
    person_id: UUID | None = None
    role: str = Field(default="", max_length=30)
    note: str = Field(default="", max_length=1000)


class FinishIn(Schema):
    """What came of it."""

    outcome: TaskOutcome = TaskOutcome.DONE
    note: str = Field(default="", max_length=1000)


class HandOnIn(Schema):
    """Who has it from now on: a person or a role."""

    person_id: UUID | None = None
    role: str = Field(default="", max_length=30)
    note: str = Field(default="", max_length=1000)


class ReopenIn(Schema):
    """Why it is to be done after all."""

    note: str = Field(default="", max_length=1000)
