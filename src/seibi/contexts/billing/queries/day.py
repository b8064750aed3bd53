"""The end of a day at a cash desk: the till, and what a day leaves open."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts.desk import CashDesk, DayPage
from seibi.contexts.billing.queries.desk import cash_desk
from seibi.contexts.network import facade as network
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import CLOSE, OpenItem
from seibi.kernel import clock
from seibi.kernel.actor import Actor


def day_page(*, actor: Actor, site_code: str, at: dt.datetime) -> DayPage:
    """What should be in the till now, and what nobody has ended. Raises NotFound."""
    desk = cash_desk(actor=actor, site_code=site_code, at=at)
    site = network.site_by_code(site_code)
    till = payments.till_now(
        actor=actor,
        node=site.node,
        today=clock.local_day(at, site.tz),
        currency=site.currency,
    )
    return DayPage(
        site_code=site.code,
        site_name=site.name,
        till=till,
        open_items=tuple(_open(desk)),
        day_ends=tuple(payments.day_ends(actor=actor, node=site.node)),
        may_close=actor.may(CLOSE, at_node=site.node) and not till.is_closed,
    )


def _open(desk: CashDesk) -> Iterator[OpenItem]:
    """Written in the words of whoever signs."""
    for car in desk.to_bill:
        words = _("Ready, not billed: %(car)s") % {"car": car.car}
        yield OpenItem("to_bill", words, f"work_order:{car.work_order_id}")
    for row in desk.open:
        words = _("Unpaid: %(number)s, %(who)s") % {"number": row.number, "who": row.recipient}
        yield OpenItem("unpaid", words, f"invoice:{row.id}", row.gross - row.paid)
    for held in desk.deposits:
        words = _("Deposit held: %(car)s, %(who)s") % {"car": held.car, "who": held.customer}
        yield OpenItem("deposit", words, f"work_order:{held.work_order_id}", held.amount)
    for question in desk.questions:
        words = _("Discount not answered: %(car)s") % {"car": question.car}
        yield OpenItem("discount", words, f"discount:{question.id}", question.amount)
    for silent in desk.silent:
        words = _("Payment service silent: %(number)s") % {"number": silent.number}
        yield OpenItem("silent", words, f"invoice:{silent.invoice_id}", silent.amount)
