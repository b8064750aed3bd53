"""What the discounts of a visit take off each line."""

from collections.abc import Sequence
from uuid import UUID

from seibi.contexts.billing.contracts.discounts import DiscountState
from seibi.contexts.billing.domain import discounts as rules
from seibi.contexts.billing.domain.lines import is_outside_tax
from seibi.contexts.billing.models.discounts import Discount
from seibi.contexts.work_orders.contracts import BillableLine, Payer, TaxRule
from seibi.kernel.money import Money, total, zero


def of_lines(
    *, lines: Sequence[BillableLine], work_order_id: UUID, rule: TaxRule, payer: Payer
) -> list[Money]:
    """What each line is reduced by: its own discount first, then its part of that on everything."""
    currency = lines[0].gross.currency
    off = [zero(currency) for _line in lines]
    if payer != Payer.CUSTOMER:
        return off
    known = list(Discount.objects.filter(work_order_id=work_order_id, state=DiscountState.APPROVED))
    amounts = [zero(currency) if is_outside_tax(x) else shown(x, rule) for x in lines]
    for row in known:
        for i, line in enumerate(lines):
            if row.work_order_line_id == line.line_id:
                off[i] = _worth(row, amounts[i])
    for row in (each for each in known if each.work_order_line_id is None):
        left = [amount - own for amount, own in zip(amounts, off, strict=True)]
        shares = rules.shared(left, _worth(row, total(left, currency)))
        off = [own + share for own, share in zip(off, shares, strict=True)]
    return off


def shown(line: BillableLine, rule: TaxRule) -> Money:
    """The amount of a line as the customer sees it: with the tax where it is inside."""
    return line.gross if rule is TaxRule.PER_RATE_OF_GROSS else line.net


def _worth(row: Discount, base: Money) -> Money:
    found = rules.worth(base, percent=row.percent, amount=Money(row.amount, row.currency))
    return base if found.exceeds(base) else found
