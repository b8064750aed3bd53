"""JSON in, one operation or query, JSON out."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from seibi.contexts.payments.contracts import PaymentInfo, Reconciliation, Unsettled
from seibi.contexts.payments.operations import desk
from seibi.contexts.payments.queries import payments as queries
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once
from seibi.kernel.money import Money

router = Router(tags=["payments"])


class RefundIn(Schema):
    """How much goes back, and why."""

    amount: Decimal = Field(gt=0, max_digits=14, decimal_places=2)
    reason: str = Field(max_length=300)


@router.get(
    "/{uuid:payment_id}",
    response={200: PaymentInfo, **PROBLEMS},
    operation_id="payments_payment",
)
def payment(request: HttpRequest, payment_id: UUID) -> PaymentInfo:
    return queries.payment(actor=actor_of(request), payment_id=payment_id)


@router.get(
    "/", response={200: list[PaymentInfo], **PROBLEMS}, operation_id="payments_by_reference"
)
def by_reference(request: HttpRequest, reference: str) -> list[PaymentInfo]:
    found = queries.payments_for(actor=actor_of(request), references=(reference,))
    return found.get(reference, [])


@router.post(
    "/{uuid:payment_id}/refunds",
    response={200: PaymentInfo, **PROBLEMS},
    operation_id="payments_refund",
)
def refund(request: HttpRequest, payment_id: UUID, body: RefundIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        known = queries.payment(actor=actor, payment_id=payment_id)
        return desk.refund(
            payment_id=payment_id,
            amount=Money(body.amount, known.amount.currency),
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )

    return answer_once(request, call)


@router.get(
    "/reconciliation",
    response={200: list[Reconciliation], **PROBLEMS},
    operation_id="payments_reconciliation",
)
def reconciliation(
    request: HttpRequest, node: str, from_at: dt.datetime, to_at: dt.datetime
) -> list[Reconciliation]:
    return queries.reconciliation(
        actor=actor_of(request), node=node, from_at=_utc(from_at), to_at=_utc(to_at)
    )


@router.get(
    "/unsettled", response={200: list[Unsettled], **PROBLEMS}, operation_id="payments_unsettled"
)
def unsettled(request: HttpRequest, node: str) -> list[Unsettled]:
    an_hour_ago = clock.now() - dt.timedelta(hours=1)
    return queries.unsettled(actor=actor_of(request), node=node, older_than=an_hour_ago)


def _utc(moment: dt.datetime) -> dt.datetime:
    """A moment without a zone is taken as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
