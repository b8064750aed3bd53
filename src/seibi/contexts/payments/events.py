"""Facts about money."""

import datetime as dt
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


@dataclass(frozen=True, slots=True)
class PaymentFellSilent(Event):
    """The provider did not answer: whether money was taken is not known, so none is taken again."""

    name: ClassVar[str] = "payments.payment_fell_silent.v1"

    payment_id: UUID
    reference: str


@dataclass(frozen=True, slots=True)
class PaymentCorrected(Event):
    """Somebody had typed another amount or tender; the entry stands, and one against it."""

    name: ClassVar[str] = "payments.payment_corrected.v1"

    payment_id: UUID
    reference: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PaymentMoved(Event):
    """Money counts for something else from now on; none came and none went."""

    name: ClassVar[str] = "payments.payment_moved.v1"

    payment_id: UUID
    reference: str
    to_reference: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class DrawerChanged(Event):
    """Cash was carried to the safe, or change money into the drawer."""

    name: ClassVar[str] = "payments.drawer_changed.v1"

    kind: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class DayEnded(Event):
    """The till of a site was counted and closed; what comes now belongs to the next day."""

    name: ClassVar[str] = "payments.day_ended.v1"

    day_end_id: UUID
    day: dt.date
    difference: Decimal
    currency: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DayReopened(Event):
    """A closed day was opened again by right; the first record stays beside the new one."""

    name: ClassVar[str] = "payments.day_reopened.v1"

    day_end_id: UUID
    day: dt.date
