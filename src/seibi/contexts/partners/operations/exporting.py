"""Lists leave the house in the columns in which they could come in again; that is noted."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, CustomerKind, CustomerRow
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import PostalAddress, SiteInfo
from seibi.contexts.partners.contracts import Field, Kind
from seibi.contexts.partners.domain.columns import FIELDS
from seibi.contexts.partners.events import DataExported
from seibi.contexts.partners.models import CustomerNumber
from seibi.contexts.partners.permissions import can_export
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell

_NOT_OUT = (
    Field.FULL_NAME,
    Field.FULL_READING,
    Field.REMINDERS,
    Field.OFFERS,
    Field.CONSENT_SOURCE,
    Field.CONSENT_ON,
)


@transaction.atomic
def export_rows(*, kind: Kind, site_id: UUID, actor: Actor, at: dt.datetime) -> Iterator[list[str]]:
    """Everything of a kind that the dealer group of a workshop knows: headings, then rows.

    Who took it out is told at once; the rows are read while they are written. Raises NotFound,
    NotAllowed.
    """
    site = network.site(site_id)
    require(can_export(actor, site.node))

    tell(
        DataExported(str(kind)),
        actor=actor,
        at=at,
        subject=f"site:{site_id}",
        owner_node=site.node,
    )
    return _table(kind, site, at)


def _table(kind: Kind, site: SiteInfo, at: dt.datetime) -> Iterator[list[str]]:
    fields = [one for one in FIELDS[kind] if one not in _NOT_OUT]
    yield [str(one) for one in fields]
    for row in _ROWS[kind](site, at):
        yield [_written(row.get(one)) for one in fields]


def _written(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _customers(site: SiteInfo, _at: dt.datetime) -> Iterator[Mapping[Field, Any]]:
    numbers = _numbers(site.group_node)
    for one in customers.book(group_node=site.group_node):
        yield _customer(one, numbers.get(one.id) or str(one.id))


def _numbers(group: str) -> dict[UUID, str]:
    """What other systems call our customers; the others go by our own id."""
    rows = CustomerNumber.objects.filter(owner_node=group)
    return dict(rows.values_list("customer_id", "number"))


def _customer(one: CustomerRow, number: str) -> Mapping[Field, Any]:
    who = one.details
    phones = [c.value for c in one.contacts if c.kind is ContactKind.PHONE]
    emails = [c.value for c in one.contacts if c.kind is ContactKind.EMAIL]
    address = one.address or PostalAddress(who.country)
    return {
        Field.CUSTOMER_NUMBER: number,
        Field.FAMILY_NAME: who.family_name,
        Field.GIVEN_NAME: who.given_name,
        Field.FAMILY_READING: who.family_reading,
        Field.GIVEN_READING: who.given_reading,
        Field.COMPANY_NAME: who.company_name if who.kind is CustomerKind.COMPANY else "",
        Field.COMPANY_READING: who.company_reading,
        Field.DEPARTMENT: who.department,
        Field.MOBILE: phones[0] if phones else "",
        Field.PHONE: phones[1] if len(phones) > 1 else "",
        Field.EMAIL: emails[0] if emails else "",
        Field.POSTAL_CODE: address.postal_code,
        Field.REGION: address.region,
        Field.CITY: address.city,
        Field.LINE1: f"{address.district}{address.line1}",
        Field.LINE2: address.line2,
        Field.LANGUAGE: who.language,
    }


def _vehicles(site: SiteInfo, at: dt.datetime) -> Iterator[Mapping[Field, Any]]:
    numbers = _numbers(site.group_node)
    for one in vehicles.book(group_node=site.group_node, at=at):
        owner = one.owner_id
        yield {
            Field.CUSTOMER_NUMBER: numbers.get(owner, str(owner)) if owner else "",
            Field.VIN: one.summary.vin,
            Field.FRAME_NUMBER: one.summary.frame_number,
            Field.PLATE: one.summary.plate,
            Field.MAKE: one.summary.make,
            Field.MODEL: one.summary.model,
            Field.MODEL_YEAR: one.summary.model_year,
            Field.VARIANT: one.variant,
            Field.COLOUR: one.summary.colour,
            Field.POWERTRAIN: one.summary.powertrain,
            Field.FIRST_REGISTERED_ON: one.first_registered_on,
            Field.DELIVERED_ON: one.delivered_on,
            Field.INSPECTION_EXPIRES_ON: one.inspection_expires_on,
        }


def _readings(site: SiteInfo, at: dt.datetime) -> Iterator[Mapping[Field, Any]]:
    for one in vehicles.book(group_node=site.group_node, at=at):
        for reading in reversed(vehicles.readings(one.summary.id)):
            yield {
                Field.VIN: one.summary.vin,
                Field.FRAME_NUMBER: one.summary.frame_number,
                Field.PLATE: one.summary.plate,
                Field.ODOMETER: f"{reading.entered_value} {reading.entered_unit}",
                Field.READ_ON: clock.local_day(reading.read_at, site.tz),
            }


def _service(site: SiteInfo, at: dt.datetime) -> Iterator[Mapping[Field, Any]]:
    for one in vehicles.book(group_node=site.group_node, at=at):
        for line in reversed(vehicles.service_history(one.summary.id)):
            yield {
                Field.VIN: one.summary.vin,
                Field.FRAME_NUMBER: one.summary.frame_number,
                Field.PLATE: one.summary.plate,
                Field.DONE_ON: line.done_on,
                Field.ODOMETER: line.km,
                Field.OPERATION_CODE: line.operation_code,
                Field.WORK: line.title,
                Field.DOCUMENT_NUMBER: "",
            }


_ROWS: Mapping[Kind, Callable[[SiteInfo, dt.datetime], Iterator[Mapping[Field, Any]]]] = {
    Kind.CUSTOMERS: _customers,
    Kind.VEHICLES: _vehicles,
    Kind.READINGS: _readings,
    Kind.SERVICE: _service,
}
