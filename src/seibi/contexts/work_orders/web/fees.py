"""The statutory fees on the estimate: three amounts, as the office asks for them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import LineInfo
from seibi.contexts.work_orders.contracts.fees import StatutoryFee
from seibi.contexts.work_orders.labels import FEE_LABELS
from seibi.contexts.work_orders.operations import fees
from seibi.kernel import clock
from seibi.kernel.actor import Actor


class FeesForm(forms.Form):
    """One field for each fee, named by its code; what is emptied is taken off."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for fee, name in FEE_LABELS.items():
            self.fields[fee] = forms.IntegerField(
                label=name, required=False, min_value=0, max_value=9_999_999
            )


def set_fees(work_order_id: UUID, cleaned: dict[str, Any], actor: Actor) -> None:
    fees.set_statutory_fees(
        work_order_id=work_order_id,
        amounts={fee: Decimal(cleaned[fee] or 0) for fee in StatutoryFee},
        actor=actor,
        at=clock.now(),
    )


def shown(
    site_id: UUID, lines: Iterable[LineInfo], typed: forms.Form | None
) -> list[dict[str, Any]]:
    """The fields with what stands there or was typed; none where the country has no such fees."""
    if network.site(site_id).country not in fees.COUNTRIES:
        return []
    standing = {line.operation_code: line.gross.rounded().amount for line in lines}
    return [
        {
            "name": str(fee),
            "label": label,
            "value": typed[fee].value() if typed else standing.get(fee, ""),
            "error": " ".join(map(str, typed[fee].errors)) if typed else "",
        }
        for fee, label in FEE_LABELS.items()
    ]
