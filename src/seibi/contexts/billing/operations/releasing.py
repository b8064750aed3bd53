"""Letting the car go: because it is settled, or by right and with a reason."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import InvoiceKind, InvoiceState
from seibi.contexts.billing.events import CarReleasedUnpaid
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations.facts import facts_of
from seibi.contexts.billing.permissions import can_release_unpaid
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Payer, ReleaseKind, State
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import Invalid, RuleBroken, require
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import total

OWED = (InvoiceState.ISSUED, InvoiceState.PART_PAID)


@transaction.atomic
def release_unpaid(*, work_order_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> None:
    """A car leaves although money is owed only by right, with a reason that stays in the journal.

    Raises NotFound, NotAllowed, RuleBroken ("nothing_owed"), Invalid ("reason_missing").
    """
    facts = facts_of(work_order_id=work_order_id, actor=actor, at=at)
    require(can_release_unpaid(actor, facts.site.node))
    if not reason.strip():
        sentence = _("Say why the car leaves unpaid; it stands in the journal.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence})
    owed = total((each.open for each in _of_customer(work_order_id)), facts.order.currency)
    if not owed:
        raise RuleBroken(
            "nothing_owed", _("Nothing is owed for this visit. Issue the invoice first.")
        )

    work_orders.release_car(
        work_order_id=work_order_id,
        kind=ReleaseKind.BY_RIGHT,
        reason=reason.strip()[:300],
        actor=actor,
        at=at,
    )

    tell(
        CarReleasedUnpaid(work_order_id, owed.amount, owed.currency),
        actor=actor,
        at=at,
        subject=f"work_order:{work_order_id}",
        owner_node=facts.site.node,
    )


def release_if_settled(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The car may leave once the customer owes nothing that must be paid first."""
    invoices = _of_customer(work_order_id)
    house = _the_house(actor)
    order = work_orders.info(work_order_id=work_order_id, actor=house)
    if order.state != State.READY or any(each.state in OWED for each in invoices):
        return
    if not invoices:
        kind = ReleaseKind.NOTHING_TO_PAY
    elif any(each.state == InvoiceState.ON_ACCOUNT for each in invoices):
        kind = ReleaseKind.CREDIT
    else:
        kind = ReleaseKind.PAID
    work_orders.release_car(work_order_id=work_order_id, kind=kind, reason="", actor=house, at=at)


def hold_if_owed(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Money went back or the paper was taken back: a car that is still here stays."""
    house = _the_house(actor)
    order = work_orders.info(work_order_id=work_order_id, actor=house)
    if order.is_released and order.state == State.READY:
        work_orders.withdraw_release(work_order_id=work_order_id, actor=house, at=at)


def _the_house(actor: Actor) -> Actor:
    """That a settled car may leave is a rule, not somebody's right; the journal keeps for whom."""
    return replace(SYSTEM, on_behalf_of=actor.account_id)


def _of_customer(work_order_id: UUID) -> list[Invoice]:
    return list(
        Invoice.objects.filter(
            work_order_id=work_order_id, kind=InvoiceKind.INVOICE, payer=Payer.CUSTOMER
        ).exclude(state=InvoiceState.CREDITED)
    )
