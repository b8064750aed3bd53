"""Payments as screens, other contexts and the reconciliation see them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Q, Sum

from seibi.contexts.payments.contracts import (
    SEE,
    Method,
    MovementKind,
    PaymentInfo,
    PaymentState,
    PayPage,
    Purpose,
    Reconciliation,
    Unsettled,
)
from seibi.contexts.payments.models import Movement, Payment
from seibi.contexts.payments.permissions import can_refund
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.money import Money
from seibi.kernel.rows import under

OPEN_STATES = (PaymentState.WAITING, PaymentState.INPUT)
NOT_FINAL = (*OPEN_STATES, PaymentState.PREAUTH, PaymentState.UNKNOWN)


def info_of(row: Payment, actor: Actor) -> PaymentInfo:
    """A payment as a value."""
    return PaymentInfo(
        id=row.pk,
        reference=row.reference,
        purpose=Purpose(row.purpose),
        method=Method(row.method),
        state=PaymentState(row.status),
        amount=row.amount,
        captured=row.captured,
        refunded=Money(row.refunded_amount, row.currency),
        note=row.note,
        opened_at=row.created,
        settled_at=row.settled_at,
        pay_url=f"/payments/{row.token}/" if row.method == Method.ONLINE else "",
        may_refund=row.status == PaymentState.CONFIRMED
        and bool(row.captured)
        and bool(can_refund(actor, row, Money(Decimal(0), row.currency))),
        given=None if row.given is None else Money(row.given, row.currency),
        corrected=_if_any(row.corrected_amount, row.currency),
        moved=_if_any(row.moved_amount, row.currency),
    )


def _if_any(amount: Decimal, currency: str) -> Money | None:
    return Money(amount, currency) if amount else None


def payment(*, actor: Actor, payment_id: UUID) -> PaymentInfo:
    """One payment. Raises NotFound for those who may not know of it."""
    row = Payment.objects.visible_to(actor).filter(pk=payment_id).first()
    if row is None:
        raise NotFound("payment_not_found")
    return info_of(row, actor)


def payments_for(*, actor: Actor, references: Iterable[str]) -> dict[str, list[PaymentInfo]]:
    """The payments of several references, oldest first. One SQL query."""
    rows = Payment.objects.visible_to(actor).filter(reference__in=list(references)).order_by("pk")
    found: defaultdict[str, list[PaymentInfo]] = defaultdict(list)
    for row in rows:
        found[row.reference].append(info_of(row, actor))
    return dict(found)


def captured_total(*, reference: str, currency: str) -> Money:
    """What has been taken and not given back, by all payments with this reference."""
    rows = Payment.objects.filter(reference=reference, currency=currency)
    left = F("captured_amount") - F("refunded_amount") - F("moved_amount") - F("corrected_amount")
    sums = rows.aggregate(left=Sum(left))
    return Money(sums["left"] or Decimal(0), currency)


def pay_page(*, token: UUID) -> PayPage:
    """What the person with the link may see. The link is the right. Raises NotFound."""
    row = Payment.objects.filter(token=token, method=Method.ONLINE).first()
    if row is None:
        raise NotFound("payment_not_found")
    return PayPage(
        token=row.token,
        description=row.description,
        amount=row.amount,
        state=PaymentState(row.status),
        open=row.status in OPEN_STATES,
        return_url=row.return_url,
    )


def reconciliation(
    *, actor: Actor, node: str, from_at: dt.datetime, to_at: dt.datetime
) -> list[Reconciliation]:
    """What was taken and given back in [from_at, to_at), by method and currency. One SQL query."""
    rows = Movement.objects.filter(
        under(*actor.nodes(SEE)), under(node), at__gte=from_at, at__lt=to_at, payment__isnull=False
    )
    back = Q(kind=MovementKind.GIVEN_BACK)
    grouped = (
        rows.order_by("method", "currency")
        .values("method", "currency")
        .annotate(
            count=Count("pk", filter=Q(kind=MovementKind.TAKEN)),
            taken=Sum("amount", filter=~back, default=Decimal(0)),
            back=Sum("amount", filter=back, default=Decimal(0)),
        )
    )
    return [
        Reconciliation(
            method=Method(each["method"]),
            currency=each["currency"],
            count=each["count"],
            taken=Money(each["taken"], each["currency"]),
            given_back=Money(-each["back"], each["currency"]),
        )
        for each in grouped
    ]


def unsettled(*, actor: Actor, node: str, older_than: dt.datetime) -> list[Unsettled]:
    """Online payments that somebody began or set aside and that never ended, oldest first.

    One whose service fell silent is known at once, however young it is.
    """
    rows = Payment.objects.visible_to(actor).filter(
        Q(status=PaymentState.UNKNOWN) | Q(modified__lt=older_than),
        under(node),
        method=Method.ONLINE,
        status__in=NOT_FINAL[1:],
    )
    return [
        Unsettled(
            id=row.pk,
            reference=row.reference,
            amount=row.amount,
            state=PaymentState(row.status),
            opened_at=row.created,
        )
        for row in rows.order_by("pk")
    ]


def held(*, actor: Actor, node: str, purpose: Purpose) -> list[PaymentInfo]:
    """Money of a purpose that still counts for the reference it was taken for, oldest first."""
    rows = Payment.objects.visible_to(actor).filter(
        under(node), purpose=purpose, status=PaymentState.CONFIRMED
    )
    gone = F("refunded_amount") + F("moved_amount") + F("corrected_amount")
    left = rows.filter(captured_amount__gt=gone)
    return [info_of(row, actor) for row in left.order_by("pk")]
