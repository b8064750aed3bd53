"""A customer pays a month at once: the money goes to its invoices, the oldest first."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.billing.models.accounts import Statement
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations.settling import take_payment
from seibi.contexts.billing.permissions import can_take_at
from seibi.contexts.payments.contracts import Method
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.money import Money, total


@transaction.atomic
def take_for_statement(
    *, statement_id: UUID, amount: Money, method: Method, actor: Actor, at: dt.datetime
) -> None:
    """What comes for a month settles its invoices one after the other; never more than is open.

    Raises NotFound, NotAllowed, RuleBroken ("more_than_open"), Invalid.
    """
    statement = Statement.objects.visible_to(actor).filter(pk=statement_id).first()
    if statement is None:
        raise NotFound("statement_not_found")
    require(can_take_at(actor, statement.owner_node))
    rows = list(Invoice.objects.filter(statement_line__statement__terms=statement.terms).locked())
    owed = [row for row in rows if row.open.amount > 0 and row.state == "on_account"]
    if amount.exceeds(total((row.open for row in owed), statement.currency)):
        raise RuleBroken("more_than_open", _("This is more than is still open on the account."))
    left = amount
    for row in sorted(owed, key=lambda each: (each.issued_at, each.pk)):
        if not left:
            break
        part = row.open if left.exceeds(row.open) else left
        take_payment(
            invoice_id=row.pk,
            amount=part,
            method=method,
            note=statement.number,
            actor=actor,
            at=at,
        )
        left = left - part
