"""The end of the day at a cash desk: what is open is written on the record that is signed."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.billing.queries.day import day_page
from seibi.contexts.network import facade as network
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Counting, DayEndInfo, MovementKind
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money


@transaction.atomic
def close_day(*, site_code: str, counting: Counting, actor: Actor, at: dt.datetime) -> DayEndInfo:
    """Counted, signed, sealed; unpaid cars, deposits, questions and silent payments are listed.

    Raises NotFound, NotAllowed, RuleBroken ("day_closed"), Invalid.
    """
    page = day_page(actor=actor, site_code=site_code, at=at)
    return payments.close_day(
        node=page.till.node,
        day=page.till.day,
        currency=page.till.currency,
        counting=counting,
        open_items=page.open_items,
        signed_by=_name_of(actor),
        actor=actor,
        at=at,
    )


@transaction.atomic
def change_drawer(
    *,
    site_code: str,
    kind: MovementKind,
    amount: Money,
    note: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Cash goes to the safe, or change money comes. Raises NotFound, NotAllowed, RuleBroken."""
    page = day_page(actor=actor, site_code=site_code, at=at)
    payments.change_drawer(
        node=page.till.node, kind=kind, amount=amount, note=note, actor=actor, at=at
    )


def _name_of(actor: Actor) -> str:
    try:
        account = UUID(actor.account_id)
    except ValueError:
        return actor.account_id
    return network.names_by_account({account}).get(account, actor.account_id)
