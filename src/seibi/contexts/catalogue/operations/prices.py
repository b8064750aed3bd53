"""Setting prices. An old price ends where the new one begins, and stays readable."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.catalogue.contracts import PriceKind, PriceSet
from seibi.contexts.catalogue.domain.standard import (
    standard_prices,
)
from seibi.contexts.catalogue.events import (
    PriceChanged,
    PricesLoaded,
)
from seibi.contexts.catalogue.models import PriceRule
from seibi.contexts.catalogue.permissions import can_price
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def load_standard_prices(
    *, node: str, country: str, valid_from: dt.date, actor: Actor, at: dt.datetime
) -> int:
    """Take over a plausible price list of a country at a node; how many prices.

    Raises NotAllowed, NotFound ("no_price_list").
    """
    require(can_price(actor, node))

    prices = standard_prices(country, valid_from)
    if prices is None:
        raise NotFound("no_price_list", _("There is no ready-made price list for this country."))

    _put_prices(node, prices, valid_from)

    tell(
        PricesLoaded(currency=prices.currency, prices=len(prices.fixed) + 2, valid_from=valid_from),
        actor=actor,
        at=at,
        subject=f"node:{node}",
        owner_node=node,
    )
    return len(prices.fixed) + 2


@transaction.atomic
def set_price(
    *,
    node: str,
    kind: PriceKind,
    amount: Decimal,
    valid_from: dt.date,
    item_code: str = "",
    currency: str = "",
    tax_included: bool = False,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A new price begins on a day; the one before it ends there and stays readable.

    Raises NotAllowed, Invalid ("price_negative"), RuleBroken ("price_before_the_last").
    """
    _lock_prices(node)

    require(can_price(actor, node))

    if amount < 0:
        raise Invalid("price_negative", _("A price is zero or more."))

    rule = _put_price(
        node=node,
        kind=kind,
        item_code=item_code,
        amount=amount,
        currency=currency,
        tax_included=tax_included,
        valid_from=valid_from,
    )

    tell(
        PriceChanged(
            kind=str(kind),
            operation_code=item_code,
            amount=amount,
            currency=currency,
            valid_from=valid_from,
        ),
        actor=actor,
        at=at,
        subject=f"price_rule:{rule.pk}",
        owner_node=node,
    )
    return rule.pk


def _entries(prices: PriceSet) -> list[tuple[PriceKind, str, Decimal]]:
    return [
        (PriceKind.TAX_RATE, "", prices.tax_rate),
        (PriceKind.LABOUR_RATE, "", prices.labour_rate),
        *((PriceKind.FIXED, code, amount) for code, amount in prices.fixed.items()),
    ]


def _lock_prices(node: str) -> dict[tuple[str, str], PriceRule]:
    """The prices of a node that have no end yet, locked, by kind and thing."""
    rows = PriceRule.objects.filter(owner_node=node, valid_until=None).locked()
    return {(row.kind, row.item_code): row for row in rows}


def _put_prices(node: str, prices: PriceSet, valid_from: dt.date) -> None:
    """What has no price yet gets one in a single statement; the rest one by one."""
    known = _lock_prices(node)
    entries = _entries(prices)
    PriceRule.objects.bulk_create(
        PriceRule(
            owner_node=node,
            kind=kind,
            item_code=code,
            amount=amount,
            valid_from=valid_from,
            currency=prices.currency,
            tax_included=prices.tax_included,
        )
        for kind, code, amount in entries
        if (kind, code) not in known
    )
    for kind, code, amount in entries:
        if (kind, code) in known:
            _put_price(
                node=node,
                kind=kind,
                item_code=code,
                amount=amount,
                valid_from=valid_from,
                currency=prices.currency,
                tax_included=prices.tax_included,
            )


def _put_price(
    *,
    node: str,
    kind: PriceKind,
    item_code: str,
    amount: Decimal,
    currency: str,
    tax_included: bool,
    valid_from: dt.date,
) -> PriceRule:
    values = {"amount": amount, "currency": currency, "tax_included": tax_included}
    open_rule = PriceRule.objects.filter(
        owner_node=node, kind=kind, item_code=item_code, valid_until=None
    ).first()
    if open_rule and open_rule.valid_from > valid_from:
        sentence = _("A later price has been set already. Choose a day after it.")
        raise RuleBroken("price_before_the_last", sentence)
    if open_rule and open_rule.valid_from == valid_from:
        PriceRule.objects.filter(pk=open_rule.pk).update(**values)
        return open_rule
    if open_rule:
        open_rule.valid_until = valid_from
        open_rule.save(update_fields=["valid_until"])
    return PriceRule.objects.create(
        owner_node=node, kind=kind, item_code=item_code, valid_from=valid_from, **values
    )
