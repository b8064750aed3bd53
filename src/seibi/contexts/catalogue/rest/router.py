"""The menu and prices of a site for programs: public, as on the page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from seibi.contexts.catalogue import queries
from seibi.contexts.catalogue.contracts import MenuItem, PriceKind, PricePeriod, Quote
from seibi.contexts.catalogue.operations import prices
from seibi.contexts.catalogue.rest.schemas import Code, NodePath, OptionalCode, PriceIn
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["catalogue"])


@router.get(
    "/sites/{site_id}/menu",
    response={200: list[MenuItem], 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="catalogue_menu",
)
def menu(request: HttpRequest, site_id: UUID, vehicle_id: UUID | None = None) -> list[MenuItem]:
    """What a site offers for a car, with the price it shows and how long it takes."""
    return queries.menu(site_id=site_id, vehicle_id=vehicle_id, at=clock.now())


@router.get(
    "/sites/{site_id}/quote",
    response={200: Quote, 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="catalogue_quote",
)
def quote(request: HttpRequest, site_id: UUID, codes: Query[list[Code]]) -> Quote:
    """The price of certain work: net, tax and gross per line and in total."""
    return queries.quote(site_id=site_id, codes=codes, at=clock.now())


@router.post(
    "/prices",
    response={
        201: PricePeriod,
        403: PROBLEMS[403],
        409: PROBLEMS[409],
        422: PROBLEMS[422],
    },
    operation_id="catalogue_set_price",
)
def set_price(request: HttpRequest, body: PriceIn) -> HttpResponse:
    """A new price from a day on; the one before it ends there and stays readable."""

    def call(actor: Actor) -> object:
        prices.set_price(
            node=body.node,
            kind=PriceKind(body.kind),
            amount=body.amount,
            valid_from=body.valid_from,
            item_code=body.item_code,
            currency=body.currency,
            tax_included=body.tax_included,
            actor=actor,
            at=clock.now(),
        )
        return PricePeriod(body.amount, body.currency, body.valid_from, None)

    return answer_once(request, call, status=201)


@router.get(
    "/prices/history",
    response={200: list[PricePeriod], 403: PROBLEMS[403], 422: PROBLEMS[422]},
    operation_id="catalogue_price_history",
)
def price_history(
    request: HttpRequest, node: NodePath, kind: PriceKind, item_code: OptionalCode = ""
) -> list[PricePeriod]:
    """Every price of one thing that was ever set at a node itself, newest first."""
    return queries.price_history(node=node, kind=kind, item_code=item_code, actor=actor_of(request))
