"""One search over cars in the house, cars, people, papers and parts, as far as somebody may see."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from seibi.contexts.billing import facade as billing
from seibi.contexts.billing.contracts import InvoiceRow
from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import ArrivalInfo
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerSummary
from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import PartInfo
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import Actor
from seibi.kernel.search.matters import Matter, open_matters
from seibi.kernel.search.normalise import SHORTEST, digits, plain

MOST = 10
MOST_LISTED = 5  # while somebody still types
A_NUMBER = 4  # shorter texts are the number of no paper and no visit


@dataclass(frozen=True, slots=True)
class FoundCar:
    """A car: whose it is, where its key and it are, and what is open on it."""

    car: VehicleSummary
    owner: CustomerSummary | None
    here: ArrivalInfo | None
    matters: tuple[Matter, ...]

    @property
    def next_step(self) -> Matter | None:
        """The most pressing matter with somewhere to go on."""
        return next((one for one in self.matters if one.url), None)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, in groups; ``more`` says that there is more than is shown."""

    query: str
    cars: tuple[FoundCar, ...] = ()
    people: tuple[CustomerSummary, ...] = ()
    papers: tuple[InvoiceRow, ...] = ()
    parts: tuple[PartInfo, ...] = ()
    more: bool = False
    house: tuple[FoundCar, ...] = field(default=())

    @property
    def nothing(self) -> bool:
        return not (self.house or self.cars or self.people or self.papers or self.parts)


def find(query: str, *, actor: Actor, at: dt.datetime, most: int = MOST) -> Found:
    """Everything by plate, name, reading, telephone, VIN, ticket, key tag, place or number.

    Cars that are in the house or expected come first. The people among the answer are noted as
    looked at. The SQL does not grow with what is found.
    """
    typed = query.replace("\x00", "").strip()[:80]
    if not plain(typed):
        return Found(typed)
    here = booking.on_premises(query=typed, actor=actor)
    long_enough = len(plain(typed)) >= SHORTEST
    people = _people(typed, actor, most) if long_enough else []
    ids, more = _cars(typed, here, people[:most], actor, at, most)
    papers = _papers(typed, actor)
    goods = parts.find(actor=actor, query=typed, limit=most + 1) if long_enough else []
    shown = _found_cars(ids[:most], people, actor, at)
    whose = {one.owner.id for one in shown if one.owner} | {one.id for one in people[:most]}
    customers.note_found(customer_ids=whose, actor=actor, at=at)
    return Found(
        query=typed,
        house=tuple(one for one in shown if one.here or one.matters),
        cars=tuple(one for one in shown if not (one.here or one.matters)),
        people=tuple(people[:most]),
        papers=tuple(papers[:most]),
        parts=tuple(goods[:most]),
        more=more or max(len(people), len(papers), len(goods)) > most,
    )


def _people(typed: str, actor: Actor, most: int) -> list[CustomerSummary]:
    return customers.search(typed, actor=actor, limit=most + 1)


def _cars(
    typed: str,
    here: Iterable[ArrivalInfo],
    people: Iterable[CustomerSummary],
    actor: Actor,
    at: dt.datetime,
    most: int,
) -> tuple[list[UUID], bool]:
    """Cars by what hangs on their key, by number, by what is on them, and those of the people."""
    found = [one.vehicle_id for one in here]
    if len(plain(typed)) >= A_NUMBER and digits(typed):
        found += work_orders.numbered(query=typed, actor=actor)
        found += booking.booked_under(query=typed, actor=actor)
    by_number = vehicles.find(typed, actor, limit=most + 1) if len(plain(typed)) >= SHORTEST else []
    found += [car.id for car in by_number]
    whose = [one.id for one in people]
    found += [car.id for car in vehicles.vehicles_of(whose, at)] if whose else []
    ids = list(dict.fromkeys(found))
    return ids, len(ids) > most


def _found_cars(
    ids: list[UUID], people: Iterable[CustomerSummary], actor: Actor, at: dt.datetime
) -> list[FoundCar]:
    """The cars with their owners and what is open; those that need somebody first."""
    if not ids:
        return []
    cars = vehicles.visible_summaries(ids, actor=actor)
    owners = vehicles.owners_of(ids, at)
    known = {one.id: one for one in people}
    unknown = {h.customer_id for h in owners.values()} - set(known)
    if unknown:
        known |= customers.visible_summaries(unknown, actor=actor)
    matters = open_matters(ids, actor=actor, at=at)
    keys = booking.here_now(vehicle_ids=ids, actor=actor)
    found = [
        FoundCar(
            car=cars[id],
            owner=known.get(owners[id].customer_id) if id in owners else None,
            here=keys.get(id),
            matters=matters.get(id, ()),
        )
        for id in ids
        if id in cars
    ]
    return sorted(found, key=lambda one: one.matters[0].pressing if one.matters else 99)


def _papers(typed: str, actor: Actor) -> list[InvoiceRow]:
    if len(plain(typed)) < A_NUMBER or not digits(typed):
        return []
    return billing.numbered(query=typed, actor=actor)
