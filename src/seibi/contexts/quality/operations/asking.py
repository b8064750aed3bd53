"""Asking owners how the visit was, once per visit, and keeping what they say."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactPurpose
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.network import facade as network
from seibi.contexts.quality.contracts import Scores, SurveyState
from seibi.contexts.quality.contracts import SurveyAction as Do
from seibi.contexts.quality.domain.lifecycle import LIFECYCLE
from seibi.contexts.quality.events import SurveyAnswered, SurveyAsked, SurveyLinkReplaced
from seibi.contexts.quality.models import Answer, Survey
from seibi.contexts.quality.operations.counting import count_delivery, uncount_delivery
from seibi.contexts.quality.permissions import can_answer
from seibi.contexts.quality.queries.surveys import SURVEYS, link_of
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders.events import VehicleDelivered
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Expired, Invalid, NotFound, require
from seibi.kernel.journal.tell import tell

OPEN_FOR = dt.timedelta(days=30)
RANGES = {"csat": (1, 5), "nps": (0, 10), "ces": (1, 7)}
LONGEST_COMMENT = 4000


@transaction.atomic
def ask_about_visit(
    *, visit: VehicleDelivered, node: str, actor: Actor, at: dt.datetime
) -> UUID | None:
    """One question per visit, with who, where and which job as they were at delivery.

    None when this visit was asked about before. Only our reader calls: nobody to ask.
    """
    known = Survey.objects.locked().filter(work_order_id=visit.work_order_id).first()
    if known is not None:
        if known.state == SurveyState.OPEN and known.expires_at <= at:
            known.delivered_at, known.expires_at = visit.delivered_at, visit.delivered_at + OPEN_FOR
            known.save(update_fields=["delivered_at", "expires_at"])
        return None
    tz = network.site(visit.site_id).tz
    customer = customers.summaries({visit.customer_id})[visit.customer_id]
    car = vehicles.summaries({visit.vehicle_id})[visit.vehicle_id]
    survey = Survey.objects.create(
        owner_node=node,
        work_order_id=visit.work_order_id,
        site_id=visit.site_id,
        customer_id=visit.customer_id,
        vehicle_id=visit.vehicle_id,
        advisor_id=visit.advisor_id,
        technician_ids=list(visit.technician_ids),
        car=car.title[:120],
        language=customer.language,
        delivered_at=visit.delivered_at,
        delivered_on=clock.local_day(visit.delivered_at, tz),
        expires_at=visit.delivered_at + OPEN_FOR,
    )
    by_mail = _mail(survey, actor=actor, at=at)

    tell(
        SurveyAsked(survey.pk, visit.work_order_id, by_mail),
        actor=actor,
        at=at,
        subject=survey.subject,
        owner_node=node,
    )
    return survey.pk


@transaction.atomic
def take_back(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A car that left too early is not delivered, and nobody is asked how it was; not yet.

    Only our reader calls: nobody to ask.
    """
    uncount_delivery(work_order_id=work_order_id, actor=actor, at=at)
    Survey.objects.filter(work_order_id=work_order_id, state=SurveyState.OPEN).update(expires_at=at)


@transaction.atomic
def replace_link(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """No old link opens the survey of the visit; one that is still to be answered is sent anew.

    Only our reader calls: nobody to ask.
    """
    survey = Survey.objects.locked().filter(work_order_id=work_order_id).first()
    if survey is None:
        return
    SURVEYS.replace(survey.pk)
    if survey.state == SurveyState.OPEN and at < survey.expires_at:
        _mail(survey, actor=actor, at=at)

    tell(
        SurveyLinkReplaced(survey.pk, work_order_id),
        actor=actor,
        at=at,
        subject=survey.subject,
        owner_node=survey.owner_node,
    )


def _mail(survey: Survey, *, actor: Actor, at: dt.datetime) -> bool:
    """Queue the question; whether there is a way to reach the customer with it."""
    route = customers.route_for(survey.customer_id, ContactPurpose.SURVEY)
    if route is None:
        return False
    site = network.site(survey.site_id)
    messaging.send(
        template="quality/survey",
        to=route,
        context={
            "name": route.formal_name,
            "car": survey.car,
            "site": site.name,
            "survey_url": link_of(survey.pk),
            "until": clock.local_day(survey.expires_at, site.tz),
        },
        subject=survey.subject,
        owner_node=survey.owner_node,
        actor=actor,
        at=at,
    )
    return True


@transaction.atomic
def answer_survey(*, survey_id: UUID, scores: Scores, actor: Actor, at: dt.datetime) -> None:
    """An owner says how it was, and may think again until the survey is over.

    Raises NotFound, NotAllowed, Expired ("survey_over"), Invalid ("out_of_range").
    """
    survey = Survey.objects.locked().filter(pk=survey_id).first()
    if survey is None:
        raise NotFound("survey_not_found")
    require(can_answer(actor, survey))
    if at >= survey.expires_at:
        raise Expired("survey_over", _("This survey is closed. Thank you all the same."))
    _check(scores)
    survey.state = LIFECYCLE.after(SurveyState(survey.state), Do.ANSWER)

    survey.save(update_fields=["state"])
    _answer, first = Answer.objects.update_or_create(
        survey=survey,
        defaults={
            "csat": scores.csat,
            "nps": scores.nps,
            "ces": scores.ces,
            "comment": scores.comment.strip(),
            "answered_at": at,
            "called_back_at": None,
            "called_back_by": None,
        },
    )

    tell(
        SurveyAnswered(survey.pk, survey.work_order_id, scores.csat, scores.nps, scores.ces, first),
        actor=actor,
        at=at,
        subject=survey.subject,
        owner_node=survey.owner_node,
    )


def _check(scores: Scores) -> None:
    """Raises Invalid ("out_of_range")."""
    errors = {}
    for name, (low, high) in RANGES.items():
        value = getattr(scores, name)
        if value is not None and not low <= value <= high:
            errors[name] = _("Choose a number from %(low)s to %(high)s.") % {
                "low": low,
                "high": high,
            }
    if len(scores.comment) > LONGEST_COMMENT:
        errors["comment"] = _("This is too long. Keep it under 4000 characters.")
    if errors:
        raise Invalid("out_of_range", " ".join(errors.values()), errors=errors)


@transaction.atomic
def visit_ended(
    *, visit: VehicleDelivered, node: str, actor: Actor, at: dt.datetime
) -> UUID | None:
    """A visit that ends is counted and asked about. Only our reader calls: nobody to ask."""
    count_delivery(
        work_order_id=visit.work_order_id,
        advisor_id=visit.advisor_id,
        delivered_at=visit.delivered_at,
        actor=actor,
        at=at,
    )
    return ask_about_visit(visit=visit, node=node, actor=actor, at=at)
