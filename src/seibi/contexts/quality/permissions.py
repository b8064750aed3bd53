"""Who may answer a survey, and why not."""

from django.utils.translation import gettext as _

from seibi.contexts.quality.contracts import CALL_BACK, LEAD
from seibi.contexts.quality.models import Survey
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def can_answer(actor: Actor, survey: Survey) -> Decision:
    if actor.holds_key(survey.subject) or actor.is_person(survey.customer_id):
        return Allowed()
    return Denied(_("Only the owner of the car answers about the visit."))


def can_call_back(actor: Actor, survey: Survey) -> Decision:
    if actor.may(CALL_BACK, at_node=survey.owner_node):
        return Allowed()
    return Denied(_("Only those who look after owners here, and their leader, note a call."))


def can_lead(actor: Actor, node: str) -> Decision:
    if actor.may(LEAD, at_node=node):
        return Allowed()
    return Denied(_("Only the leaders of this workshop write the line of the day."))
