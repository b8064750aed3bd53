"""The page on which somebody pays, the way back from the provider, and the provider's webhook."""

from urllib.error import URLError
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from payments import PaymentError, RedirectNeeded

from seibi.contexts.payments.contracts import PaymentState
from seibi.contexts.payments.models import AtProvider
from seibi.contexts.payments.operations import online
from seibi.contexts.payments.queries import payments as queries
from seibi.contexts.payments.web import forms
from seibi.contexts.payments.web.providers import event_id_of, provider_of, word_from
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotFound


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, token: UUID) -> HttpResponse:
    """Show the provider's form, or how the payment stands once it cannot be made any more."""
    page = queries.pay_page(token=token)
    if not page.open:
        return render(request, "payments/paid.html", {"page": page})
    copy = AtProvider.objects.get(token=token)
    trouble = ""
    try:
        form = forms.of_provider(copy, request.POST if request.method == "POST" else None)
    except RedirectNeeded as there:
        _hear(copy, f"form:{uuid4()}")
        return redirect(str(there))
    except (URLError, TimeoutError):
        copy.status = PaymentState.UNKNOWN  # it may have taken the money before it fell silent
        _hear(copy, f"silent:{uuid4()}")
        return render(request, "payments/paid.html", {"page": queries.pay_page(token=token)})
    except PaymentError:
        trouble = _("The payment service refused. Nothing was taken; try again.")
        form = forms.of_provider(AtProvider.objects.get(token=token), None)
    context = {"page": page, "form": form, "trouble": trouble}
    return render(request, "payments/pay.html", context, status=422 if trouble else 200)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def back_from_provider(request: HttpRequest, token: UUID) -> HttpResponse:
    """The payer comes back from the provider's own page."""
    page = queries.pay_page(token=token)
    copy = AtProvider.objects.get(token=token)
    before = copy.status
    try:
        provider_of(copy.variant).process_data(copy, request)
    except PaymentError:
        copy.status = before
    if copy.status != before:
        _hear(copy, f"return:{uuid4()}")
    return redirect(f"/payments/{page.token}/")


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, variant: str) -> HttpResponse:
    """A provider's word, delivered at least once and in any order; it counts once."""
    try:
        provider = provider_of(variant)
        token = provider.get_token_from_request(payment=None, request=request)
        copy = AtProvider.objects.filter(token=UUID(token), variant=variant).first()
        if copy is None:
            raise NotFound("payment_not_found", _("There is no such payment."))
        provider.process_data(copy, request)
    except (ValueError, NotImplementedError):
        raise NotFound("payment_not_found", _("There is no such payment.")) from None
    except PaymentError as error:
        status = error.code if isinstance(error.code, int) else 400
        return JsonResponse({"error": str(error)}, status=status)
    effect = _hear(copy, event_id_of(request))
    return JsonResponse({"effect": effect})


def _hear(copy: AtProvider, event_id: str) -> str:
    """What the provider wrote on its copy is taken over, if it can still change anything."""
    if copy.status == PaymentState.WAITING:
        return "none"
    return online.note_provider_word(
        payment_id=copy.pk, word=word_from(copy, event_id), actor=SYSTEM, at=clock.now()
    )
