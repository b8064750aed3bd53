"""Statutory fees for programs."""

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from seibi.contexts.work_orders.contracts.fees import StatutoryFee
from seibi.contexts.work_orders.operations import fees
from seibi.contexts.work_orders.rest.refusals import REFUSALS
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["work orders"])


class StatutoryFeesIn(Schema):
    """Each fee as the office asks for it; nought takes it off, and what is left out stays."""

    insurance: Decimal | None = Field(default=None, ge=0, max_digits=8, decimal_places=0)
    weight_tax: Decimal | None = Field(default=None, ge=0, max_digits=8, decimal_places=0)
    inspection: Decimal | None = Field(default=None, ge=0, max_digits=8, decimal_places=0)

    def value(self) -> dict[StatutoryFee, Decimal]:
        """What was named."""
        named = {
            StatutoryFee.INSURANCE: self.insurance,
            StatutoryFee.WEIGHT_TAX: self.weight_tax,
            StatutoryFee.INSPECTION: self.inspection,
        }
        return {fee: amount for fee, amount in named.items() if amount is not None}


@router.post(
    "/{uuid:work_order_id}/statutory-fees",
    response={204: None, **REFUSALS},
    operation_id="work_orders_set_statutory_fees",
)
def set_fees(request: HttpRequest, work_order_id: UUID, body: StatutoryFeesIn) -> HttpResponse:
    """Lines of their own, outside the tax, which no discount reduces."""

    def call(actor: Actor) -> None:
        fees.set_statutory_fees(
            work_order_id=work_order_id, amounts=body.value(), actor=actor, at=clock.now()
        )

    return answer_once(request, call, status=204)
