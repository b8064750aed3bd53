"""Calling back the owners who were not content."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.quality.domain.kpis import UNHAPPY
from seibi.contexts.quality.events import OwnerCalledBack
from seibi.contexts.quality.models import Answer, Survey
from seibi.contexts.quality.permissions import can_call_back
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def note_call_back(*, survey_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """An unhappy owner waits for a call until somebody says they made it; the first one counts.

    Raises NotFound, NotAllowed.
    """
    survey = Survey.objects.visible_to(actor).locked().filter(pk=survey_id).first()
    answer = Answer.objects.filter(survey=survey).first() if survey else None
    if survey is None or answer is None:
        raise NotFound("answer_not_found", _("There is no such answer."))
    require(can_call_back(actor, survey))
    _note(survey, answer, UUID(actor.account_id), actor, at)


@transaction.atomic
def spoken_with(
    *, work_order_ids: Collection[UUID], by: UUID | None, actor: Actor, at: dt.datetime
) -> None:
    """Whoever was spoken with from the list of the day waits for no other call.

    Only our reader calls: nobody to ask.
    """
    for survey in Survey.objects.filter(work_order_id__in=work_order_ids).locked():
        answer = Answer.objects.filter(survey=survey, csat__lte=UNHAPPY).first()
        if answer is not None:
            _note(survey, answer, by, actor, at)


def _note(survey: Survey, answer: Answer, by: UUID | None, actor: Actor, at: dt.datetime) -> None:
    """The first call counts."""
    if answer.called_back_at:
        return
    answer.called_back_at, answer.called_back_by = at, by
    answer.save(update_fields=["called_back_at", "called_back_by"])

    tell(
        OwnerCalledBack(survey.pk, survey.work_order_id),
        actor=actor,
        at=at,
        subject=survey.subject,
        owner_node=survey.owner_node,
    )
