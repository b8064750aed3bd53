"""Standing instructions for programs: what the page shows and does."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from seibi.contexts.customers.contracts import (
    ConsentSource,
    HowToAsk,
    NewStanding,
    StandingInfo,
)
from seibi.contexts.customers.operations import belonging, instructing
from seibi.contexts.customers.queries.page import customer_page
from seibi.contexts.customers.queries.standing import standing_of
from seibi.kernel import clock
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.money import Money

router = Router(tags=["customers"])
DONE = {204: None, **{code: PROBLEMS[code] for code in (403, 404, 409, 422)}}


class StandingIn(Schema):
    """What an owner says once; no limit means that everything is asked."""

    limit: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)] | None = None
    currency: Annotated[str, Field(pattern=r"^(CNY|EUR|GBP|JPY|NOK|USD)$")] = "JPY"
    second_name: Annotated[str, Field(max_length=120)] = ""
    second_phone: Annotated[str, Field(max_length=30)] = ""
    second_email: Annotated[str, Field(max_length=254)] = ""
    no_used_parts: bool = False
    keep_old_parts: bool = False
    ask_by: HowToAsk = HowToAsk.ANY
    note: Annotated[str, Field(max_length=300)] = ""
    who: Annotated[str, Field(max_length=120)] = ""
    source: ConsentSource = ConsentSource.COUNTER

    def value(self) -> NewStanding:
        """What the operation takes."""
        return NewStanding(
            limit=None if self.limit is None else Money(self.limit, self.currency),
            second_name=self.second_name,
            second_phone=self.second_phone,
            second_email=self.second_email,
            no_used_parts=self.no_used_parts,
            keep_old_parts=self.keep_old_parts,
            ask_by=self.ask_by,
            note=self.note,
        )


@router.get(
    "/{uuid:customer_id}/standing",
    response={200: StandingInfo | None, 404: PROBLEMS[404]},
    operation_id="customers_standing",
)
def standing(request: HttpRequest, customer_id: UUID) -> StandingInfo | None:
    """What stands now; null when every line is asked about."""
    actor, at = actor_of(request), clock.now()
    customer_page(customer_id=customer_id, actor=actor, at=at)
    belonging.note_read(customer_id=customer_id, page="api consents", actor=actor, at=at)
    return standing_of(customer_id)


@router.put("/{uuid:customer_id}/standing", response=DONE, operation_id="customers_give_standing")
def give(request: HttpRequest, customer_id: UUID, body: StandingIn) -> Status[None]:
    """What is said replaces what was said before."""
    instructing.give_standing(
        customer_id=customer_id,
        new=body.value(),
        source=body.source,
        who=body.who,
        actor=actor_of(request),
        at=clock.now(),
    )
    return Status(204, None)


@router.delete(
    "/{uuid:customer_id}/standing", response=DONE, operation_id="customers_withdraw_standing"
)
def withdraw(request: HttpRequest, customer_id: UUID) -> Status[None]:
    """From now on every line is asked about."""
    instructing.withdraw_standing(customer_id=customer_id, actor=actor_of(request), at=clock.now())
    return Status(204, None)
