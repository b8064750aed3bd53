"""Customers on account as screens and programs see them."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, Sum

from seibi.contexts.billing.contracts import SEE, InvoiceKind, InvoiceState, PaperParty
from seibi.contexts.billing.contracts.accounts import (
    AccountInfo,
    AccountPage,
    StatementInfo,
    StatementRow,
)
from seibi.contexts.billing.domain import terms as rules
from seibi.contexts.billing.models.accounts import Statement, Terms
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.permissions import can_set_terms
from seibi.contexts.billing.queries.invoices import row_of
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.money import Money

OWED = Q(kind=InvoiceKind.INVOICE, payer=Payer.CUSTOMER, state=InvoiceState.ON_ACCOUNT)


def accounts(*, actor: Actor, site_code: str, at: dt.datetime) -> list[AccountInfo]:
    """Customers on account at a site, by name. Raises NotFound."""
    site = network.site_by_code(site_code)
    if not actor.may(SEE, at_node=site.node):
        raise NotFound("site_not_found")
    rows = list(Terms.objects.visible_to(actor).filter(owner_node=site.node))
    return sorted(_infos(rows, actor, clock.local_day(at, site.tz)), key=lambda a: a.customer)


def account(*, actor: Actor, terms_id: UUID, at: dt.datetime) -> AccountPage:
    """One customer on account, with what is new and their statements. Raises NotFound."""
    row = _row(terms_id, actor)
    today = clock.local_day(at, network.site_by_node(row.owner_node).tz)
    new = Invoice.objects.filter(
        OWED,
        customer_id=row.customer_id,
        legal_entity_id=row.legal_entity_id,
        statement_line=None,
    )
    left = Invoice.objects.filter(OWED, statement_line__statement__terms=row)
    owed = dict(
        left.values_list("statement_line__statement")
        .annotate(left=Sum(F("gross") - F("paid")))
        .values_list("statement_line__statement", "left")
    )
    return AccountPage(
        account=_infos([row], actor, today)[0],
        not_on_a_statement=tuple(row_of(each) for each in new.order_by("issued_at", "pk")),
        statements=tuple(
            StatementRow(
                id=each.pk,
                number=each.number,
                closed_on=each.closed_on,
                due_on=each.due_on,
                due=Money(each.due, each.currency),
                open=Money(owed.get(each.pk, Decimal(0)), each.currency),
            )
            for each in row.statements.all()
        ),
    )


def statement(*, actor: Actor, statement_id: UUID) -> StatementInfo:
    """One monthly statement. Raises NotFound."""
    row = Statement.objects.visible_to(actor).filter(pk=statement_id).first()
    if row is None:
        raise NotFound("statement_not_found")
    lines = row.lines.select_related("invoice")
    known = [line.invoice for line in lines]
    owed = [each.open for each in known if each.state == InvoiceState.ON_ACCOUNT]

    def money(amount: Decimal) -> Money:
        return Money(amount, row.currency)

    return StatementInfo(
        id=row.pk,
        account_id=row.terms_id,
        number=row.number,
        customer_id=row.customer_id,
        closed_on=row.closed_on,
        due_on=row.due_on,
        before=money(row.before),
        received=money(row.received),
        billed=money(row.billed),
        due=money(row.due),
        open=sum(owed, money(Decimal(0))),
        language=row.language,
        issuer=PaperParty(**{**row.issuer, "lines": tuple(row.issuer["lines"])}),
        recipient=PaperParty(**{**row.recipient, "lines": tuple(row.recipient["lines"])}),
        issued_at=row.issued_at,
        invoices=tuple(row_of(each) for each in known),
    )


def _infos(rows: Iterable[Terms], actor: Actor, today: dt.date) -> list[AccountInfo]:
    """In two SQL queries, however many."""
    found = list(rows)
    names = customers.summaries({row.customer_id for row in found}) if found else {}
    sums = (
        Invoice.objects.filter(OWED, customer_id__in=[row.customer_id for row in found])
        .values_list("customer_id", "legal_entity_id")
        .annotate(left=Sum(F("gross") - F("paid")))
    )
    owed = {(customer, entity): left for customer, entity, left in sums}
    return [
        AccountInfo(
            id=row.pk,
            customer_id=row.customer_id,
            customer=names[row.customer_id].name,
            credit_limit=Money(row.credit_limit, row.currency),
            open=Money(owed.get((row.customer_id, row.legal_entity_id), Decimal(0)), row.currency),
            closing_day=row.closing_day,
            pay_months=row.pay_months,
            pay_day=row.pay_day,
            is_stopped=row.stopped_at is not None,
            stopped_reason=row.stopped_reason,
            next_close=rules.close_on_or_after(today, row.closing_day),
            may_set=bool(can_set_terms(actor, row.owner_node)),
        )
        for row in found
    ]


def _row(terms_id: UUID, actor: Actor) -> Terms:
    row = Terms.objects.visible_to(actor).filter(pk=terms_id).first()
    if row is None:
        raise NotFound("account_not_found")
    return row
