"""Whose customer somebody is: one person of sales, or nobody."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.customers.events import CustomerChanged
from seibi.contexts.customers.operations import writing
from seibi.contexts.customers.permissions import can_register
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, require


@transaction.atomic
def assign_sales(
    *, customer_id: UUID, account_id: UUID | None, actor: Actor, at: dt.datetime
) -> None:
    """A customer is looked after by one person who sells in their group, or by nobody.

    Raises NotFound, NotAllowed, Invalid ("not_in_sales").
    """
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_register(actor, row.owner_node))
    if row.sales_id == account_id:
        return
    sellers = {one.account_id for one in network.staff_at(row.owner_node, Role.SALES, at)}
    if account_id is not None and account_id not in sellers:
        sentence = _("Choose somebody who sells at a workshop of this group.")
        raise Invalid("not_in_sales", sentence, errors={"person": sentence})

    row.sales_id = account_id
    row.save(update_fields=["sales_id"])

    writing.report(
        event=CustomerChanged(customer_id=row.pk, fields=("sales_id",)),
        customer=row,
        actor=actor,
        at=at,
    )
