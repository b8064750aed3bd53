"""Readings, coverage and work of a car, with the sentences people read beside them."""

import datetime as dt
from collections.abc import Callable, Collection
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from seibi.contexts.vehicles.contracts import (
    CoverageAnswer,
    CoverageInfo,
    CoverageKind,
    DistanceUnit,
    Reading,
    ReadingFlag,
    ReadingSource,
    ServiceLine,
)
from seibi.contexts.vehicles.domain.coverage import Finding, Outcome, findings
from seibi.contexts.vehicles.domain.odometer import Judgement
from seibi.contexts.vehicles.models.ledgers import Coverage, OdometerReading, ServiceRecord
from seibi.kernel.text import translated


def readings(vehicle_id: UUID) -> list[Reading]:
    """The odometer ledger of a car, newest first, odd readings included."""
    rows = OdometerReading.objects.filter(vehicle_id=vehicle_id)
    return [reading_value(row) for row in rows.order_by("-read_at", "-recorded_at", "-pk")]


def latest_km(vehicle_ids: Collection[UUID]) -> dict[UUID, Reading]:
    """The latest believable reading of each car; cars without one are left out. One query."""
    rows = OdometerReading.objects.filter(vehicle_id__in=vehicle_ids, flag=ReadingFlag.FINE)
    newest = rows.order_by("vehicle_id", "-read_at", "-km").distinct("vehicle_id")
    return {row.vehicle_id: reading_value(row) for row in newest}


def coverages(vehicle_id: UUID) -> list[CoverageInfo]:
    """Every promise ever made for a car, the one that lasts longest first."""
    rows = Coverage.objects.filter(vehicle_id=vehicle_id)
    return [coverage_value(row) for row in rows.order_by("-ends_on", "-starts_on", "pk")]


def coverage_today(vehicle_id: UUID, *, on: dt.date, km: int | None, what: str) -> CoverageAnswer:
    """Who pays for a piece of work on a day, and why; "nobody" is answered with the reason too."""
    found = findings(coverages(vehicle_id), on=on, km=km, what=what)
    considered = tuple(finding_sentence(finding, km) for finding in found)
    if found and found[0].outcome is Outcome.COVERS:
        best = found[0].coverage
        return CoverageAnswer(True, best.kind, best.id, considered[0], considered)
    reason = (
        considered[0] if considered else _("No warranty or contract is on record for this car.")
    )
    return CoverageAnswer(False, None, None, reason, considered)


def history(vehicle_id: UUID) -> list[ServiceLine]:
    """Work done on a car, newest first."""
    rows = ServiceRecord.objects.filter(vehicle_id=vehicle_id).order_by(
        "-done_on", "operation_code"
    )
    return [
        ServiceLine(
            id=row.pk,
            vehicle_id=row.vehicle_id,
            operation_code=row.operation_code,
            title=row.title,
            done_on=row.done_on,
            km=row.km,
            subject=row.subject,
            owner_node=row.owner_node,
        )
        for row in rows
    ]


def finding_sentence(finding: Finding, km: int | None) -> str:
    """Why one promise pays, or does not."""
    promise = finding.coverage
    words = {
        "title": promise.title,
        "start": date_format(promise.starts_on),
        "end": date_format(promise.ends_on) if promise.ends_on else "",
        "limit": f"{promise.ends_km:,}" if promise.ends_km is not None else "",
        "km": f"{km:,}" if km is not None else "",
    }
    return _SENTENCES[finding.outcome](promise) % words


def _covers(promise: CoverageInfo) -> str:
    if promise.ends_on and promise.ends_km is not None:
        return _("%(title)s pays for this: it runs until %(end)s or %(limit)s km.")
    if promise.ends_on:
        return _("%(title)s pays for this: it runs until %(end)s.")
    return _("%(title)s pays for this: it runs until %(limit)s km.")


_SENTENCES: dict[Outcome, Callable[[CoverageInfo], str]] = {
    Outcome.COVERS: _covers,
    Outcome.OTHER_WORK: lambda _promise: _("%(title)s does not include this work."),
    Outcome.NOT_YET: lambda _promise: _("%(title)s begins on %(start)s."),
    Outcome.DATE_PASSED: lambda _promise: _("%(title)s ended on %(end)s."),
    Outcome.DISTANCE_PASSED: lambda _promise: _(
        "%(title)s ended at %(limit)s km; the car has %(km)s km."
    ),
    Outcome.DISTANCE_UNKNOWN: lambda _promise: _(
        "%(title)s ends at %(limit)s km, and the odometer has not been read yet."
    ),
}


def flag_sentence(km: int, judgement: Judgement) -> str:
    """What is odd about a reading, in words; nothing when it is fine."""
    words = {"km": f"{km:,}"}
    if judgement.against is not None:
        words["other_km"] = f"{judgement.against.km:,}"
        words["other_day"] = date_format(judgement.against.read_at.date())
        words["pace"] = f"{judgement.km_per_day or 0:,}"
    match judgement.flag:
        case ReadingFlag.ROLL_BACK:
            sentence = _(
                "%(km)s km is less than the %(other_km)s km of %(other_day)s. It is kept, but not"
                " used for forecasts. Please look at the odometer again."
            )
        case ReadingFlag.TOO_FAST:
            sentence = _(
                "%(km)s km would be %(pace)s km a day since %(other_day)s. It is kept, but not used"
                " for forecasts. Please look at the odometer again."
            )
        case ReadingFlag.IMPLAUSIBLE if judgement.against is not None:
            sentence = _(
                "%(km)s km is more than the %(other_km)s km read later, on %(other_day)s. It is"
                " kept, but not used for forecasts."
            )
        case ReadingFlag.IMPLAUSIBLE:
            sentence = _(
                "No car has driven %(km)s km. It is kept, but not used for forecasts. Is there a"
                " digit too many?"
            )
        case _:
            return ""
    return sentence % words


def reading_value(row: OdometerReading) -> Reading:
    """A row of the ledger as a plain value."""
    return Reading(
        id=row.pk,
        vehicle_id=row.vehicle_id,
        km=row.km,
        read_at=row.read_at,
        source=ReadingSource(row.source),
        flag=ReadingFlag(row.flag),
        note=row.note,
        entered_value=row.entered_value,
        entered_unit=DistanceUnit(row.entered_unit),
        corrects_id=row.corrects_id,
    )


def coverage_value(row: Coverage) -> CoverageInfo:
    """A promise as a plain value, in the reader's language."""
    return CoverageInfo(
        id=row.pk,
        vehicle_id=row.vehicle_id,
        kind=CoverageKind(row.kind),
        title=translated(row.title),
        reference=row.reference,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        ends_km=row.ends_km,
        covers=tuple(row.covers),
        source=row.source,
    )
