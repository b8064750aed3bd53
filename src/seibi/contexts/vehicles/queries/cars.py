"""Cars as other people's screens need them, and who has them."""

import datetime as dt
import json
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.vehicles.contracts import (
    SEE,
    DecodedVin,
    Holder,
    HolderRole,
    IdentifierInfo,
    IdentifierKind,
    Powertrain,
    UseClass,
    VehicleSummary,
)
from seibi.contexts.vehicles.contracts.page import VehiclePage
from seibi.contexts.vehicles.domain.identifiers import keys_of_unknown
from seibi.contexts.vehicles.domain.vin import decode_vin
from seibi.contexts.vehicles.models.cars import (
    Identifier,
    Ownership,
    Vehicle,
    at_moment,
    within_reach,
)
from seibi.contexts.vehicles.models.ledgers import ServiceRecord
from seibi.contexts.vehicles.permissions import can_edit, looks_after
from seibi.contexts.vehicles.queries import campaigns, ledgers
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.records import Record
from seibi.kernel.search import keys as search

_WITH_NUMBERS = """
    SELECT v.*, (SELECT json_agg(json_build_array(n.kind, n.value, n.country)
                                 ORDER BY n.valid_from, n.id)::text
                 FROM vehicles_identifier AS n
                 WHERE n.vehicle_id = v.id AND n.valid_to IS NULL) AS numbers
    FROM vehicles_vehicle AS v WHERE v.id = ANY(%(ids)s::uuid[])
"""  # nearly every page names a car
CURRENT = Prefetch(
    "identifiers", Identifier.objects.filter(valid_to=None).order_by("valid_from", "pk"), "current"
)


def summaries(ids: Collection[UUID]) -> dict[UUID, VehicleSummary]:
    """Summaries by car, in one query; ids that do not exist are left out."""
    rows: Iterable[Any] = Vehicle.objects.raw(_WITH_NUMBERS, {"ids": list(ids)}) if ids else ()
    return {row.pk: _summary(row, json.loads(row.numbers or "[]")) for row in rows}


def visible_summaries(ids: Collection[UUID], *, actor: Actor) -> dict[UUID, VehicleSummary]:
    """Summaries of those of these cars that an actor may know of. Two queries."""
    seen = Vehicle.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)
    return summaries(list(seen))


def summary_of(row: Vehicle) -> VehicleSummary:
    """One car, with its numbers as they are now; the row was fetched with ``CURRENT``."""
    return _summary(row, ((one.kind, one.value, one.country) for one in row.current))  # type: ignore[attr-defined]


def _summary(row: Vehicle, numbers: Iterable[Iterable[str]]) -> VehicleSummary:
    """``numbers``: kind, value and country of each, the latest last."""
    current = {kind: (value, country) for kind, value, country in numbers}
    plate, plate_country = current.get(IdentifierKind.PLATE, ("", ""))
    return VehicleSummary(
        id=row.pk,
        title=title_of(row.make, row.model, row.model_year),
        make=row.make,
        model=row.model,
        model_year=row.model_year,
        powertrain=Powertrain(row.powertrain),
        plate=plate,
        plate_country=plate_country,
        vin=current.get(IdentifierKind.VIN, ("",))[0],
        frame_number=current.get(IdentifierKind.FRAME_NUMBER, ("",))[0],
        country=row.country,
        colour=row.colour,
        use_class=UseClass(row.use_class),
        owner_node=row.owner_node,
    )


def title_of(make: str, model: str, year: int | None) -> str:
    """A car's name on a line: make, model, year when known; an unknown car says so once."""
    if year is None:
        return make if make == model else f"{make} {model}"
    return _("%(make)s %(model)s (%(year)s)") % {"make": make, "model": model, "year": year}


def visible_ids(ids: Collection[UUID], actor: Actor) -> set[UUID]:
    """Those of the cars that this actor may know of."""
    return set(Vehicle.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))


def named(ids: Collection[UUID], *, actor: Actor) -> dict[UUID, Record]:
    """What the cars among these are called that an actor may know of. Two queries."""
    found = summaries(visible_ids(ids, actor))
    return {
        key: Record(
            " · ".join(filter(None, (car.title, car.plate))),
            car.owner_node,
            reverse("vehicles:page", args=[key]),
        )
        for key, car in found.items()
    }


def summary(vehicle_id: UUID, actor: Actor) -> VehicleSummary:
    """One car. Raises NotFound ("vehicle_not_found")."""
    return summary_of(_seen(vehicle_id, actor))


def page(vehicle_id: UUID, actor: Actor) -> VehiclePage:
    """Everything the page of one car shows; people outside do not see earlier owners and plates.

    Raises NotFound ("vehicle_not_found").
    """
    row = _seen(vehicle_id, actor)
    staff = looks_after(actor, row)
    return VehiclePage(
        summary=summary_of(row),
        variant=row.variant,
        first_registered_on=row.first_registered_on,
        delivered_on=row.delivered_on,
        inspection_expires_on=row.inspection_expires_on,
        identifiers=tuple(one for one in identifiers(row.pk) if staff or one.valid_to is None),
        holders=tuple(one for one in holders_of([row.pk]) if staff or _is_theirs(one, actor)),
        readings=tuple(ledgers.readings(row.pk)),
        coverage=tuple(ledgers.coverages(row.pk)),
        campaigns=tuple(campaigns.of_car(row.pk)),
        history=tuple(ledgers.history(row.pk)),
        may_change=bool(can_edit(actor, row)),
    )


def identifiers(vehicle_id: UUID) -> list[IdentifierInfo]:
    """Every number a car ever had, the present ones first."""
    rows = Identifier.objects.filter(vehicle_id=vehicle_id)
    ordered = sorted(rows, key=lambda r: (r.valid_to is not None, r.kind, r.valid_from))
    return [
        IdentifierInfo(
            id=row.pk,
            kind=IdentifierKind(row.kind),
            value=row.value,
            country=row.country,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in ordered
    ]


def holders_of(
    vehicle_ids: Collection[UUID], at: dt.datetime | None = None, role: HolderRole | None = None
) -> list[Holder]:
    """Who has or had these cars; with a moment only who had them then. One query."""
    rows = Ownership.objects.filter(vehicle_id__in=vehicle_ids).order_by("-starts_at", "pk")
    if at is not None:
        rows = rows.filter(at_moment(at))
    if role is not None:
        rows = rows.filter(role=role)
    return [_holder(row) for row in rows]


def owners_of(vehicle_ids: Collection[UUID], at: dt.datetime) -> dict[UUID, Holder]:
    """The owner of each car at a moment; cars without one are left out. One query."""
    return {h.vehicle_id: h for h in holders_of(vehicle_ids, at, HolderRole.OWNER)}


def vehicles_of(customer_ids: Collection[UUID], at: dt.datetime) -> list[VehicleSummary]:
    """The cars these customers have at a moment, in any role, by name. Two queries."""
    had = Ownership.objects.filter(at_moment(at), customer_id__in=customer_ids)
    rows = Vehicle.objects.filter(pk__in=had.values("vehicle_id")).prefetch_related(CURRENT)
    return [summary_of(row) for row in rows.order_by("make_key", "model_key", "pk")]


def longest_unseen(*, node: str, actor: Actor, limit: int) -> list[UUID]:
    """Cars of a place and of its group, the one first on which nothing was done for longest.

    One query.
    """
    done = ServiceRecord.objects.filter(vehicle=OuterRef("pk")).order_by("-done_on")
    since = Coalesce(
        Subquery(done.values("done_on")[:1]), F("delivered_on"), F("first_registered_on")
    )
    rows = Vehicle.objects.visible_to(actor).filter(within_reach(node)).annotate(since=since)
    in_order = rows.order_by(F("since").asc(nulls_first=True), "pk")
    return list(in_order.values_list("pk", flat=True)[:limit])


def find_by_number(number: str) -> list[UUID]:
    """Cars that now carry this VIN, frame number, plate or other number, however it is spelt."""
    rows = Identifier.objects.filter(key__in=keys_of_unknown(number), valid_to=None)
    return list(rows.order_by("vehicle_id").values_list("vehicle_id", flat=True).distinct())


def find(query: str, actor: Actor, limit: int = 20) -> list[VehicleSummary]:
    """Cars by any number, by its last four signs, or by make and model; best first."""
    query = query.replace("\x00", "")[:80]
    nodes = actor.nodes(SEE) or ("/",)  # cars belong to the cell: who may know them is asked below
    hits = search.find(query, scopes=["vehicle"], nodes=nodes, limit=search.MOST_LOOKED_AT)
    exact = find_by_number(query)
    order = {car: place for place, car in enumerate([*exact, *(h.subject_id for h in hits)][::-1])}
    visible = Vehicle.objects.visible_to(actor).filter(pk__in=order)
    ids = sorted(visible.values_list("pk", flat=True), key=lambda pk: -order[pk])[:limit]
    if len(ids) < limit and len(hits) >= search.CROWDED:  # cars of others stood before ours
        ours = Vehicle.objects.visible_to(actor).filter(
            pk__in=search.fitting(query, scope="vehicle")
        )
        ids = list(dict.fromkeys([*ids, *ours.values_list("pk", flat=True)[:limit]]))[:limit]
    rows = Vehicle.objects.filter(pk__in=ids).prefetch_related(CURRENT)
    return sorted((summary_of(row) for row in rows), key=lambda car: -order.get(car.id, 0))


def recent(actor: Actor, limit: int = 50) -> list[VehicleSummary]:
    """The cars that came into our books last. Two queries."""
    rows = Vehicle.objects.visible_to(actor).order_by("-registered_at", "-pk")
    return [summary_of(row) for row in rows.prefetch_related(CURRENT)[:limit]]


def decoded(text: str, at: dt.datetime) -> DecodedVin:
    """What a number says by itself; a car is on sale at most one model year ahead."""
    return decode_vin(text, youngest=at.year + 1)


def by_model(keys: Iterable[tuple[str, str]]) -> Q:
    """Cars of any of these make and model keys."""
    condition = Q(pk__in=[])
    for make_key, model_key in keys:
        condition |= Q(make_key=make_key, model_key=model_key)
    return condition


def _seen(vehicle_id: UUID, actor: Actor) -> Vehicle:
    row = Vehicle.objects.visible_to(actor).prefetch_related(CURRENT).filter(pk=vehicle_id).first()
    if row is None:
        raise NotFound("vehicle_not_found", _("We do not know this car."))
    return row


def _is_theirs(holder: Holder, actor: Actor) -> bool:
    """Owners see who has the car now, and their own time with it; never who had it before them."""
    return holder.ends_at is None or actor.is_person(holder.customer_id)


def _holder(row: Ownership) -> Holder:
    return Holder(
        id=row.pk,
        vehicle_id=row.vehicle_id,
        customer_id=row.customer_id,
        role=HolderRole(row.role),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        owner_node=row.owner_node,
    )
