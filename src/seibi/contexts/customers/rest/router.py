"""Customers for programs: the same operations and queries as the pages."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from seibi.contexts.customers.contracts import CustomerPage, CustomerSummary
from seibi.contexts.customers.operations import belonging, registering
from seibi.contexts.customers.queries import finding, records
from seibi.contexts.customers.queries.page import customer_page
from seibi.contexts.customers.rest import schemas
from seibi.contexts.customers.rest.own import router as own
from seibi.contexts.customers.rest.standing import router as standing
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["customers"])
router.add_router("", own)
router.add_router("", standing)
SEEN = {404: PROBLEMS[404]}
CHANGED = {code: PROBLEMS[code] for code in (403, 404, 409, 422)}
DONE = {204: None, **CHANGED}


@router.get("/", response=list[CustomerSummary], operation_id="customers_find")
def find(
    request: HttpRequest, q: Annotated[str, Query(max_length=80)] = ""
) -> list[CustomerSummary]:
    """Customers by name, reading, initials or last four digits; the newest without a query."""
    actor = actor_of(request)
    return finding.search(q, actor=actor) if q.strip() else finding.newest(actor=actor)


@router.get("/mine", response=list[CustomerSummary], operation_id="customers_mine")
def mine(request: HttpRequest) -> list[CustomerSummary]:
    """The records the caller has claimed: one per dealer group; none for anybody else."""
    persons = actor_of(request).persons
    return [one for one in records.summaries(persons).values() if one.id in persons]


@router.post(
    "/", response={201: schemas.CustomerMade, **CHANGED}, operation_id="customers_register"
)
def register(request: HttpRequest, body: schemas.CustomerIn) -> HttpResponse:
    """A dealer group comes to know a person or company."""

    def call(actor: Actor) -> object:
        made = registering.register_customer(
            group_node=body.group_node,
            new=body.new(),
            contacts=[contact.new() for contact in body.contacts],
            address=body.address.address() if body.address else None,
            actor=actor,
            at=clock.now(),
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@router.get(
    "/{uuid:customer_id}", response={200: CustomerPage, **SEEN}, operation_id="customers_page"
)
def page(request: HttpRequest, customer_id: UUID) -> CustomerPage:
    """Everything about one customer; that the caller looked is noted."""
    actor, at = actor_of(request), clock.now()
    belonging.note_read(customer_id=customer_id, page="api", actor=actor, at=at)
    return customer_page(customer_id=customer_id, actor=actor, at=at)


@router.put("/{uuid:customer_id}", response=DONE, operation_id="customers_change")
def change(request: HttpRequest, customer_id: UUID, body: schemas.DetailsIn) -> Status[None]:
    """Replace what is known of the person or company."""
    registering.change_customer(
        customer_id=customer_id, new=body.new(), actor=actor_of(request), at=clock.now()
    )
    return Status(204, None)


@router.put("/{uuid:customer_id}/address", response=DONE, operation_id="customers_set_address")
def set_address(request: HttpRequest, customer_id: UUID, body: schemas.AddressIn) -> Status[None]:
    """Post goes here from now on."""
    registering.set_address(
        customer_id=customer_id, address=body.address(), actor=actor_of(request), at=clock.now()
    )
    return Status(204, None)


@router.put(
    "/{uuid:customer_id}/preferences", response=DONE, operation_id="customers_set_preferences"
)
def set_preferences(
    request: HttpRequest, customer_id: UUID, body: schemas.PreferencesIn
) -> Status[None]:
    """Which way for what, and when not at all."""
    registering.set_preferences(
        customer_id=customer_id,
        preferences=body.preferences(),
        actor=actor_of(request),
        at=clock.now(),
    )
    return Status(204, None)


@router.post(
    "/{uuid:customer_id}/contacts",
    response={201: schemas.CustomerMade, **CHANGED},
    operation_id="customers_add_contact",
)
def add_contact(request: HttpRequest, customer_id: UUID, body: schemas.ContactIn) -> HttpResponse:
    """One more way to reach somebody."""

    def call(actor: Actor) -> object:
        made = registering.add_contact(
            customer_id=customer_id, new=body.new(), actor=actor, at=clock.now()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@router.post(
    "/contacts/{uuid:contact_id}/verify", response=DONE, operation_id="customers_verify_contact"
)
def verify_contact(request: HttpRequest, contact_id: UUID) -> Status[None]:
    """Somebody answered there."""
    registering.verify_contact(contact_id=contact_id, actor=actor_of(request), at=clock.now())
    return Status(204, None)


@router.delete(
    "/contacts/{uuid:contact_id}", response=DONE, operation_id="customers_remove_contact"
)
def remove_contact(request: HttpRequest, contact_id: UUID) -> Status[None]:
    """A way to reach somebody is not used any more."""
    registering.remove_contact(contact_id=contact_id, actor=actor_of(request), at=clock.now())
    return Status(204, None)


@router.post("/{uuid:customer_id}/merge", response=DONE, operation_id="customers_merge")
def merge(request: HttpRequest, customer_id: UUID, body: schemas.MergeIn) -> Status[None]:
    """Two records that proved the same contact point become one person."""
    belonging.merge_customers(
        alias_id=body.alias_id, survivor_id=customer_id, actor=actor_of(request), at=clock.now()
    )
    return Status(204, None)


@router.post("/{uuid:customer_id}/unmerge", response=DONE, operation_id="customers_undo_merge")
def undo_merge(request: HttpRequest, customer_id: UUID) -> Status[None]:
    """This record is one of its own again."""
    belonging.undo_merge(alias_id=customer_id, actor=actor_of(request), at=clock.now())
    return Status(204, None)
