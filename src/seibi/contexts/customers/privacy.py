"""Which columns of customers are about a person, and what erasing that person does to each."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Model

from seibi.contexts.customers.contracts import CustomerKind
from seibi.contexts.customers.models.agreements import Authoriser, Consent
from seibi.contexts.customers.models.identity import AccountLink, CustomerRead, MergeAlias
from seibi.contexts.customers.models.record import Address, ContactPoint, Customer
from seibi.contexts.customers.models.standing import StandingInstruction
from seibi.contexts.customers.queries import records
from seibi.contexts.customers.queries.finding import SCOPE, link_target
from seibi.kernel import ports
from seibi.kernel.privacy import Erase
from seibi.kernel.search import keys

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Customer: {
        "family_name": Erase.BLANK,
        "given_name": Erase.BLANK,
        "family_reading": Erase.BLANK,
        "given_reading": Erase.BLANK,
        "company_name": Erase.KEEP_FOR_TAX,
        "company_reading": Erase.BLANK,
        "department": Erase.BLANK,
    },
    ContactPoint: {"value": Erase.DELETE_ROW},
    Address: {"line1": Erase.DELETE_ROW, "line2": Erase.DELETE_ROW},
    Consent: {"text": Erase.KEEP_AS_EVIDENCE},
    Authoriser: {"person": Erase.DELETE_ROW},
    StandingInstruction: {
        "second_name": Erase.BLANK,
        "second_phone": Erase.BLANK,
        "second_email": Erase.BLANK,
        "note": Erase.BLANK,
        "who": Erase.KEEP_AS_EVIDENCE,
    },
    AccountLink: {"proved_by": Erase.DELETE_ROW},
    MergeAlias: {},
    CustomerRead: {"account_id": Erase.DELETE_ROW},
}

_BLANK = ("given_name", "family_reading", "given_reading", "company_reading", "department")
NOBODY = "–"


def erase(person_id: UUID, at: dt.datetime) -> int:
    """Nothing is left that names or reaches the person; what they agreed to stays as evidence."""
    row = Customer.objects.locked().filter(pk=person_id).first()
    if row is None:
        return 0
    row.family_name = NOBODY if row.kind == CustomerKind.PERSON else ""
    for field in _BLANK:
        setattr(row, field, "")
    row.save()
    AccountLink.objects.filter(customer=row, until_at=None).update(until_at=at)
    said = StandingInstruction.objects.filter(customer=row)
    said.filter(ended_at=None).update(ended_at=at)
    said.update(second_name="", second_phone="", second_email="", note="")
    gone = (
        ContactPoint.objects.filter(customer=row).delete()[0]
        + Address.objects.filter(customer=row).delete()[0]
        + Authoriser.objects.filter(customer=row).delete()[0]
        + Authoriser.objects.filter(person=row).delete()[0]
        + CustomerRead.objects.filter(customer=row).delete()[0]
    )
    keys.index(scope=SCOPE, subject_id=row.pk, owner_node=row.owner_node, keys={})
    return gone + 1


def export(person_id: UUID) -> dict[str, Any]:
    """The person's own copy: name, ways to reach them, and what they agreed to when."""
    row = Customer.objects.filter(pk=person_id).first()
    if row is None:
        return {}
    said = Consent.objects.filter(customer=row).order_by("said_at", "pk")
    return {
        "customer": dataclasses.asdict(records.details_of(row)),
        "contacts": [{"kind": c.kind, "value": c.value} for c in records.contacts_of(row.pk)],
        "consents": [
            {
                "purpose": one.purpose,
                "channel": one.channel,
                "given": one.given,
                "said_at": one.said_at.isoformat(),
                "text": one.text,
            }
            for one in said
        ],
    }


def register() -> None:
    """Answer the house's questions about persons and their pages."""
    ports.erase.register("customers", erase)
    ports.export.register("customers", export)
    ports.link_target.register("customer", link_target)
