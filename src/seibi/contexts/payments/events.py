"""Facts about money."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class PaymentOpened(Event):
    """Somebody has been asked to pay."""

    name: ClassVar[str] = "payments.payment_opened.v1"

    payment_id: UUID
    reference: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PaymentAuthorised(Event):
    """The money is set aside and can be taken."""

    name: ClassVar[str] = "payments.payment_authorised.v1"

    payment_id: UUID
    reference: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PaymentCaptured(Event):
    """The money is here."""

    name: ClassVar[str] = "payments.payment_captured.v1"

    payment_id: UUID
    reference: str
    amount: Decimal
    currency: str
    method: str


@dataclass(frozen=True, slots=True)
class PaymentRefunded(Event):
    """Money went back."""

    name: ClassVar[str] = "payments.payment_refunded.v1"

    payment_id: UUID
    reference: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class RefundRequested(Event):
    """A person decided to give money back; the provider has not answered yet."""

    name: ClassVar[str] = "payments.refund_requested.v1"

    payment_id: UUID
    reference: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PaymentFailed(Event):
    """No money came, and none will by this payment."""

    name: ClassVar[str] = "payments.payment_failed.v1"

    payment_id: UUID
    reference: str
    state: str


@dataclass(frozen=True, slots=True)
class ProviderWordIgnored(Event):
    """A provider said something twice, or too late; nothing changed."""

    name: ClassVar[str] = "payments.provider_word_ignored.v1"

    payment_id: UUID
    event_id: str
    state: str
    effect: str
