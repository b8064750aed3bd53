"""Cars for programs: the same operations and queries as the pages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from seibi.contexts.vehicles.contracts import (
    CoverageAnswer,
    DecodedVin,
    OdometerResult,
    Reading,
    ScheduleEntry,
    ServiceLine,
    VehicleSummary,
)
from seibi.contexts.vehicles.contracts.page import VehiclePage
from seibi.contexts.vehicles.contracts.recalls import ImportProblem, ImportProgress, OpenCampaign
from seibi.contexts.vehicles.operations import campaigns, cars, odometer, record
from seibi.contexts.vehicles.queries import campaigns as campaign_queries
from seibi.contexts.vehicles.queries import cars as car_queries
from seibi.contexts.vehicles.queries import imports as import_queries
from seibi.contexts.vehicles.queries import ledgers, schedules
from seibi.contexts.vehicles.rest.people import people
from seibi.contexts.vehicles.rest.schemas import (
    CampaignStatusIn,
    CorrectionIn,
    CoverageIn,
    Created,
    DecodeIn,
    FindIn,
    IdentifierIn,
    ReadingIn,
    SignalIn,
    VehicleIn,
)
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["vehicles"])
router.add_router("", people)
SEEN = {404: PROBLEMS[404]}
CHANGED = {code: PROBLEMS[code] for code in (403, 404, 409, 422)}


@router.get("/", response=list[VehicleSummary], operation_id="vehicles_find")
def find(request: HttpRequest, params: Query[FindIn]) -> list[VehicleSummary]:
    """Cars by plate, VIN, frame number, the last four signs of any, or make and model."""
    return car_queries.find(params.q, actor_of(request))


@router.get("/mine", response=list[VehicleSummary], operation_id="vehicles_mine")
def mine(request: HttpRequest) -> list[VehicleSummary]:
    """The cars the caller has now, as owner, driver or fleet manager; none for anybody else."""
    return car_queries.vehicles_of(tuple(actor_of(request).persons), clock.now())


@router.get("/decode", response=DecodedVin, operation_id="vehicles_decode")
def decode(request: HttpRequest, params: Query[DecodeIn]) -> DecodedVin:
    """What a VIN or a frame number says by itself; odd ones get warnings, never a refusal."""
    return car_queries.decoded(params.vin, clock.machine_now())


@router.post("/", response={201: Created, **CHANGED}, operation_id="vehicles_register")
def register(request: HttpRequest, body: VehicleIn) -> HttpResponse:
    """Take a car into the books."""

    def call(actor: Actor) -> object:
        made = cars.register_vehicle(**body.dict(), actor=actor, at=clock.now())
        return {"id": made}

    return answer_once(request, call, status=201)


@router.get(
    "/imports/",
    response={200: list[ImportProgress], 403: PROBLEMS[403]},
    operation_id="vehicles_imports",
)
def imports(request: HttpRequest) -> list[ImportProgress]:
    """The latest imports of recalls, newest first."""
    return import_queries.imports(actor_of(request))


@router.get(
    "/imports/{uuid:run_id}",
    response={200: ImportProgress, 403: PROBLEMS[403], **SEEN},
    operation_id="vehicles_import",
)
def import_progress(request: HttpRequest, run_id: UUID) -> ImportProgress:
    """How far an import has come."""
    return import_queries.progress(run_id, actor_of(request))


@router.get(
    "/imports/{uuid:run_id}/problems",
    response={200: list[ImportProblem], 403: PROBLEMS[403], **SEEN},
    operation_id="vehicles_import_problems",
)
def import_problems(request: HttpRequest, run_id: UUID) -> list[ImportProblem]:
    """The rows that could not be used, in words."""
    return import_queries.problems(run_id, actor_of(request))


@router.get("/{uuid:vehicle_id}", response={200: VehiclePage, **SEEN}, operation_id="vehicles_page")
def page(request: HttpRequest, vehicle_id: UUID) -> VehiclePage:
    """Everything about one car."""
    return car_queries.page(vehicle_id, actor_of(request))


@router.get(
    "/{uuid:vehicle_id}/campaigns",
    response={200: list[OpenCampaign], **SEEN},
    operation_id="vehicles_open_campaigns",
)
def open_campaigns(request: HttpRequest, vehicle_id: UUID) -> list[OpenCampaign]:
    """The recalls that are open for a car."""
    seen = car_queries.summary(vehicle_id, actor_of(request))
    return campaign_queries.open_campaigns([seen.id]).get(seen.id, [])


@router.put(
    "/{uuid:vehicle_id}/campaigns/{uuid:campaign_id}",
    response={204: None, **CHANGED},
    operation_id="vehicles_set_campaign_status",
)
def set_campaign_status(
    request: HttpRequest, vehicle_id: UUID, campaign_id: UUID, body: CampaignStatusIn
) -> HttpResponse:
    """A recall was repaired on a car, or does not concern it."""
    campaigns.set_campaign_status(
        vehicle_id=vehicle_id,
        campaign_id=campaign_id,
        status=body.status,
        note=body.note,
        actor=actor_of(request),
        at=clock.now(),
    )
    return HttpResponse(status=204)


@router.get(
    "/{uuid:vehicle_id}/readings",
    response={200: list[Reading], **SEEN},
    operation_id="vehicles_readings",
)
def readings(request: HttpRequest, vehicle_id: UUID) -> list[Reading]:
    """The odometer ledger, newest first."""
    return ledgers.readings(car_queries.summary(vehicle_id, actor_of(request)).id)


@router.post(
    "/{uuid:vehicle_id}/readings",
    response={201: OdometerResult, **CHANGED},
    operation_id="vehicles_record_odometer",
)
def record_odometer(request: HttpRequest, vehicle_id: UUID, body: ReadingIn) -> HttpResponse:
    """Write down what the odometer showed; an odd value is kept, with a sentence."""

    def call(actor: Actor) -> object:
        return odometer.record_odometer(
            vehicle_id=vehicle_id, **body.dict(), actor=actor, at=clock.now()
        )

    return answer_once(request, call, status=201)


@router.post(
    "/{uuid:vehicle_id}/readings/{uuid:reading_id}/correction",
    response={201: OdometerResult, **CHANGED},
    operation_id="vehicles_correct_odometer",
)
def correct_odometer(
    request: HttpRequest, vehicle_id: UUID, reading_id: UUID, body: CorrectionIn
) -> HttpResponse:
    """The wrong reading stays, struck out; the right one is a new line."""

    def call(actor: Actor) -> object:
        return odometer.correct_odometer(
            vehicle_id=vehicle_id, reading_id=reading_id, **body.dict(), actor=actor, at=clock.now()
        )

    return answer_once(request, call, status=201)


@router.get(
    "/{uuid:vehicle_id}/coverage",
    response={200: CoverageAnswer, **SEEN},
    operation_id="vehicles_coverage_today",
)
def coverage_today(
    request: HttpRequest, vehicle_id: UUID, params: Query[CoverageIn]
) -> CoverageAnswer:
    """Who pays for a piece of work today, and why."""
    seen = car_queries.summary(vehicle_id, actor_of(request))
    return ledgers.coverage_today(seen.id, on=clock.now().date(), km=params.km, what=params.what)


@router.get(
    "/{uuid:vehicle_id}/schedule",
    response={200: list[ScheduleEntry], **SEEN},
    operation_id="vehicles_schedule",
)
def schedule(request: HttpRequest, vehicle_id: UUID) -> list[ScheduleEntry]:
    """The maintenance that applies to a car."""
    return schedules.schedule_of(car_queries.summary(vehicle_id, actor_of(request)).id)


@router.get(
    "/{uuid:vehicle_id}/history",
    response={200: list[ServiceLine], **SEEN},
    operation_id="vehicles_history",
)
def history(request: HttpRequest, vehicle_id: UUID) -> list[ServiceLine]:
    """The work done on a car, newest first."""
    return ledgers.history(car_queries.summary(vehicle_id, actor_of(request)).id)


@router.post(
    "/{uuid:vehicle_id}/identifiers",
    response={201: Created, **CHANGED},
    operation_id="vehicles_add_identifier",
)
def add_identifier(request: HttpRequest, vehicle_id: UUID, body: IdentifierIn) -> HttpResponse:
    """A new plate or number; a new plate ends the one before it."""

    def call(actor: Actor) -> object:
        made = cars.add_identifier(
            vehicle_id=vehicle_id, **body.dict(), actor=actor, at=clock.now()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@router.put(
    "/{uuid:vehicle_id}/signal",
    response={204: None, **CHANGED},
    operation_id="vehicles_hear_signal",
)
def hear_signal(request: HttpRequest, vehicle_id: UUID, body: SignalIn) -> HttpResponse:
    """The car said how far it is from a piece of work."""
    record.hear_signal(
        vehicle_id=vehicle_id, **body.dict(), actor=actor_of(request), at=clock.now()
    )
    return HttpResponse(status=204)
