"""Statutory fees of an inspection: lines of their own, as they are, outside the tax."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import LineKind, NewLine
from seibi.contexts.work_orders.contracts.fees import StatutoryFee
from seibi.contexts.work_orders.labels import FEE_LABELS
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.operations import lines
from seibi.contexts.work_orders.operations.loading import locked_work_order
from seibi.contexts.work_orders.permissions import can_estimate
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken, require
from seibi.kernel.text import in_every_language

COUNTRIES = ("JP",)


@transaction.atomic
def set_statutory_fees(
    *, work_order_id: UUID, amounts: Mapping[StatutoryFee, Decimal], actor: Actor, at: dt.datetime
) -> None:
    """What the state asks for is passed on to the coin; an amount replaces the one before, and
    nought takes it off. What is not named stays.

    Raises NotFound, NotAllowed, RuleBroken ("no_statutory_fees", "wrong_state", "line_is_done"),
    Invalid ("fee_amount").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_estimate(actor, work_order))
    if network.site(work_order.site_id).country not in COUNTRIES:
        raise RuleBroken("no_statutory_fees", _("There are no such fees in this country."))
    standing = {
        row.operation_code: row
        for row in Line.objects.filter(
            work_order=work_order, kind=LineKind.FEE, operation_code__in=amounts, removed_at=None
        )
    }
    for fee, amount in amounts.items():
        _check_amount(amount)
        row = standing.get(fee)
        if row is None and amount:
            lines.add_line(work_order_id=work_order_id, new=_line(fee, amount), actor=actor, at=at)
        elif row is not None and not amount:
            lines.remove_line(work_order_id=work_order_id, line_id=row.pk, actor=actor, at=at)
        elif row is not None and row.gross != amount:
            lines.change_line(
                work_order_id=work_order_id,
                line_id=row.pk,
                changes={"unit_gross": amount},
                actor=actor,
                at=at,
            )


def _check_amount(amount: Decimal) -> None:
    if amount < 0 or amount != amount.to_integral_value():
        sentence = _("A fee is a whole amount of yen, as the office asks for it.")
        raise Invalid("fee_amount", sentence, errors={"fees": sentence})


def _line(fee: StatutoryFee, amount: Decimal) -> NewLine:
    """Named in every language, since the paper speaks that of whoever pays."""
    return NewLine(
        kind=LineKind.FEE,
        title=in_every_language(lambda: str(FEE_LABELS[fee])),
        unit_gross=amount,
        tax_rate=Decimal(0),
        operation_code=fee,
    )
