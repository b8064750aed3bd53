"""The invoice as the person who pays it sees it: signed in, or by the link in the message."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.billing.contracts import InvoiceAction, InvoiceInfo, InvoiceKind, InvoiceState
from seibi.contexts.billing.domain.lifecycle import LIFECYCLE
from seibi.contexts.billing.operations import settling
from seibi.contexts.billing.queries import invoices as queries
from seibi.contexts.billing.queries.links import INVOICES
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken
from seibi.kernel.http import actor_of, retried


@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    invoice_id, actor = INVOICES.open_for(token, actor_of(request))
    return page(request, queries.invoice(actor=actor, invoice_id=invoice_id), token)


@require_POST
@retried
def pay_by_link(request: HttpRequest, token: str) -> HttpResponse:
    invoice_id, actor = INVOICES.open_for(token, actor_of(request))
    return _pay(request, invoice_id, actor, token)


@require_POST
@retried
def pay(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    return _pay(request, invoice_id, actor_of(request), "")


@require_safe
def pdf_by_link(request: HttpRequest, token: str) -> HttpResponse:
    invoice_id, actor = INVOICES.open_for(token, actor_of(request))
    return attachment(*queries.invoice_pdf(actor=actor, invoice_id=invoice_id))


def page(
    request: HttpRequest, shown: InvoiceInfo, token: str = "", refusal: RuleBroken | None = None
) -> HttpResponse:
    """The owner's page; every address on it stays within the link it was opened by."""
    context = {
        "invoice": shown,
        "refusal": refusal,
        "may_pay": _may_pay(shown),
        "live_link": token,
        **_addresses(shown.id, token),
    }
    response = render(
        request, "billing/owner.html", context, status=refusal.status if refusal else 200
    )
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _addresses(invoice_id: UUID, token: str) -> dict[str, str]:
    names = ("link", "pay_by_link", "pdf_by_link") if token else ("invoice", "pay", "pdf")
    keys = ("here", "pay_url", "pdf_url")
    return {
        key: reverse(f"billing:{name}", args=[token or invoice_id])
        for key, name in zip(keys, names, strict=True)
    }


def attachment(name: str, content: bytes) -> HttpResponse:
    """A PDF that the browser saves."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _pay(request: HttpRequest, invoice_id: UUID, actor: Actor, token: str) -> HttpResponse:
    try:
        there = settling.pay_online(invoice_id=invoice_id, actor=actor, at=clock.now())
    except RuleBroken as refusal:
        shown = queries.invoice(actor=actor, invoice_id=invoice_id)
        return page(request, shown, token, refusal)
    return redirect(there)


def _may_pay(shown: InvoiceInfo) -> bool:
    possible = LIFECYCLE.actions(InvoiceState(shown.state))
    return (
        shown.kind == InvoiceKind.INVOICE
        and shown.payer == Payer.CUSTOMER
        and shown.state != InvoiceState.CREDITED
        and InvoiceAction.PAY in possible
        and shown.open.amount > 0
    )
