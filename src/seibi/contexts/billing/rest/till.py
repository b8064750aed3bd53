"""The till for programs: what goes back, the drawer, a closed day, statements, a silent service."""

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from seibi.contexts.billing.contracts import InvoiceInfo
from seibi.contexts.billing.contracts.accounts import StatementInfo
from seibi.contexts.billing.contracts.desk import Bill, DayPage
from seibi.contexts.billing.contracts.discounts import DiscountInfo
from seibi.contexts.billing.operations import closing, deposits, discounts, righting, statements
from seibi.contexts.billing.queries import accounts, bills, day, invoices
from seibi.contexts.billing.queries import discounts as discount_queries
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import DayEndInfo, Method, MovementKind
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once
from seibi.kernel.money import Money

router = Router(tags=["billing"])


class GivenBackIn(Schema):
    """How much of a deposit goes back, and why."""

    amount: Decimal = Field(gt=0, max_digits=14, decimal_places=2)
    reason: str = Field(min_length=1, max_length=300)


class DrawerIn(Schema):
    """Cash that leaves the drawer or comes into it, without anybody paying."""

    kind: MovementKind
    amount: Decimal = Field(gt=0, max_digits=14, decimal_places=2)
    note: str = Field(default="", max_length=300)


class ProviderShowsIn(Schema):
    """What somebody saw at the payment service: the money is there, or none was taken."""

    arrived: bool


class StatementPaidIn(Schema):
    """What came for the month."""

    amount: Decimal = Field(gt=0, max_digits=14, decimal_places=2)
    method: Method


@router.post(
    "/work-orders/{uuid:work_order_id}/deposits/{uuid:payment_id}/give-back",
    response={200: Bill, **PROBLEMS},
    operation_id="billing_give_deposit_back",
)
def give_deposit_back(
    request: HttpRequest, work_order_id: UUID, payment_id: UUID, body: GivenBackIn
) -> HttpResponse:
    def call(actor: Actor) -> object:
        shown = bills.bill(actor=actor, work_order_id=work_order_id, at=clock.now())
        deposits.give_deposit_back(
            work_order_id=work_order_id,
            payment_id=payment_id,
            amount=Money(body.amount, shown.currency),
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )
        return bills.bill(actor=actor, work_order_id=work_order_id, at=clock.now())

    return answer_once(request, call)


@router.post(
    "/discounts/{uuid:discount_id}/withdrawal",
    response={200: DiscountInfo, **PROBLEMS},
    operation_id="billing_withdraw_discount",
)
def withdraw(request: HttpRequest, discount_id: UUID) -> HttpResponse:
    def call(actor: Actor) -> object:
        discounts.withdraw_discount(discount_id=discount_id, actor=actor, at=clock.now())
        return discount_queries.discount(actor=actor, discount_id=discount_id, at=clock.now())

    return answer_once(request, call)


@router.post(
    "/days/{site_code}/drawer",
    response={200: DayPage, **PROBLEMS},
    operation_id="billing_change_drawer",
)
def change_drawer(request: HttpRequest, site_code: str, body: DrawerIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        page = day.day_page(actor=actor, site_code=site_code, at=clock.now())
        closing.change_drawer(
            site_code=site_code,
            kind=body.kind,
            amount=Money(body.amount, page.till.currency),
            note=body.note,
            actor=actor,
            at=clock.now(),
        )
        return day.day_page(actor=actor, site_code=site_code, at=clock.now())

    return answer_once(request, call)


@router.get(
    "/day-ends/{uuid:day_end_id}",
    response={200: DayEndInfo, **PROBLEMS},
    operation_id="billing_day_end",
)
def day_end(request: HttpRequest, day_end_id: UUID) -> DayEndInfo:
    return payments.day_end(actor=actor_of(request), day_end_id=day_end_id)


@router.post(
    "/invoices/{uuid:invoice_id}/payments/{uuid:payment_id}/seen",
    response={200: InvoiceInfo, **PROBLEMS},
    operation_id="billing_note_what_the_provider_shows",
)
def provider_shows(
    request: HttpRequest, invoice_id: UUID, payment_id: UUID, body: ProviderShowsIn
) -> HttpResponse:
    """The end of a payment whose service fell silent, seen by a person."""

    def call(actor: Actor) -> object:
        righting.note_what_the_provider_shows(
            invoice_id=invoice_id,
            payment_id=payment_id,
            arrived=body.arrived,
            actor=actor,
            at=clock.now(),
        )
        return invoices.invoice(actor=actor, invoice_id=invoice_id)

    return answer_once(request, call)


@router.get(
    "/statements/{uuid:statement_id}",
    response={200: StatementInfo, **PROBLEMS},
    operation_id="billing_statement",
)
def statement(request: HttpRequest, statement_id: UUID) -> StatementInfo:
    return accounts.statement(actor=actor_of(request), statement_id=statement_id)


@router.post(
    "/statements/{uuid:statement_id}/payments",
    response={200: StatementInfo, **PROBLEMS},
    operation_id="billing_pay_statement",
)
def pay_statement(request: HttpRequest, statement_id: UUID, body: StatementPaidIn) -> HttpResponse:
    """What came for the month settles its invoices, the oldest first."""

    def call(actor: Actor) -> object:
        known = accounts.statement(actor=actor, statement_id=statement_id)
        statements.take_for_statement(
            statement_id=statement_id,
            amount=Money(body.amount, known.due.currency),
            method=body.method,
            actor=actor,
            at=clock.now(),
        )
        return accounts.statement(actor=actor, statement_id=statement_id)

    return answer_once(request, call)
