"""The cash desk of the demo: yesterday is closed and signed; its change money begins today."""

import datetime as dt
from decimal import Decimal

from seibi.config.demo.casting import Cast
from seibi.config.demo.network import SeededSite
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Counting, MovementKind
from seibi.kernel import clock
from seibi.kernel.money import Money

EVENING = dt.time(18)
FLOAT = {"JPY": Decimal(50_000), "CNY": Decimal(1_000), "USD": Decimal(300)}


def end_yesterday(site: SeededSite, now: dt.datetime) -> None:
    """What earlier days have brought is counted and signed, so that today's takings are today's."""
    place = network.site_by_code(site.site.code)
    yesterday = clock.local_day(now, place.tz) - dt.timedelta(days=1)
    signing = [one for one in site.site.staff if one.role == Role.CASHIER] or site.site.staff
    actor = Cast(site).one(Role.CASHIER)
    evening = clock.local_moment(yesterday, EVENING, place.tz)
    float_money = Money(FLOAT.get(place.currency, Decimal(0)), place.currency)
    if float_money:
        payments.change_drawer(
            node=place.node,
            kind=MovementKind.CHANGE_MONEY,
            amount=float_money,
            note="",
            actor=actor,
            at=evening,
        )
    till = payments.till_now(actor=actor, node=place.node, today=yesterday, currency=place.currency)
    there = till.expected_cash
    payments.close_day(
        node=place.node,
        day=yesterday,
        currency=place.currency,
        counting=Counting(_pieces(there), float_money),
        open_items=(),
        signed_by=signing[0].name,
        actor=actor,
        at=evening,
    )


def _pieces(amount: Money) -> dict[str, Decimal]:
    """A drawer that holds exactly so much: large notes first, and coins as one sum."""
    left, found = amount.amount, {}
    for note in payments.notes_of[amount.currency]:
        pieces = left // Decimal(note)
        if pieces:
            found[note] = pieces
            left -= pieces * Decimal(note)
    return {**found, "coins": left} if left else found
