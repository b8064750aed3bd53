"""What went wrong at the desk, put right: amount, tender, bill, payer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from seibi.contexts.billing.contracts import CREDIT
from seibi.contexts.billing.labels import PAYER_LABELS
from seibi.contexts.billing.operations import reissuing, righting
from seibi.contexts.billing.queries import invoices as queries
from seibi.contexts.billing.web.acting import acted, cleaned
from seibi.contexts.billing.web.forms import CorrectForm, MoveForm, PayerForm
from seibi.contexts.billing.web.views import invoice_page
from seibi.contexts.customers import facade as customers
from seibi.contexts.payments.contracts import Method
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel import clock, ids
from seibi.kernel.errors import DomainError, NotFound
from seibi.kernel.http import actor_of, retried
from seibi.kernel.money import Money


@require_POST
@retried
def correct(request: HttpRequest, invoice_id: UUID, payment_id: UUID) -> HttpResponse:
    """Another amount or another tender was really taken."""
    shown = queries.invoice(actor=actor_of(request), invoice_id=invoice_id)

    def act() -> str:
        data = cleaned(CorrectForm(request.POST))
        righting.correct_payment(
            invoice_id=invoice_id,
            payment_id=payment_id,
            right=Money(data["amount"], shown.gross.currency),
            method=Method(data["method"]),
            reason=data["reason"],
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("Put right. Both entries stand in the book of the day.")

    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:invoice", invoice_id),
        page=lambda refusal: invoice_page(request, shown, refusal=refusal),
    )


@require_POST
@retried
def move(request: HttpRequest, invoice_id: UUID, payment_id: UUID) -> HttpResponse:
    """The payment belongs to another invoice."""
    shown = queries.invoice(actor=actor_of(request), invoice_id=invoice_id)
    there: list[UUID] = []

    def act() -> str:
        data = cleaned(MoveForm(request.POST))
        found = righting.move_payment(
            invoice_id=invoice_id,
            payment_id=payment_id,
            to_number=data["number"],
            reason=data["reason"],
            actor=actor_of(request),
            at=clock.now(),
        )
        there.append(found)
        return _("The payment counts for this invoice now.")

    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:invoice", there[0]),
        page=lambda refusal: invoice_page(request, shown, refusal=refusal),
    )


@require_POST
@retried
def silent(request: HttpRequest, invoice_id: UUID, payment_id: UUID) -> HttpResponse:
    """Somebody looked at the payment service: arrived, or nothing was taken."""
    shown = queries.invoice(actor=actor_of(request), invoice_id=invoice_id)

    def act() -> str:
        righting.note_what_the_provider_shows(
            invoice_id=invoice_id,
            payment_id=payment_id,
            arrived=request.POST.get("arrived") == "yes",
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("Written down. The invoice follows in a moment.")

    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:invoice", invoice_id),
        page=lambda refusal: invoice_page(request, shown, refusal=refusal),
    )


@require_POST
@retried
def reissue(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """The same lines on a new paper, with the discount that was given since."""
    shown = queries.invoice(actor=actor_of(request), invoice_id=invoice_id)
    made: list[UUID] = []

    def act() -> str:
        new = reissuing.reissue_invoice(
            invoice_id=invoice_id,
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
        made.append(new)
        return _("Taken back and issued anew.")

    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:invoice", made[0]),
        page=lambda refusal: invoice_page(request, shown, refusal=refusal),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@retried
def payer(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Choose the lines that somebody else pays, and who."""
    actor = actor_of(request)
    shown = queries.invoice(actor=actor, invoice_id=invoice_id)
    if not actor.may(CREDIT, at_node=shown.owner_node):
        raise NotFound("invoice_not_found")
    if request.method != "POST":
        return _payer_page(request, invoice_id)
    made: list[UUID] = []

    def act() -> str:
        on_it = queries.line_ids_of(invoice_id=invoice_id)
        data = cleaned(PayerForm(request.POST, on_it.values()))
        made.extend(
            reissuing.change_payer(
                invoice_id=invoice_id,
                line_ids=data["lines"],
                payer=Payer(data["payer"]),
                customer_id=data["customer"],
                reason=data["reason"],
                actor=actor,
                at=clock.now(),
            )
        )
        return _("Taken back and issued anew, to the right payer.")

    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:invoice", made[-1]),
        page=lambda refusal: _payer_page(request, invoice_id, refusal),
    )


def _payer_page(
    request: HttpRequest, invoice_id: UUID, refusal: DomainError | None = None
) -> HttpResponse:
    """The lines as ticks, the payers as cards, and people of the site by name."""
    actor = actor_of(request)
    shown = queries.invoice(actor=actor, invoice_id=invoice_id)
    on_it = queries.line_ids_of(invoice_id=invoice_id)
    words = request.POST.get("q") or request.GET.get("q", "")
    found = customers.search(words, actor=actor, limit=8) if words.strip() else []
    chosen = request.POST.getlist("lines")
    context = {
        "invoice": shown,
        "lines": [
            {
                "id": on_it[line.position],
                "line": line,
                "chosen": str(on_it[line.position]) in chosen,
            }
            for line in shown.lines
        ],
        "payers": [{"value": code, "title": word} for code, word in PAYER_LABELS.items()],
        "found": [each for each in found if each.id != shown.customer_id],
        "q": words,
        "typed": request.POST,
        "refusal": refusal,
        "key": ids.new_id(),
    }
    return render(request, "billing/payer.html", context, status=refusal.status if refusal else 200)
