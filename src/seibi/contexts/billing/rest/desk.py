"""The cash desk for programs: discounts, deposits, the end of the day, customers on account."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.billing.contracts.accounts import (
    AccountInfo,
    AccountPage,
    NewTerms,
    StatementInfo,
)
from seibi.contexts.billing.contracts.desk import Bill, DayPage
from seibi.contexts.billing.contracts.discounts import DiscountInfo, NewDiscount
from seibi.contexts.billing.operations import accounts, closing, deposits, discounts
from seibi.contexts.billing.queries import accounts as account_queries
from seibi.contexts.billing.queries import bills, day
from seibi.contexts.billing.queries import discounts as discount_queries
from seibi.contexts.billing.rest.schemas import (
    BillingReasonIn,
    CountIn,
    DecisionIn,
    DiscountIn,
    StopIn,
    TakeIn,
    TermsIn,
)
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Counting, DayEndInfo
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once
from seibi.kernel.money import Money

router = Router(tags=["billing"])
BILL = {200: Bill, **PROBLEMS}


@router.get("/work-orders/{uuid:work_order_id}/bill", response=BILL, operation_id="billing_bill")
def bill(request: HttpRequest, work_order_id: UUID) -> Bill:
    return bills.bill(actor=actor_of(request), work_order_id=work_order_id, at=clock.now())


@router.post(
    "/work-orders/{uuid:work_order_id}/deposits", response=BILL, operation_id="billing_take_deposit"
)
def take_deposit(request: HttpRequest, work_order_id: UUID, body: TakeIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        currency = bill(request, work_order_id).currency
        deposits.take_deposit(
            work_order_id=work_order_id,
            amount=Money(body.amount, currency),
            method=body.method,
            note=body.note,
            given=Money(body.given, currency) if body.given else None,
            actor=actor,
            at=clock.now(),
        )
        return bill(request, work_order_id)

    return answer_once(request, call)


@router.post(
    "/work-orders/{uuid:work_order_id}/discounts", response=BILL, operation_id="billing_discount"
)
def ask_for_discount(request: HttpRequest, work_order_id: UUID, body: DiscountIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        currency = bill(request, work_order_id).currency
        discounts.ask_for_discount(
            work_order_id=work_order_id,
            new=NewDiscount(
                reason=body.reason,
                percent=body.percent,
                amount=Money(body.amount, currency) if body.amount else None,
                line_id=body.line_id,
            ),
            actor=actor,
            at=clock.now(),
        )
        return bill(request, work_order_id)

    return answer_once(request, call)


@router.get(
    "/approvals", response={200: list[DiscountInfo], **PROBLEMS}, operation_id="billing_approvals"
)
def approvals(request: HttpRequest) -> list[DiscountInfo]:
    return discount_queries.approvals(actor=actor_of(request), at=clock.now())


@router.post(
    "/discounts/{uuid:discount_id}/decision",
    response={200: DiscountInfo, **PROBLEMS},
    operation_id="billing_decide_discount",
)
def decide(request: HttpRequest, discount_id: UUID, body: DecisionIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        discounts.decide_discount(
            discount_id=discount_id,
            approve=body.approve,
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )
        return discount_queries.discount(actor=actor, discount_id=discount_id, at=clock.now())

    return answer_once(request, call)


@router.get("/days/{site_code}", response={200: DayPage, **PROBLEMS}, operation_id="billing_day")
def day_page(request: HttpRequest, site_code: str) -> DayPage:
    return day.day_page(actor=actor_of(request), site_code=site_code, at=clock.now())


@router.post(
    "/days/{site_code}/close",
    response={200: DayEndInfo, **PROBLEMS},
    operation_id="billing_close_day",
)
def close_day(request: HttpRequest, site_code: str, body: CountIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        currency = day_page(request, site_code).till.currency
        slips = None if body.card_slips is None else Money(body.card_slips, currency)
        return closing.close_day(
            site_code=site_code,
            counting=Counting(body.pieces, Money(body.stays, currency), slips, body.reason),
            actor=actor,
            at=clock.now(),
        )

    return answer_once(request, call)


@router.post(
    "/day-ends/{uuid:day_end_id}/reopen",
    response={200: DayEndInfo, **PROBLEMS},
    operation_id="billing_reopen_day",
)
def reopen(request: HttpRequest, day_end_id: UUID, body: BillingReasonIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        payments.reopen_day(day_end_id=day_end_id, reason=body.reason, actor=actor, at=clock.now())
        return payments.day_end(actor=actor, day_end_id=day_end_id)

    return answer_once(request, call)


@router.get(
    "/accounts/{site_code}",
    response={200: list[AccountInfo], **PROBLEMS},
    operation_id="billing_accounts",
)
def account_list(request: HttpRequest, site_code: str) -> list[AccountInfo]:
    return account_queries.accounts(actor=actor_of(request), site_code=site_code, at=clock.now())


@router.post(
    "/accounts/{site_code}",
    response={200: AccountPage, **PROBLEMS},
    operation_id="billing_set_terms",
)
def set_terms(request: HttpRequest, site_code: str, body: TermsIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        new = NewTerms(body.credit_limit, body.closing_day, body.pay_months, body.pay_day)
        terms_id = accounts.set_terms(
            site_code=site_code,
            customer_id=body.customer_id,
            new=new,
            actor=actor,
            at=clock.now(),
        )
        return account_queries.account(actor=actor, terms_id=terms_id, at=clock.now())

    return answer_once(request, call)


@router.post(
    "/account/{uuid:terms_id}/stop",
    response={200: AccountPage, **PROBLEMS},
    operation_id="billing_stop_credit",
)
def stop_credit(request: HttpRequest, terms_id: UUID, body: StopIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        accounts.stop_credit(
            terms_id=terms_id,
            stopped=body.stopped,
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )
        return account_queries.account(actor=actor, terms_id=terms_id, at=clock.now())

    return answer_once(request, call)


@router.post(
    "/account/{uuid:terms_id}/statements",
    response={200: StatementInfo, **PROBLEMS},
    operation_id="billing_issue_statement",
)
def issue_statement(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    def call(actor: Actor) -> object:
        made = accounts.issue_statement(terms_id=terms_id, actor=actor, at=clock.now())
        return account_queries.statement(actor=actor, statement_id=made)

    return answer_once(request, call)
