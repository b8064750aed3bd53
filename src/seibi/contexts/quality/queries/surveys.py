"""Surveys: the link, the page behind it, and what was answered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.urls import reverse

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ContactInfo,
    ContactKind,
    ContactPurpose,
    CustomerSummary,
)
from seibi.contexts.network import facade as network
from seibi.contexts.quality.contracts import SEE, AnswerInfo, SurveyPage, SurveyState
from seibi.contexts.quality.domain.kpis import UNHAPPY
from seibi.contexts.quality.models import Answer, Survey
from seibi.contexts.quality.permissions import can_call_back
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.links.signed import SignedLinks
from seibi.kernel.rows import under

SURVEYS = SignedLinks("survey", "quality.survey")


def link_of(survey_id: UUID) -> str:
    """The address of a survey; nobody can make one for another survey."""
    return reverse("quality:survey", args=[SURVEYS.token_of(survey_id)])


def survey_page(*, survey_id: UUID, token: str, at: dt.datetime) -> SurveyPage:
    """What the person with the link sees. The link is the right. Raises NotFound."""
    row = Survey.objects.select_related("answer").filter(pk=survey_id).first()
    if row is None:
        raise NotFound("survey_not_found")
    answer = getattr(row, "answer", None)
    return SurveyPage(
        token=token,
        site_name=network.site(row.site_id).name,
        car=row.car,
        delivered_on=row.delivered_on,
        state=SurveyState(row.state),
        is_over=at >= row.expires_at,
        csat=answer.csat if answer else None,
        nps=answer.nps if answer else None,
        ces=answer.ces if answer else None,
        comment=answer.comment if answer else "",
    )


def survey_link(*, work_order_id: UUID, actor: Actor) -> str | None:
    """The page on which the owner answers about this visit; None when nobody was asked.

    For staff who see the site's figures, the person whose visit it was, and who holds its link.
    """
    row = Survey.objects.filter(work_order_id=work_order_id).first()
    if row is None:
        return None
    theirs = actor.is_person(row.customer_id) or actor.holds_key(f"work_order:{work_order_id}")
    if theirs or actor.may(SEE, at_node=row.owner_node):
        return link_of(row.pk)
    return None


def latest_answers(*, actor: Actor, node: str, limit: int = 20) -> list[AnswerInfo]:
    """The newest answers at a site, for staff. One SQL query."""
    mine = Survey.objects.visible_to(actor).filter(owner_node=node)
    rows = Answer.objects.filter(survey__in=mine).select_related("survey")
    return [_answer_info(row, actor) for row in rows.order_by("-answered_at")[:limit]]


def unhappy_answers(
    *, actor: Actor, days: int, at: dt.datetime, node: str = "/", limit: int = 10
) -> list[AnswerInfo]:
    """Owners who said one or two of five in the last days and whom nobody has called back.

    Who waits longest comes first. Whoever may know the owners reads their names, and the numbers
    they may be called at. The number of SQL queries does not grow.
    """
    mine = Survey.objects.visible_to(actor).filter(under(node))
    rows = Answer.objects.filter(
        survey__in=mine,
        csat__lte=UNHAPPY,
        answered_at__gt=at - dt.timedelta(days=days),
        called_back_at=None,
    )
    first = list(rows.select_related("survey").order_by("answered_at", "pk")[:limit])
    people = customers.visible_summaries({row.survey.customer_id for row in first}, actor=actor)
    phones = customers.reachable(set(people), ContactPurpose.VISIT, {ContactKind.PHONE})
    return [_named(_answer_info(row, actor), row.survey, people, phones) for row in first]


def _named(
    answer: AnswerInfo,
    survey: Survey,
    people: Mapping[UUID, CustomerSummary],
    phones: Mapping[UUID, ContactInfo],
) -> AnswerInfo:
    owner, phone = people.get(survey.customer_id), phones.get(survey.customer_id)
    return replace(
        answer,
        customer_name=owner.formal_name if owner else "",
        phone=phone.value if phone else "",
    )


def _answer_info(row: Answer, actor: Actor) -> AnswerInfo:
    return AnswerInfo(
        survey_id=row.survey_id,
        site_id=row.survey.site_id,
        work_order_id=row.survey.work_order_id,
        car=row.survey.car,
        answered_at=row.answered_at,
        csat=row.csat,
        nps=row.nps,
        ces=row.ces,
        comment=row.comment,
        may_call_back=row.called_back_at is None and bool(can_call_back(actor, row.survey)),
    )


def is_still_wanted(*, subject: str, **_asked: object) -> bool:
    """A survey that was answered or is over needs no message any more."""
    survey_id = UUID(subject.partition(":")[2])
    return Survey.objects.filter(pk=survey_id, state=SurveyState.OPEN).exists()
