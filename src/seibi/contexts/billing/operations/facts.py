"""What stands on the paper: gathered once, when it is issued, and never looked up again."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import SEE, PaperParty, VisitFacts
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerSummary
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import LegalEntityInfo, SiteInfo
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Payer, WorkOrderInfo
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything an invoice of one visit needs to know."""

    order: WorkOrderInfo
    site: SiteInfo
    entity: LegalEntityInfo
    customer: CustomerSummary
    car: VehicleSummary
    today: dt.date
    issuer: PaperParty
    visit: VisitFacts

    @property
    def language(self) -> str:
        """The language of the paper: the one of the person who pays."""
        return self.customer.language


def facts_of(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> Facts:
    """The visit, its site and its people as they are now. Raises NotFound."""
    order = work_orders.info(work_order_id=work_order_id, actor=actor)
    if not actor.may(SEE, at_node=order.owner_node):
        raise NotFound("work_order_not_found")
    site = network.site(order.site_id)
    entity = network.legal_entity(site.legal_entity_id)
    car = vehicles.summaries({order.vehicle_id})[order.vehicle_id]
    return Facts(
        order=order,
        site=site,
        entity=entity,
        customer=customers.summaries({order.payer_id})[order.payer_id],
        car=car,
        today=clock.local_day(at, site.tz),
        issuer=_issuer(entity, site),
        visit=_visit(order, car, site),
    )


def recipient_of(*, facts: Facts, payer: Payer) -> PaperParty:
    """Who the paper is addressed to: the customer, the maker, or the house itself."""
    match payer:
        case Payer.CUSTOMER:
            return PaperParty(name=_as_written(facts.customer))
        case Payer.WARRANTY:
            return PaperParty(name=_("%(make)s, warranty") % {"make": facts.car.make})
        case Payer.GOODWILL | Payer.INTERNAL:
            return PaperParty(name=facts.entity.name, lines=(facts.site.name,))


def _as_written(customer: CustomerSummary) -> str:
    """The name as a paper carries it: 様 and 御中 belong to it, a greeting does not."""
    return customer.formal_name if customer.language == "ja" else customer.name


def _issuer(entity: LegalEntityInfo, site: SiteInfo) -> PaperParty:
    return PaperParty(
        name=entity.name,
        lines=(site.name, *network.address_lines(site.address)),
        registration_number=entity.registration_number,
        phone=site.phone,
    )


def _visit(order: WorkOrderInfo, car: VehicleSummary, site: SiteInfo) -> VisitFacts:
    arrived, ready = order.arrived_at, order.ready_at
    return VisitFacts(
        work_order=order.number,
        plate=car.plate,
        car=car.title,
        vin=car.vin or car.frame_number,
        arrived_on=clock.local_day(arrived, site.tz) if arrived else None,
        finished_on=clock.local_day(ready, site.tz) if ready else None,
        odometer_in=order.odometer_in_km,
        odometer_out=order.odometer_out_km,
        old_parts=order.old_parts or "",
    )
