"""Coverage of a car: warranties, contracts, and the shop's own guarantee for its work."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.vehicles.contracts import CoverageKind, RepairLevel
from seibi.contexts.vehicles.domain.coverage import guarantee_until
from seibi.contexts.vehicles.events import CoverageAdded
from seibi.contexts.vehicles.models.ledgers import Coverage
from seibi.contexts.vehicles.operations.cars import get_locked
from seibi.contexts.vehicles.permissions import can_edit
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def add_coverage(  # noqa: PLR0913 - the terms of one promise, each by name
    *,
    vehicle_id: UUID,
    kind: CoverageKind,
    title: Mapping[str, str],
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    ends_km: int | None = None,
    covers: Sequence[str] = (),
    reference: str = "",
    source: str = "",
    owner_node: str = "",
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A promise to pay has a beginning and an end in time or distance, and says for what work.

    ``covers`` are operation codes with wildcards, a minus excludes; none means everything.
    Raises NotFound, NotAllowed, Invalid ("coverage_endless", "coverage_backwards"),
    RuleBroken ("coverage_known").
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_edit(actor, vehicle))
    if ends_on is None and ends_km is None:
        sentence = _("Coverage ends on a day or at a distance. Please give at least one.")
        raise Invalid("coverage_endless", sentence, errors={"ends_on": sentence})
    if ends_on is not None and ends_on <= starts_on:
        sentence = _("Coverage must end after it starts.")
        raise Invalid("coverage_backwards", sentence, errors={"ends_on": sentence})
    same = Coverage.objects.filter(vehicle=vehicle, kind=kind, reference=reference)
    if reference and same.exists():
        raise RuleBroken("coverage_known", _("This coverage is on record already."))

    row = Coverage.objects.create(
        vehicle=vehicle,
        owner_node=owner_node or vehicle.owner_node,
        kind=kind,
        title=dict(title),
        reference=reference,
        starts_on=starts_on,
        ends_on=ends_on,
        ends_km=ends_km,
        covers=list(covers),
        source=source,
    )

    tell(
        CoverageAdded(vehicle_id=vehicle.pk, coverage_id=row.pk, kind=kind),
        actor=actor,
        at=at,
        subject=f"vehicle:{vehicle.pk}",
        owner_node=row.owner_node,
    )
    return row.pk


def guarantee_repair(
    *,
    vehicle_id: UUID,
    level: RepairLevel,
    operation_codes: Sequence[str],
    handed_over_on: dt.date,
    km: int | None,
    subject: str,
    owner_node: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A shop stands by its work: 20,000 km or 100 days for a whole car, less for smaller work.

    The clock runs from hand-over. Raises what ``add_coverage`` raises.
    """
    ends_on, ends_km = guarantee_until(level, handed_over=handed_over_on, km=km)
    return add_coverage(
        vehicle_id=vehicle_id,
        kind=CoverageKind.REPAIR_GUARANTEE,
        title={"en": "Repair guarantee", "ja": "整備保証", "zh-hans": "维修质量保证"},
        starts_on=handed_over_on,
        ends_on=ends_on,
        ends_km=ends_km,
        covers=operation_codes,
        reference=subject,
        source="20,000 km/100 d, 5,000 km/30 d, 2,000 km/10 d by level of repair",
        owner_node=owner_node,
        actor=actor,
        at=at,
    )
