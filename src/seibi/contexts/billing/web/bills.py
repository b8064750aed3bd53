"""A visit at the cash desk before it has its invoice: discount, deposit, issue."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.billing.contracts.discounts import DiscountState, NewDiscount
from seibi.contexts.billing.operations import deposits, discounts, issuing
from seibi.contexts.billing.queries import bills
from seibi.contexts.billing.queries import invoices as queries
from seibi.contexts.billing.web.acting import acted, cleaned, said_of
from seibi.contexts.billing.web.forms import (
    DESK_METHODS,
    DiscountForm,
    GiveBackForm,
    TakeForm,
)
from seibi.contexts.payments.contracts import Method
from seibi.kernel import clock, ids
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of, retried
from seibi.kernel.money import Money


@never_cache
@require_safe
def bill(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    return _page(request, work_order_id)


@require_POST
@retried
def discount(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """Given at once within one's limit; above it, asked for."""

    def act() -> str:
        data = cleaned(DiscountForm(request.POST))
        shown = bills.bill(actor=actor_of(request), work_order_id=work_order_id, at=clock.now())
        of_all = data["unit"] == "percent"
        _id, state = discounts.ask_for_discount(
            work_order_id=work_order_id,
            new=NewDiscount(
                reason=data["reason"],
                percent=data["value"] if of_all else None,
                amount=None if of_all else Money(data["value"], shown.currency),
                line_id=data["line"],
            ),
            actor=actor_of(request),
            at=clock.now(),
        )
        if state is DiscountState.APPROVED:
            return _("The discount is given.")
        return _("Asked. The answer appears here by itself.")

    return _acted(request, work_order_id, act)


@require_POST
@retried
def withdraw(request: HttpRequest, work_order_id: UUID, discount_id: UUID) -> HttpResponse:
    def act() -> str:
        discounts.withdraw_discount(
            discount_id=discount_id, actor=actor_of(request), at=clock.now()
        )
        return _("Withdrawn.")

    return _acted(request, work_order_id, act)


@require_POST
@retried
def deposit(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """Money before the bill."""

    def act() -> str:
        data = cleaned(TakeForm(request.POST))
        shown = bills.bill(actor=actor_of(request), work_order_id=work_order_id, at=clock.now())
        taken = deposits.take_deposit(
            work_order_id=work_order_id,
            amount=Money(data["amount"], shown.currency),
            method=Method(data["method"]),
            note=data["note"],
            given=Money(data["given"], shown.currency) if data["given"] else None,
            actor=actor_of(request),
            at=clock.now(),
        )
        return said_of(taken)

    return _acted(request, work_order_id, act)


@require_POST
@retried
def deposit_back(request: HttpRequest, work_order_id: UUID, payment_id: UUID) -> HttpResponse:
    def act() -> str:
        data = cleaned(GiveBackForm(request.POST))
        shown = bills.bill(actor=actor_of(request), work_order_id=work_order_id, at=clock.now())
        deposits.give_deposit_back(
            work_order_id=work_order_id,
            payment_id=payment_id,
            amount=Money(data["amount"], shown.currency),
            reason=data["reason"],
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("The money goes back.")

    return _acted(request, work_order_id, act)


@require_POST
@retried
def issue(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """Issue what can be issued, and go to the customer's invoice; refused, the bill says why."""
    shown = bills.bill(actor=actor_of(request), work_order_id=work_order_id, at=clock.now())
    issued: list[UUID] = []

    def act() -> str:
        issued.extend(
            issuing.issue_invoice(
                work_order_id=work_order_id, actor=actor_of(request), at=clock.now()
            )
        )
        if issued:
            return _("The invoice is issued.")
        return _("Nothing is to be paid. The car may leave.")

    def there() -> HttpResponse:
        if issued:
            return redirect("billing:invoice", issued[0])
        return redirect("billing:desk", shown.site_code)

    return acted(
        request,
        act=act,
        there=there,
        page=lambda refusal: _page(request, work_order_id, refusal),
    )


def _acted(request: HttpRequest, work_order_id: UUID, act: Callable[[], str]) -> HttpResponse:
    bills.bill(actor=actor_of(request), work_order_id=work_order_id, at=clock.now())
    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:bill", work_order_id),
        page=lambda refusal: _page(request, work_order_id, refusal),
    )


def _page(
    request: HttpRequest, work_order_id: UUID, refusal: DomainError | None = None
) -> HttpResponse:
    actor = actor_of(request)
    shown = bills.bill(actor=actor, work_order_id=work_order_id, at=clock.now())
    issued = queries.invoices_of(actor=actor, work_order_ids=[work_order_id])
    context = {
        "bill": shown,
        "issued": issued.get(work_order_id, []),
        "methods": [{"value": code, "title": word} for code, word in DESK_METHODS],
        "typed": request.POST,
        "refusal": refusal,
        "key": ids.new_id(),
    }
    return render(request, "billing/bill.html", context, status=refusal.status if refusal else 200)
