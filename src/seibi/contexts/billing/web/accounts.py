"""Customers on account: terms, stop, monthly statements."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.billing.contracts.accounts import SET_TERMS, NewTerms
from seibi.contexts.billing.operations import accounts as operations
from seibi.contexts.billing.operations import statements
from seibi.contexts.billing.queries import accounts as queries
from seibi.contexts.billing.queries import statement_paper
from seibi.contexts.billing.web.acting import acted, cleaned
from seibi.contexts.billing.web.forms import DESK_METHODS, TakeForm, TermsForm
from seibi.contexts.billing.web.owner import attachment
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.payments.contracts import Method
from seibi.kernel import clock, ids
from seibi.kernel.errors import DomainError, Invalid
from seibi.kernel.http import actor_of, retried
from seibi.kernel.money import Money


@never_cache
@require_safe
def accounts(request: HttpRequest, site_code: str) -> HttpResponse:
    return _list(request, site_code)


@require_POST
@retried
def set_terms(request: HttpRequest, site_code: str) -> HttpResponse:
    """Agree terms with a customer, or agree them anew."""
    made: list[UUID] = []

    def act() -> str:
        data = cleaned(TermsForm(request.POST))
        made.append(
            operations.set_terms(
                site_code=site_code,
                customer_id=_customer(request),
                new=NewTerms(**data),
                actor=actor_of(request),
                at=clock.now(),
            )
        )
        return _("Agreed.")

    queries.accounts(actor=actor_of(request), site_code=site_code, at=clock.now())
    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:account", made[0]),
        page=lambda refusal: _list(request, site_code, refusal),
    )


@never_cache
@require_safe
def account(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    return _page(request, terms_id)


@require_POST
@retried
def stop(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Nothing more on account, or again."""
    stopped = request.POST.get("stopped") == "yes"

    def act() -> str:
        operations.stop_credit(
            terms_id=terms_id,
            stopped=stopped,
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("Stopped.") if stopped else _("Goes on.")

    return _acted(request, terms_id, act)


@require_POST
@retried
def issue_statement(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Close the month."""

    def act() -> str:
        operations.issue_statement(terms_id=terms_id, actor=actor_of(request), at=clock.now())
        return _("The month is closed with a statement.")

    return _acted(request, terms_id, act)


@never_cache
@require_safe
def statement(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    return _statement(request, statement_id)


@require_POST
@retried
def pay_statement(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """What came for the month settles its invoices, oldest first."""
    known = queries.statement(actor=actor_of(request), statement_id=statement_id)

    def act() -> str:
        data = cleaned(TakeForm(request.POST))
        statements.take_for_statement(
            statement_id=statement_id,
            amount=Money(data["amount"], known.due.currency),
            method=Method(data["method"]),
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("Payment taken.")

    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:statement", statement_id),
        page=lambda refusal: _statement(request, statement_id, refusal),
    )


@require_safe
def statement_pdf(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    known = queries.statement(actor=actor_of(request), statement_id=statement_id)
    language = request.GET.get("language", "") or known.language
    return attachment(f"{known.number}.pdf", statement_paper.render(known, language))


def _customer(request: HttpRequest) -> UUID:
    """Raises Invalid ("customer_missing")."""
    try:
        return UUID(request.POST.get("customer", ""))
    except ValueError:
        sentence = _("Choose a customer.")
        raise Invalid("customer_missing", sentence, errors={"customer": sentence}) from None


def _acted(request: HttpRequest, terms_id: UUID, act: Callable[[], str]) -> HttpResponse:
    queries.account(actor=actor_of(request), terms_id=terms_id, at=clock.now())
    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:account", terms_id),
        page=lambda refusal: _page(request, terms_id, refusal),
    )


def _list(request: HttpRequest, site_code: str, refusal: DomainError | None = None) -> HttpResponse:
    actor = actor_of(request)
    found = queries.accounts(actor=actor, site_code=site_code, at=clock.now())
    site = network.site_by_code(site_code)
    words = request.POST.get("q") or request.GET.get("q", "")
    context = {
        "accounts": found,
        "site": site,
        "may_set": actor.may(SET_TERMS, at_node=site.node),
        "found": customers.search(words, actor=actor, limit=8) if words.strip() else [],
        "q": words,
        "typed": request.POST,
        "refusal": refusal,
        "key": ids.new_id(),
        "site_title": site.name,
    }
    return render(
        request, "billing/accounts.html", context, status=refusal.status if refusal else 200
    )


def _page(request: HttpRequest, terms_id: UUID, refusal: DomainError | None = None) -> HttpResponse:
    found = queries.account(actor=actor_of(request), terms_id=terms_id, at=clock.now())
    context = {"page": found, "refusal": refusal, "typed": request.POST, "key": ids.new_id()}
    return render(
        request, "billing/account.html", context, status=refusal.status if refusal else 200
    )


def _statement(
    request: HttpRequest, statement_id: UUID, refusal: DomainError | None = None
) -> HttpResponse:
    known = queries.statement(actor=actor_of(request), statement_id=statement_id)
    context = {
        "statement": known,
        "methods": [{"value": code, "title": word} for code, word in DESK_METHODS],
        "typed": request.POST,
        "refusal": refusal,
        "key": ids.new_id(),
    }
    return render(
        request, "billing/statement.html", context, status=refusal.status if refusal else 200
    )
