"""Invoices as screens, programs and owners see them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

from seibi.contexts.billing.contracts import (
    Cost,
    Form,
    InvoiceInfo,
    InvoiceKind,
    InvoiceLineInfo,
    InvoiceRow,
    InvoiceState,
    PaperParty,
    TaxInfo,
    VisitFacts,
)
from seibi.contexts.billing.domain.lines import is_reduced
from seibi.contexts.billing.models.invoices import Invoice, InvoiceLine
from seibi.contexts.billing.permissions import offered_actions
from seibi.contexts.billing.queries import paper
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.money import Money, total
from seibi.kernel.records import Record
from seibi.kernel.text import translated
from seibi.ui.paper import SCRIPTS


def invoice(*, actor: Actor, invoice_id: UUID, language: str = "") -> InvoiceInfo:
    """Everything on one invoice, in four SQL queries. Raises NotFound."""
    rows = Invoice.objects.visible_to(actor).select_related("credits", "credit_note", "site")
    row = rows.filter(pk=invoice_id).first()
    if row is None:
        raise NotFound("invoice_not_found")
    return _info(row, actor, language or get_language() or "en")


def invoice_pdf(*, actor: Actor, invoice_id: UUID, language: str = "") -> tuple[str, bytes]:
    """File name and PDF, in the recipient's language unless another is asked for.

    Raises NotFound.
    """
    known = invoice(actor=actor, invoice_id=invoice_id)
    wanted = language if language in SCRIPTS else known.language
    shown = invoice(actor=actor, invoice_id=invoice_id, language=wanted)
    return f"{known.number}.pdf", paper.render(shown, wanted)


def invoices_of(*, actor: Actor, work_order_ids: Iterable[UUID]) -> dict[UUID, list[InvoiceRow]]:
    """The invoices of several visits, oldest first; the owner sees their own. One SQL query."""
    rows = Invoice.objects.visible_to(actor).filter(work_order_id__in=list(work_order_ids))
    found: defaultdict[UUID, list[InvoiceRow]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.work_order_id].append(row_of(row))
    return dict(found)


def named(ids: Collection[UUID], *, actor: Actor) -> dict[UUID, Record]:
    """What the invoices among these are called that an actor may know of. One query."""
    return {
        row.pk: Record(
            " · ".join(filter(None, (row.number, row.visit.get("car", "")))),
            row.owner_node,
            reverse("billing:invoice", args=[row.pk]),
        )
        for row in Invoice.objects.visible_to(actor).filter(pk__in=ids)
    }


def line_ids_of(*, invoice_id: UUID) -> dict[int, UUID]:
    """The visit's line behind each position, for callers that may see the invoice."""
    lines = InvoiceLine.objects.filter(invoice_id=invoice_id)
    return dict(lines.values_list("position", "work_order_line_id"))


def row_of(row: Invoice) -> InvoiceRow:
    """One line of a list."""
    return InvoiceRow(
        id=row.pk,
        number=row.number,
        kind=InvoiceKind(row.kind),
        state=InvoiceState(row.state),
        payer=Payer(row.payer),
        recipient=row.recipient["name"],
        car=row.visit.get("car", ""),
        work_order_id=row.work_order_id,
        work_order=row.visit.get("work_order", ""),
        issued_at=row.issued_at,
        due_on=row.due_on,
        gross=Money(row.gross, row.currency),
        paid=Money(row.paid, row.currency),
    )


def _info(row: Invoice, actor: Actor, language: str) -> InvoiceInfo:
    lines = list(row.lines.all())
    credit_note = getattr(row, "credit_note", None)
    return InvoiceInfo(
        id=row.pk,
        number=row.number,
        kind=InvoiceKind(row.kind),
        form=Form(row.form),
        state=InvoiceState(row.state),
        payer=Payer(row.payer),
        work_order_id=row.work_order_id,
        customer_id=row.customer_id,
        owner_node=row.owner_node,
        language=row.language,
        issued_at=row.issued_at,
        issued_on=row.issued_on,
        due_on=row.due_on,
        issuer=_party(row.issuer),
        recipient=_party(row.recipient),
        visit=_visit(row.visit),
        lines=tuple(_line(row, line, language) for line in lines),
        taxes=tuple(_tax(row, each) for each in row.taxes.all()),
        net=Money(row.net, row.currency),
        tax=Money(row.tax, row.currency),
        gross=Money(row.gross, row.currency),
        paid=Money(row.paid, row.currency),
        credits=row.credits.number if row.credits else "",
        credited_by=credit_note.number if credit_note else "",
        cost_totals=_costs(lines, row.currency),
        actions=offered_actions(actor, row),
        tax_included=row.tax_included,
        discount=_discount(lines, row.currency),
    )


def _discount(lines: list[InvoiceLine], currency: str) -> Money | None:
    """What was taken off altogether; nothing is said where nothing was."""
    off = total((Money(line.discount, currency) for line in lines), currency)
    return off or None


def _line(row: Invoice, line: InvoiceLine, language: str) -> InvoiceLineInfo:
    return InvoiceLineInfo(
        position=line.position,
        cost=Cost(line.cost),
        description=translated(line.names, language),
        part_number=line.part_number,
        quantity=line.quantity,
        unit="",
        unit_price=_unit_price(row, line),
        net=Money(line.net, row.currency),
        gross=Money(line.gross, row.currency),
        tax_rate=line.tax_rate,
        reduced=is_reduced(row.site.country, line.tax_rate),
        discount=Money(line.discount, row.currency) if line.discount else None,
        minutes=line.minutes,
    )


def _tax(row: Invoice, tax: Any) -> TaxInfo:
    return TaxInfo(
        rate=tax.rate,
        outside_tax=tax.outside_tax,
        net=Money(tax.net, row.currency),
        tax=Money(tax.tax, row.currency),
        gross=Money(tax.net + tax.tax, row.currency),
    )


def _unit_price(row: Invoice, line: InvoiceLine) -> Money:
    """The price of one as the paper shows its lines: with the tax inside, or without."""
    if row.tax_included and line.unit_gross is not None:
        return Money(line.unit_gross, row.currency)
    return Money(line.unit_net, row.currency)


def _costs(lines: list[InvoiceLine], currency: str) -> tuple[tuple[Cost, Money], ...]:
    """The total of each kind of cost that occurs, in the order of the form."""
    sums = {
        cost: total((Money(x.net, currency) for x in lines if x.cost == cost), currency)
        for cost in Cost
        if any(x.cost == cost for x in lines)
    }
    return tuple(sums.items())


def _party(stored: dict[str, Any]) -> PaperParty:
    return PaperParty(
        name=stored["name"],
        lines=tuple(stored.get("lines", ())),
        registration_number=stored.get("registration_number", ""),
        phone=stored.get("phone", ""),
    )


def _visit(stored: dict[str, Any]) -> VisitFacts:
    days = {
        name: dt.date.fromisoformat(stored[name]) if stored.get(name) else None
        for name in ("arrived_on", "finished_on")
    }
    return VisitFacts(**(stored | days))


def is_still_wanted(*, subject: str, **_asked: object) -> bool:
    """An invoice that was paid or taken back before the message left is not sent any more."""
    owed = (InvoiceState.ISSUED, InvoiceState.PART_PAID, InvoiceState.ON_ACCOUNT)
    return Invoice.objects.filter(pk=UUID(subject.partition(":")[2]), state__in=owed).exists()
