"""JSON in, one operation or query, JSON out."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.billing.contracts import InvoiceInfo, InvoiceRow
from seibi.contexts.billing.contracts.desk import CashDesk
from seibi.contexts.billing.operations import (
    crediting,
    issuing,
    reissuing,
    releasing,
    righting,
    settling,
)
from seibi.contexts.billing.queries import desk as desks
from seibi.contexts.billing.queries import invoices as queries
from seibi.contexts.billing.rest.desk import router as desk_router
from seibi.contexts.billing.rest.schemas import (
    BillingReasonIn,
    DueIn,
    PayerIn,
    PaymentCorrectionIn,
    PaymentMoveIn,
    PayPageOut,
    TakeIn,
)
from seibi.contexts.billing.rest.till import router as till_router
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once
from seibi.kernel.money import Money

router = Router(tags=["billing"])
router.add_router("", desk_router)
router.add_router("", till_router)
INVOICE = {200: InvoiceInfo, **PROBLEMS}
ROWS = {200: list[InvoiceRow], **PROBLEMS}


@router.get(
    "/desk/{site_code}", response={200: CashDesk, **PROBLEMS}, operation_id="billing_cash_desk"
)
def cash_desk(request: HttpRequest, site_code: str) -> CashDesk:
    return desks.cash_desk(actor=actor_of(request), site_code=site_code, at=clock.now())


@router.get(
    "/work-orders/{uuid:work_order_id}/invoices",
    response=ROWS,
    operation_id="billing_invoices_of_work_order",
)
def invoices_of(request: HttpRequest, work_order_id: UUID) -> list[InvoiceRow]:
    found = queries.invoices_of(actor=actor_of(request), work_order_ids=(work_order_id,))
    return found.get(work_order_id, [])


@router.post(
    "/work-orders/{uuid:work_order_id}/invoices", response=ROWS, operation_id="billing_issue"
)
def issue(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    def call(actor: Actor) -> object:
        issuing.issue_invoice(work_order_id=work_order_id, actor=actor, at=clock.now())
        return invoices_of(request, work_order_id)

    return answer_once(request, call)


@router.post(
    "/work-orders/{uuid:work_order_id}/release-unpaid",
    response={204: None, **PROBLEMS},
    operation_id="billing_release_unpaid",
)
def release_unpaid(
    request: HttpRequest, work_order_id: UUID, body: BillingReasonIn
) -> HttpResponse:
    def call(actor: Actor) -> None:
        releasing.release_unpaid(
            work_order_id=work_order_id,
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )

    return answer_once(request, call, status=204)


@router.get("/invoices/{uuid:invoice_id}", response=INVOICE, operation_id="billing_invoice")
def invoice(request: HttpRequest, invoice_id: UUID) -> InvoiceInfo:
    return queries.invoice(actor=actor_of(request), invoice_id=invoice_id)


@router.post(
    "/invoices/{uuid:invoice_id}/pay-page",
    response={200: PayPageOut, **PROBLEMS},
    operation_id="billing_pay_page",
)
def pay_page(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    def call(actor: Actor) -> object:
        url = settling.pay_online(invoice_id=invoice_id, actor=actor, at=clock.now())
        return {"url": url}

    return answer_once(request, call)


@router.post(
    "/invoices/{uuid:invoice_id}/payments", response=INVOICE, operation_id="billing_take_payment"
)
def take(request: HttpRequest, invoice_id: UUID, body: TakeIn) -> HttpResponse:
    def act(actor: Actor) -> None:
        shown = invoice(request, invoice_id)
        settling.take_payment(
            invoice_id=invoice_id,
            amount=Money(body.amount, shown.gross.currency),
            method=body.method,
            note=body.note,
            given=Money(body.given, shown.gross.currency) if body.given else None,
            actor=actor,
            at=clock.now(),
        )

    return _then_shown(request, invoice_id, act)


@router.post(
    "/invoices/{uuid:invoice_id}/on-account",
    response=INVOICE,
    operation_id="billing_put_on_account",
)
def on_account(request: HttpRequest, invoice_id: UUID, body: DueIn) -> HttpResponse:
    def act(actor: Actor) -> None:
        settling.put_on_account(
            invoice_id=invoice_id, due_on=body.due_on, actor=actor, at=clock.now()
        )

    return _then_shown(request, invoice_id, act)


@router.post("/invoices/{uuid:invoice_id}/credit", response=INVOICE, operation_id="billing_credit")
def credit(request: HttpRequest, invoice_id: UUID, body: BillingReasonIn) -> HttpResponse:
    def act(actor: Actor) -> None:
        crediting.credit_invoice(
            invoice_id=invoice_id, reason=body.reason, actor=actor, at=clock.now()
        )

    return _then_shown(request, invoice_id, act)


@router.post(
    "/invoices/{uuid:invoice_id}/payments/{uuid:payment_id}/correction",
    response=INVOICE,
    operation_id="billing_correct_payment",
)
def correct(
    request: HttpRequest, invoice_id: UUID, payment_id: UUID, body: PaymentCorrectionIn
) -> HttpResponse:
    def act(actor: Actor) -> None:
        shown = invoice(request, invoice_id)
        righting.correct_payment(
            invoice_id=invoice_id,
            payment_id=payment_id,
            right=Money(body.amount, shown.gross.currency),
            method=body.method,
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )

    return _then_shown(request, invoice_id, act)


@router.post(
    "/invoices/{uuid:invoice_id}/payments/{uuid:payment_id}/move",
    response=INVOICE,
    operation_id="billing_move_payment",
)
def move(
    request: HttpRequest, invoice_id: UUID, payment_id: UUID, body: PaymentMoveIn
) -> HttpResponse:
    def act(actor: Actor) -> None:
        righting.move_payment(
            invoice_id=invoice_id,
            payment_id=payment_id,
            to_number=body.number,
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )

    return _then_shown(request, invoice_id, act)


@router.post(
    "/invoices/{uuid:invoice_id}/payer", response=ROWS, operation_id="billing_change_payer"
)
def payer(request: HttpRequest, invoice_id: UUID, body: PayerIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        shown = invoice(request, invoice_id)
        reissuing.change_payer(
            invoice_id=invoice_id,
            line_ids=body.line_ids,
            payer=body.payer,
            customer_id=body.customer_id,
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )
        return invoices_of(request, shown.work_order_id)

    return answer_once(request, call)


@router.post(
    "/invoices/{uuid:invoice_id}/reissue", response=INVOICE, operation_id="billing_reissue"
)
def reissue(request: HttpRequest, invoice_id: UUID, body: BillingReasonIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        new = reissuing.reissue_invoice(
            invoice_id=invoice_id, reason=body.reason, actor=actor, at=clock.now()
        )
        return invoice(request, new)

    return answer_once(request, call)


def _then_shown(
    request: HttpRequest, invoice_id: UUID, act: Callable[[Actor], None]
) -> HttpResponse:
    """Act once per Idempotency-Key and answer with the invoice as it now is."""

    def call(actor: Actor) -> object:
        act(actor)
        return invoice(request, invoice_id)

    return answer_once(request, call)
