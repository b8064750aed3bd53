"""The life of a payment: providers repeat themselves and speak out of turn; we go forward."""

from enum import StrEnum

from seibi.contexts.payments.contracts import PaymentState as Is
from seibi.kernel.lifecycle import Lifecycle


class Heard(StrEnum):
    """What a provider, or a person at the desk, reports about a payment."""

    INPUT = "input"
    AUTHORISED = "authorised"
    CAPTURED = "captured"
    REFUNDED = "refunded"
    REJECTED = "rejected"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SILENT = "silent"


LIFECYCLE = Lifecycle(
    {
        (Is.WAITING, Heard.INPUT): Is.INPUT,
        (Is.WAITING, Heard.AUTHORISED): Is.PREAUTH,
        (Is.WAITING, Heard.CAPTURED): Is.CONFIRMED,
        (Is.WAITING, Heard.REJECTED): Is.REJECTED,
        (Is.WAITING, Heard.FAILED): Is.ERROR,
        (Is.WAITING, Heard.CANCELLED): Is.CANCELLED,
        (Is.INPUT, Heard.AUTHORISED): Is.PREAUTH,
        (Is.INPUT, Heard.CAPTURED): Is.CONFIRMED,
        (Is.INPUT, Heard.REJECTED): Is.REJECTED,
        (Is.INPUT, Heard.FAILED): Is.ERROR,
        (Is.INPUT, Heard.CANCELLED): Is.CANCELLED,
        (Is.WAITING, Heard.SILENT): Is.UNKNOWN,
        (Is.INPUT, Heard.SILENT): Is.UNKNOWN,
        (Is.UNKNOWN, Heard.AUTHORISED): Is.PREAUTH,
        (Is.UNKNOWN, Heard.CAPTURED): Is.CONFIRMED,
        (Is.UNKNOWN, Heard.REJECTED): Is.REJECTED,
        (Is.UNKNOWN, Heard.FAILED): Is.ERROR,
        (Is.UNKNOWN, Heard.CANCELLED): Is.CANCELLED,
        (Is.PREAUTH, Heard.CAPTURED): Is.CONFIRMED,
        (Is.PREAUTH, Heard.REFUNDED): Is.REFUNDED,
        (Is.PREAUTH, Heard.CANCELLED): Is.CANCELLED,
        (Is.PREAUTH, Heard.FAILED): Is.ERROR,
        (Is.CONFIRMED, Heard.REFUNDED): Is.REFUNDED,
        (Is.REJECTED, Heard.AUTHORISED): Is.PREAUTH,
        (Is.REJECTED, Heard.CAPTURED): Is.CONFIRMED,
        (Is.ERROR, Heard.AUTHORISED): Is.PREAUTH,
        (Is.ERROR, Heard.CAPTURED): Is.CONFIRMED,
        (Is.CANCELLED, Heard.CAPTURED): Is.CONFIRMED,
    }
)

HEARD = {
    Is.INPUT: Heard.INPUT,
    Is.PREAUTH: Heard.AUTHORISED,
    Is.CONFIRMED: Heard.CAPTURED,
    Is.REFUNDED: Heard.REFUNDED,
    Is.REJECTED: Heard.REJECTED,
    Is.ERROR: Heard.FAILED,
    Is.CANCELLED: Heard.CANCELLED,
    Is.UNKNOWN: Heard.SILENT,
}


def heard_possible(state: Is, said: Is) -> bool:
    """Whether this word can still move the payment; a late or repeated one cannot."""
    return said in HEARD and (state, HEARD[said]) in LIFECYCLE.table
