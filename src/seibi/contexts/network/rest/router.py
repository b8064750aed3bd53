"""Workshops, hours and staff for programs: the same operations and queries as the pages."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Status

from seibi.contexts.network.contracts import Colleague, OpenInterval, SiteInfo
from seibi.contexts.network.operations import hours as hour_operations
from seibi.contexts.network.operations import people as people_operations
from seibi.contexts.network.queries import hours, places, staff_page
from seibi.contexts.network.rest import schemas
from seibi.contexts.network.rest.tablets import tablets
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["network"])
router.add_router("", tablets)
SEEN = {404: PROBLEMS[404]}
CHANGED = {code: PROBLEMS[code] for code in (403, 404, 409, 422)}
LONGEST = dt.timedelta(days=62)


@router.get("/sites/", response=list[SiteInfo], operation_id="network_sites")
def sites(request: HttpRequest) -> list[SiteInfo]:
    """Every workshop; this is public, as on the map."""
    return places.sites("/")


@router.get("/sites/{site_id}", response={200: SiteInfo, **SEEN}, operation_id="network_site")
def site(request: HttpRequest, site_id: UUID) -> SiteInfo:
    """One workshop."""
    return places.site(pk=site_id)


@router.get(
    "/sites/{site_id}/opening",
    response={200: list[OpenInterval], **SEEN, 422: PROBLEMS[422]},
    operation_id="network_opening",
)
def opening(
    request: HttpRequest, site_id: UUID, from_day: dt.date, to_day: dt.date
) -> list[OpenInterval]:
    """When a workshop is open on the days [from_day, to_day), at most 62 of them."""
    if not dt.timedelta() <= to_day - from_day <= LONGEST or not 2000 <= from_day.year <= 2100:
        raise Invalid("bad_days", _("Ask for at most 62 days of this century."))
    found = hours.opening_intervals(site_id, from_day, to_day)
    return [OpenInterval(start, end) for start, end in found]


@router.put(
    "/sites/{site_id}/hours", response={204: None, **CHANGED}, operation_id="network_set_hours"
)
def set_hours(request: HttpRequest, site_id: UUID, body: schemas.WeekIn) -> Status[None]:
    """Replace the hours of the whole week."""
    week = {day.weekday: day.hours() for day in body.days}
    hour_operations.set_hours(site_id=site_id, week=week, actor=actor_of(request), at=clock.now())
    return Status(204, None)


@router.post(
    "/sites/{site_id}/closed-days",
    response={204: None, **CHANGED},
    operation_id="network_close_day",
)
def close_day(request: HttpRequest, site_id: UUID, body: schemas.ClosedDayIn) -> Status[None]:
    """Stay closed on a day."""
    hour_operations.close_day(
        site_id=site_id, on=body.on, reason=body.reason, actor=actor_of(request), at=clock.now()
    )
    return Status(204, None)


@router.delete(
    "/sites/{site_id}/closed-days/{on}",
    response={204: None, **CHANGED},
    operation_id="network_reopen_day",
)
def reopen_day(request: HttpRequest, site_id: UUID, on: dt.date) -> Status[None]:
    """Keep the usual hours on that day after all."""
    hour_operations.reopen_day(site_id=site_id, on=on, actor=actor_of(request), at=clock.now())
    return Status(204, None)


@router.get("/staff/", response=list[Colleague], operation_id="network_staff")
def staff(request: HttpRequest) -> list[Colleague]:
    """Who works at the places the caller may know of."""
    return staff_page.colleagues(actor=actor_of(request), at=clock.now())


@router.post("/staff/", response={201: schemas.NetworkMade, **CHANGED}, operation_id="network_hire")
def hire(request: HttpRequest, body: schemas.HireIn) -> HttpResponse:
    """Somebody works at a place from now on."""

    def call(actor: Actor) -> object:
        made = people_operations.hire(**body.dict(), actor=actor, at=clock.now())
        return {"id": made}

    return answer_once(request, call, status=201)


@router.post(
    "/staff/{account_id}/roles",
    response={201: schemas.NetworkMade, **CHANGED},
    operation_id="network_grant_role",
)
def grant_role(request: HttpRequest, account_id: UUID, body: schemas.RoleIn) -> HttpResponse:
    """Give a role at a place."""

    def call(actor: Actor) -> object:
        made = people_operations.grant_role(
            account_id=account_id, **body.dict(), actor=actor, at=clock.now()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@router.post(
    "/roles/{grant_id}/revoke",
    response={204: None, **CHANGED},
    operation_id="network_revoke_role",
)
def revoke_role(request: HttpRequest, grant_id: UUID) -> Status[None]:
    """End a role now."""
    people_operations.revoke_role(grant_id=grant_id, actor=actor_of(request), at=clock.now())
    return Status(204, None)


@router.post(
    "/staff/{account_id}/absences",
    response={201: schemas.NetworkMade, **CHANGED},
    operation_id="network_name_deputy",
)
def name_deputy(request: HttpRequest, account_id: UUID, body: schemas.AbsenceIn) -> HttpResponse:
    """Say when somebody is away and who stands in."""

    def call(actor: Actor) -> object:
        made = people_operations.name_deputy(
            account_id=account_id, **body.dict(), actor=actor, at=clock.now()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@router.post(
    "/absences/{away_id}/end",
    response={204: None, **CHANGED},
    operation_id="network_stand_down",
)
def stand_down(request: HttpRequest, away_id: UUID) -> Status[None]:
    """Somebody is back already."""
    people_operations.stand_down(away_id=away_id, actor=actor_of(request), at=clock.now())
    return Status(204, None)
