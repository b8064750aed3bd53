"""JSON in, one operation or query, JSON out."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from seibi.contexts.network import facade as network
from seibi.contexts.quality.contracts import (
    ApprovalWaits,
    Kpi,
    Scores,
    SurveyPage,
    WaitCause,
    WaitedCar,
    WaitingFigures,
)
from seibi.contexts.quality.operations import asking
from seibi.contexts.quality.queries import figures, surveys, waiting
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["quality"])
SURVEY = {200: SurveyPage, **PROBLEMS}


class ScoresIn(Schema):
    """How content (1 to 5), how likely to recommend (0 to 10), how easy (1 to 7), and words."""

    csat: int = Field(ge=1, le=5)
    nps: int | None = Field(default=None, ge=0, le=10)
    ces: int | None = Field(default=None, ge=1, le=7)
    comment: str = Field(default="", max_length=4000)


@router.get(
    "/sites/{site_code}/kpis", response={200: list[Kpi], **PROBLEMS}, operation_id="quality_kpis"
)
def kpis(request: HttpRequest, site_code: str, from_day: dt.date, to_day: dt.date) -> list[Kpi]:
    return figures.kpis(
        site_id=network.site_by_code(site_code).id,
        from_day=from_day,
        to_day=to_day,
        actor=actor_of(request),
        at=clock.now(),
    )


@router.get(
    "/sites/{site_code}/waiting",
    response={200: WaitingFigures, **PROBLEMS},
    operation_id="quality_waiting",
)
def waiting_by_cause(
    request: HttpRequest, site_code: str, from_day: dt.date, to_day: dt.date
) -> WaitingFigures:
    return waiting.waiting_figures(
        site_id=network.site_by_code(site_code).id,
        from_day=from_day,
        to_day=to_day,
        actor=actor_of(request),
        at=clock.now(),
    )


@router.get(
    "/sites/{site_code}/waiting/{cause}",
    response={200: list[WaitedCar], **PROBLEMS},
    operation_id="quality_waiting_cars",
)
def waiting_cars(
    request: HttpRequest, site_code: str, cause: WaitCause, from_day: dt.date, to_day: dt.date
) -> list[WaitedCar]:
    return waiting.waits_of_cause(
        site_id=network.site_by_code(site_code).id,
        cause=cause,
        from_day=from_day,
        to_day=to_day,
        actor=actor_of(request),
        at=clock.now(),
    )


@router.get(
    "/sites/{site_code}/approval-waits",
    response={200: ApprovalWaits, **PROBLEMS},
    operation_id="quality_approval_waits",
)
def approval_waits(
    request: HttpRequest, site_code: str, from_day: dt.date, to_day: dt.date
) -> ApprovalWaits:
    return waiting.approval_waits(
        site_id=network.site_by_code(site_code).id,
        from_day=from_day,
        to_day=to_day,
        actor=actor_of(request),
    )


@router.get("/surveys/{token}", response=SURVEY, operation_id="quality_survey")
def survey(request: HttpRequest, token: str) -> SurveyPage:
    survey_id, _actor = surveys.SURVEYS.open_for(token, actor_of(request))
    return surveys.survey_page(survey_id=survey_id, token=token, at=clock.now())


@router.post("/surveys/{token}/answer", response=SURVEY, operation_id="quality_answer")
def answer(request: HttpRequest, token: str, body: ScoresIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        survey_id, holder = surveys.SURVEYS.open_for(token, actor)
        asking.answer_survey(
            survey_id=survey_id,
            scores=Scores(body.csat, body.nps, body.ces, body.comment),
            actor=holder,
            at=clock.now(),
        )
        return surveys.survey_page(survey_id=survey_id, token=token, at=clock.now())

    return answer_once(request, call)
