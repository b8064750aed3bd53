"""Sending the invoice to whoever pays it, in their language, with a link to see and pay it."""

import datetime as dt

from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations.facts import Facts
from seibi.contexts.billing.queries.links import link_of
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactPurpose
from seibi.contexts.messaging import facade as messaging
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money


def send_invoice(*, invoice: Invoice, facts: Facts, actor: Actor, at: dt.datetime) -> None:
    """The customer hears what is to be paid, if there is a way to reach them."""
    route = customers.route_for(invoice.customer_id, ContactPurpose.VISIT)
    if route is None:
        return
    messaging.send(
        template="billing/invoice",
        to=route,
        context={
            "name": route.formal_name or facts.customer.formal_name,
            "number": invoice.number,
            "car": facts.car.title,
            "plate": facts.car.plate,
            "gross": Money(invoice.gross, invoice.currency),
            "site": facts.site.name,
            "phone": facts.site.phone,
            "invoice_url": link_of(invoice.pk),
        },
        subject=invoice.subject,
        owner_node=invoice.owner_node,
        actor=actor,
        at=at,
    )
