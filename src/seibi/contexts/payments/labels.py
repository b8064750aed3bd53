"""The words people see for our codes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.payments.contracts import (
    Effect,
    Method,
    MovementKind,
    PaymentState,
    Purpose,
)

STATE_LABELS = {
    PaymentState.WAITING: pgettext_lazy("payment", "Not paid yet"),
    PaymentState.INPUT: pgettext_lazy("payment", "Being paid"),
    PaymentState.PREAUTH: pgettext_lazy("payment", "Set aside"),
    PaymentState.CONFIRMED: pgettext_lazy("payment", "Paid"),
    PaymentState.REFUNDED: pgettext_lazy("payment", "Given back"),
    PaymentState.REJECTED: pgettext_lazy("payment", "Refused by the bank"),
    PaymentState.ERROR: pgettext_lazy("payment", "Did not work"),
    PaymentState.CANCELLED: pgettext_lazy("payment", "Cancelled"),
    PaymentState.UNKNOWN: pgettext_lazy("payment", "Not known yet"),
}

METHOD_LABELS = {
    Method.ONLINE: _("Online"),
    Method.CASH: _("Cash"),
    Method.CARD_TERMINAL: _("Card"),
    Method.TRANSFER: _("Bank transfer"),
    Method.ROUNDING: _("Rounding"),
}

PURPOSE_LABELS = {
    Purpose.INVOICE: _("Invoice"),
    Purpose.DEPOSIT: _("Deposit"),
}

EFFECT_LABELS = {
    Effect.APPLIED: _("Taken over"),
    Effect.REPEATED: _("Said before"),
    Effect.TOO_LATE: _("Came too late"),
}

MOVEMENT_LABELS = {
    MovementKind.TAKEN: pgettext_lazy("till", "Taken"),
    MovementKind.GIVEN_BACK: pgettext_lazy("till", "Given back"),
    MovementKind.CORRECTED: pgettext_lazy("till", "Put right"),
    MovementKind.DROP: pgettext_lazy("till", "Taken to the safe"),
    MovementKind.CHANGE_MONEY: pgettext_lazy("till", "Change money added"),
}
