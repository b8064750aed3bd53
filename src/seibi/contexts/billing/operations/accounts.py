"""Customers on account: their terms, the stop, and the month that is closed with a statement."""

import datetime as dt
from dataclasses import asdict
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import SEE, InvoiceKind, InvoiceState, PaperParty
from seibi.contexts.billing.contracts.accounts import NewTerms
from seibi.contexts.billing.domain import terms as rules
from seibi.contexts.billing.events import CreditStopped, StatementIssued, TermsSet
from seibi.contexts.billing.models.accounts import Statement, StatementLine, Terms
from seibi.contexts.billing.models.invoices import Invoice, InvoiceQuerySet
from seibi.contexts.billing.operations.numbering import next_number
from seibi.contexts.billing.permissions import can_issue, can_set_terms
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money

PREFIX = "M"


@transaction.atomic
def set_terms(
    *, site_code: str, customer_id: UUID, new: NewTerms, actor: Actor, at: dt.datetime
) -> UUID:
    """What is agreed with a customer who pays by the month; agreed anew, it counts from now on.

    Raises NotFound, NotAllowed, Invalid ("terms").
    """
    site = _site(site_code, actor)
    require(can_set_terms(actor, site.node))
    if customer_id not in customers.visible_summaries({customer_id}, actor=actor):
        raise NotFound("customer_not_found")
    days_fit = 1 <= new.closing_day <= 31 and 1 <= new.pay_day <= 31
    if not days_fit or not 0 <= new.pay_months <= 6 or new.credit_limit < 0:
        sentence = _("Days are 1 to 31, months 0 to 6, and the limit is not below zero.")
        raise Invalid("terms", sentence, errors={"credit_limit": sentence})
    row, _is_new = Terms.objects.update_or_create(
        customer_id=customer_id,
        legal_entity_id=site.legal_entity_id,
        defaults={
            **asdict(new),
            "owner_node": site.node,
            "currency": site.currency,
            "set_by": actor.account_id,
            "set_at": at,
        },
    )
    _tell(TermsSet(row.pk, customer_id, new.credit_limit, row.currency), row, actor, at)
    return row.pk


@transaction.atomic
def stop_credit(
    *, terms_id: UUID, stopped: bool, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """Nothing more goes on account until somebody lifts the stop.

    Raises NotFound, NotAllowed, Invalid ("reason_missing").
    """
    row = _locked(terms_id, actor)
    require(can_set_terms(actor, row.owner_node))
    if not reason.strip():
        sentence = _("Say why; it stands beside the account.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence})
    row.stopped_at, row.stopped_reason = at if stopped else None, reason.strip()[:300]
    row.save(update_fields=["stopped_at", "stopped_reason"])
    _tell(CreditStopped(row.pk, row.customer_id, stopped), row, actor, at)


@transaction.atomic
def issue_statement(*, terms_id: UUID, actor: Actor, at: dt.datetime) -> UUID:
    """The last close of a customer: what was open, what was paid, what is new, due when.

    An invoice is new on one statement and no other. Raises NotFound, NotAllowed, RuleBroken
    ("closed_already", "nothing_to_state").
    """
    terms = _locked(terms_id, actor)
    require(can_issue(actor, terms.owner_node))
    site = network.site_by_node(terms.owner_node)
    closed_on = rules.close_on_or_before(clock.local_day(at, site.tz), terms.closing_day)
    if terms.statements.filter(closed_on__gte=closed_on).exists():
        raise RuleBroken("closed_already", _("This month has been closed with a statement."))
    new = list(on_account(terms).filter(statement_line=None, issued_on__lte=closed_on))
    last = terms.statements.first()
    before = last.due if last else Decimal(0)
    left = open_sum(on_account(terms).exclude(statement_line=None))
    billed = sum((row.gross - row.paid for row in new), Decimal(0))
    if not new and not left:
        raise RuleBroken("nothing_to_state", _("Nothing is open on this account."))
    row = _statement(terms, closed_on, (before, before - left, billed), actor, at)
    StatementLine.objects.bulk_create(
        StatementLine(statement=row, invoice=each, open=each.gross - each.paid) for each in new
    )
    event = StatementIssued(row.pk, row.customer_id, row.number, row.due, row.currency, row.due_on)
    _tell(event, terms, actor, at)
    return row.pk


def check_credit(*, invoice: Invoice) -> dt.date | None:
    """The day a customer with terms pays by; None for one without.

    Raises RuleBroken ("credit_stopped", "credit_limit").
    """
    found = Terms.objects.filter(
        customer_id=invoice.customer_id, legal_entity_id=invoice.legal_entity_id
    )
    terms = found.locked().first()
    if terms is None:
        return None
    if terms.stopped_at is not None:
        raise RuleBroken(
            "credit_stopped",
            _("Nothing goes on account for this customer: %(why)s") % {"why": terms.stopped_reason},
        )
    left = Money(terms.credit_limit - open_sum(on_account(terms)), terms.currency)
    if invoice.open.exceeds(left):
        raise RuleBroken(
            "credit_limit",
            _("This passes the customer's limit; %(left)s %(currency)s are left.")
            % {"left": f"{left.rounded().amount:f}", "currency": left.currency},
        )
    closed_on = rules.close_on_or_after(invoice.issued_on, terms.closing_day)
    return rules.due_on(closed_on, terms.pay_months, terms.pay_day)


def on_account(terms: Terms) -> InvoiceQuerySet:
    """What a customer owes on account, or has owed."""
    return Invoice.objects.filter(
        customer_id=terms.customer_id,
        legal_entity_id=terms.legal_entity_id,
        kind=InvoiceKind.INVOICE,
        payer=Payer.CUSTOMER,
        state=InvoiceState.ON_ACCOUNT,
    ).order_by("issued_at", "pk")


def open_sum(rows: InvoiceQuerySet) -> Decimal:
    """What is still open on these invoices."""
    return Decimal(rows.aggregate(left=Sum(F("gross") - F("paid")))["left"] or 0)


def _statement(
    terms: Terms,
    closed_on: dt.date,
    sums: tuple[Decimal, Decimal, Decimal],
    actor: Actor,
    at: dt.datetime,
) -> Statement:
    before, received, billed = sums
    customer = customers.summaries({terms.customer_id})[terms.customer_id]
    entity = network.legal_entity(terms.legal_entity_id)
    issuer = PaperParty(
        name=entity.name,
        lines=network.address_lines(entity.address),
        registration_number=entity.registration_number,
    )
    name = customer.formal_name if customer.language == "ja" else customer.name
    return Statement.objects.create(
        owner_node=terms.owner_node,
        number=next_number(
            legal_entity_id=terms.legal_entity_id, prefix=PREFIX, year=closed_on.year
        ),
        terms=terms,
        legal_entity_id=terms.legal_entity_id,
        customer_id=terms.customer_id,
        closed_on=closed_on,
        due_on=rules.due_on(closed_on, terms.pay_months, terms.pay_day),
        currency=terms.currency,
        before=before,
        received=received,
        billed=billed,
        due=before - received + billed,
        language=customer.language,
        issuer=asdict(issuer),
        recipient=asdict(PaperParty(name=name)),
        issued_by=actor.account_id,
        issued_at=at,
    )


def _site(site_code: str, actor: Actor) -> SiteInfo:
    site = network.site_by_code(site_code)
    if not actor.may(SEE, at_node=site.node):
        raise NotFound("site_not_found")
    return site


def _locked(terms_id: UUID, actor: Actor) -> Terms:
    row = Terms.objects.visible_to(actor).locked().filter(pk=terms_id).first()
    if row is None:
        raise NotFound("account_not_found")
    return row


def _tell(
    event: TermsSet | CreditStopped | StatementIssued, row: Terms, actor: Actor, at: dt.datetime
) -> None:
    tell(event, actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
