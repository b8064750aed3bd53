"""Times of a day in which rows of the board cannot be given work, with the word that says why."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import (
    AbsenceReason,
    ReservationKind,
)
from seibi.contexts.workshop.contracts.board import BoardSpan
from seibi.contexts.workshop.domain.calendar import Frame
from seibi.contexts.workshop.domain.grid import Span
from seibi.contexts.workshop.labels import ABSENCE_REASONS, RESERVATION_KINDS
from seibi.contexts.workshop.models import Absence, Reservation
from seibi.kernel import clock
from seibi.kernel.clock import day_bounds


def spans(site: SiteInfo, day: dt.date) -> Mapping[UUID, list[BoardSpan]]:
    """Absences, holds that stand, preparing and clearing, by resource. Two queries."""
    begin, end = day_bounds(day, site.tz)
    found: defaultdict[UUID, list[BoardSpan]] = defaultdict(list)
    away = Absence.objects.filter(resource__site=site.id, from_at__lt=end, until_at__gt=begin)
    for row in away.order_by("from_at"):
        word = str(ABSENCE_REASONS[AbsenceReason(row.reason)])
        found[row.resource_id].append(
            BoardSpan(max(row.from_at, begin), min(row.until_at, end), word)
        )
    held = Reservation.objects.standing(clock.machine_now()).filter(
        resource__site=site.id,
        during__overlap=(begin, end),
        kind__in=[ReservationKind.HOLD, ReservationKind.BUFFER],
    )
    for taken in held.order_by("during"):
        word = str(RESERVATION_KINDS[ReservationKind(taken.kind)])
        found[taken.resource_id].append(BoardSpan(taken.during.lower, taken.during.upper, word))
    return found


def span(of: Frame, cells: Span) -> BoardSpan:
    """A span of cells as times."""
    return BoardSpan(of.moment(cells[0]), of.moment(cells[1]))
