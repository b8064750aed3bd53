"""The seam to payment providers: what they wrote on their copy becomes one word for us."""

import hashlib
import hmac
import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from payments import PaymentError, PaymentStatus
from payments.core import provider_factory
from payments.dummy import DummyProvider

from seibi.contexts.payments.contracts import PaymentState, ProviderWord
from seibi.contexts.payments.models import AtProvider
from seibi.kernel.money import Money


class TestProvider(DummyProvider):  # type: ignore[misc]  # the library is not typed
    """The library's dummy with webhooks: signed JSON {"id", "token", "status", "amount"}.

    No money moves. It stands in for a real provider in demos and tests.
    """

    __test__ = False

    def __init__(self, secret: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.secret = secret

    def get_token_from_request(self, payment: Any, request: HttpRequest) -> str:
        """The token in a webhook whose signature is right. Raises PaymentError."""
        return str(self._body(request).get("token", ""))

    def process_data(self, payment: AtProvider, request: HttpRequest) -> HttpResponse:
        body = self._body(request)
        if body.get("status") not in set(PaymentState):
            raise PaymentError("unknown status", code=400)
        payment.change_status(str(body["status"]), message=str(body.get("message", "")))
        if payment.status == PaymentStatus.CONFIRMED:
            payment.captured_amount = Money(payment.total, payment.currency).rounded().amount
        payment.transaction_id = str(body.get("transaction", ""))
        return HttpResponse(status=204)

    def capture(self, payment: AtProvider, amount: Any = None) -> Any:
        return amount or payment.total

    def refund(self, payment: AtProvider, amount: Any = None) -> Any:
        return amount or payment.total

    def sign(self, body: bytes) -> str:
        """The signature a webhook with this body carries."""
        return hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()

    def _body(self, request: HttpRequest) -> dict[str, Any]:
        sent = request.headers.get("Webhook-Signature", "")
        if not self.secret or not hmac.compare_digest(sent, self.sign(request.body)):
            raise PaymentError("the signature is wrong", code=403)
        try:
            body = json.loads(request.body)
        except ValueError:
            raise PaymentError("the body is not JSON", code=400) from None
        if not isinstance(body, dict):
            raise PaymentError("the body is not an object", code=400)
        return body


def provider_of(variant: str) -> Any:
    """The provider object of a variant. Raises ValueError when there is no such variant."""
    return provider_factory(variant)


def copy_for_provider(payment_id: UUID) -> AtProvider:
    """The payment as an object that a provider may scribble on; nothing of it is stored."""
    return AtProvider.objects.get(pk=payment_id)


def word_from(copy: AtProvider, event_id: str) -> ProviderWord:
    """What the provider's code wrote on its copy, as a word that can be counted once."""
    state = PaymentState(copy.status)
    captured = copy.captured_amount or copy.total
    return ProviderWord(
        event_id=event_id[:200],
        state=state,
        captured=Money(captured, copy.currency) if state == PaymentState.CONFIRMED else None,
        transaction_id=copy.transaction_id,
        message=copy.message[:500],
    )


def event_id_of(request: HttpRequest) -> str:
    """The provider's own id of a webhook if it has one, else what its content says."""
    try:
        body = json.loads(request.body)
        given = body.get("id") if isinstance(body, dict) else None
    except ValueError:
        given = None
    return str(given) if given else hashlib.sha256(request.body).hexdigest()
