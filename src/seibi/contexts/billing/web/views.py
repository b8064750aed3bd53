"""The cash desk: what to bill, what to settle, and one invoice with everything that can be done."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.billing.contracts import SEE, InvoiceInfo, InvoiceState
from seibi.contexts.billing.operations import crediting, releasing, settling
from seibi.contexts.billing.permissions import can_release_unpaid
from seibi.contexts.billing.queries import desk as desks
from seibi.contexts.billing.queries import invoices as queries
from seibi.contexts.billing.queries.discounts import discounts_of as standing_discounts
from seibi.contexts.billing.queries.links import link_of
from seibi.contexts.billing.web import owner
from seibi.contexts.billing.web.acting import acted, cleaned, said_of
from seibi.contexts.billing.web.forms import (
    DESK_METHODS,
    DueForm,
    GiveBackForm,
    ReasonForm,
    TakeForm,
)
from seibi.contexts.network import facade as network
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import TAKE, Method
from seibi.kernel import clock, ids
from seibi.kernel.errors import DomainError, NotFound
from seibi.kernel.http import actor_of, retried
from seibi.kernel.money import Money

ON_ACCOUNT_DAYS = dt.timedelta(days=30)


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """The cash desks this person may see; the only one opens at once."""
    mine = network.nodes_of(actor_of(request), SEE)
    if len(mine) == 1:
        return redirect("billing:desk", mine[0].code)
    return render(request, "billing/sites.html", {"sites": mine})


@never_cache
@require_safe
def desk(request: HttpRequest, site_code: str) -> HttpResponse:
    found = desks.cash_desk(actor=actor_of(request), site_code=site_code, at=clock.now())
    return render(
        request,
        "billing/desk.html",
        {
            "desk": found,
            "node": network.site_by_code(site_code).node,
            "key": ids.new_id(),
            "site_title": found.site_name,
        },
    )


@never_cache
@require_safe
def invoice(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """The desk's page for staff, the owner's page for the person who pays."""
    shown = queries.invoice(actor=actor_of(request), invoice_id=invoice_id)
    if not actor_of(request).may(SEE, at_node=shown.owner_node):
        return owner.page(request, shown)
    return invoice_page(request, shown)


@require_safe
def pdf(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    language = request.GET.get("language", "")
    name, content = queries.invoice_pdf(
        actor=actor_of(request), invoice_id=invoice_id, language=language
    )
    return owner.attachment(name, content)


@require_POST
@retried
def take(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    form = TakeForm(request.POST)

    def act(shown: InvoiceInfo) -> str:
        data = cleaned(form)
        currency = shown.gross.currency
        taken = settling.take_payment(
            invoice_id=invoice_id,
            amount=Money(data["amount"], currency),
            method=Method(data["method"]),
            note=data["note"],
            given=Money(data["given"], currency) if data["given"] else None,
            actor=actor_of(request),
            at=clock.now(),
        )
        return said_of(taken)

    return _acted(request, invoice_id, act)


@require_POST
@retried
def give_back(request: HttpRequest, invoice_id: UUID, payment_id: UUID) -> HttpResponse:
    form = GiveBackForm(request.POST)

    def act(shown: InvoiceInfo) -> str:
        data = cleaned(form)
        settling.give_back(
            invoice_id=invoice_id,
            payment_id=payment_id,
            amount=Money(data["amount"], shown.gross.currency),
            reason=data["reason"],
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("The money goes back.")

    return _acted(request, invoice_id, act)


@require_POST
@retried
def on_account(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    form = DueForm(request.POST)

    def act(_shown: InvoiceInfo) -> str:
        due_on = cleaned(form)["due_on"]
        settling.put_on_account(
            invoice_id=invoice_id, due_on=due_on, actor=actor_of(request), at=clock.now()
        )
        return _("Put on account. The car may leave.")

    return _acted(request, invoice_id, act)


@require_POST
@retried
def credit(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    def act(_shown: InvoiceInfo) -> str:
        reason = cleaned(ReasonForm(request.POST))["reason"]
        crediting.credit_invoice(
            invoice_id=invoice_id, reason=reason, actor=actor_of(request), at=clock.now()
        )
        return _("Taken back by a credit note.")

    return _acted(request, invoice_id, act)


@require_POST
@retried
def release(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """Let the car go unpaid, from the page of one of its invoices."""
    try:
        invoice_id = UUID(request.POST.get("invoice", ""))
    except ValueError:
        raise NotFound("invoice_not_found") from None

    def act(_shown: InvoiceInfo) -> str:
        releasing.release_unpaid(
            work_order_id=work_order_id,
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("The car may leave unpaid.")

    return _acted(request, invoice_id, act)


def _acted(
    request: HttpRequest, invoice_id: UUID, act: Callable[[InvoiceInfo], str]
) -> HttpResponse:
    """Do it and show the invoice as it now is; or the unchanged invoice and why not."""
    shown = queries.invoice(actor=actor_of(request), invoice_id=invoice_id)
    return acted(
        request,
        act=lambda: act(shown),
        there=lambda: redirect("billing:invoice", invoice_id),
        page=lambda refusal: invoice_page(request, shown, refusal=refusal),
    )


def _cash_only(shown: InvoiceInfo) -> Money | None:
    """What is asked for in cash, where that is another amount."""
    asked = payments.asked_in_cash(shown.open)
    return asked if asked != shown.open else None


def invoice_page(
    request: HttpRequest, shown: InvoiceInfo, *, refusal: DomainError | None = None
) -> HttpResponse:
    actor = actor_of(request)
    settled = shown.state not in (InvoiceState.ISSUED, InvoiceState.PART_PAID)
    context = {
        "invoice": shown,
        "refusal": refusal,
        "typed": request.POST,
        "key": ids.new_id(),
        "take_form": TakeForm(),
        "methods": [{"value": code, "title": word} for code, word in DESK_METHODS],
        "due_form": DueForm(initial={"due_on": shown.issued_on + ON_ACCOUNT_DAYS}),
        "payments": payments.payments_for(reference=f"invoice:{shown.id}", actor=actor),
        "pay_link": f"{settings.SEIBI_PUBLIC_URL}{link_of(shown.id)}",
        "discounts": standing_discounts(
            actor=actor, work_order_id=shown.work_order_id, at=clock.now()
        ),
        "asked_in_cash": _cash_only(shown),
        "may_take": actor.may(TAKE, at_node=shown.owner_node),
        "may_release": not settled and bool(can_release_unpaid(actor, shown.owner_node)),
    }
    return render(
        request, "billing/invoice.html", context, status=refusal.status if refusal else 200
    )
