"""What a search says of money: papers with a number, and bills that are open on a car."""

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import SEE, InvoiceRow, InvoiceState
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.queries.invoices import row_of
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money
from seibi.kernel.search.matters import BILL, Matter
from seibi.ui import formats

MOST_FOUND = 20
UNPAID = (InvoiceState.ISSUED, InvoiceState.PART_PAID)


def numbered(*, query: str, actor: Actor) -> list[InvoiceRow]:
    """The papers with exactly this number, for those who may see money. One query."""
    number = unicodedata.normalize("NFKC", query).strip().upper()[:30]
    if not number or not actor.nodes(SEE):
        return []
    rows = Invoice.objects.visible_to(actor).filter(number=number).order_by("-issued_at")
    return [row_of(row) for row in rows[:MOST_FOUND]]


def open_matters(
    vehicle_ids: Collection[UUID], *, actor: Actor, at: dt.datetime
) -> dict[UUID, list[Matter]]:
    """Bills of visits of these cars that nobody has paid yet. One query."""
    if not actor.nodes(SEE):
        return {}
    rows = Invoice.objects.visible_to(actor).filter(
        work_order__vehicle_id__in=vehicle_ids, state__in=UNPAID
    )
    found: dict[UUID, list[Matter]] = defaultdict(list)
    for row in rows.select_related("work_order").order_by("issued_at"):
        found[row.work_order.vehicle_id].append(_matter(row))
    return found


def _matter(row: Invoice) -> Matter:
    amount = formats.money(Money(row.gross - row.paid, row.currency))
    return Matter(
        pressing=BILL,
        label=_("Bill open: %(amount)s") % {"amount": amount},
        tone="attention",
        icon="banknote",
        url=reverse("billing:invoice", args=[row.pk]),
        step=_("Take payment"),
    )
