"""Who may answer a survey, and why not."""

from django.utils.translation import gettext as _

from seibi.contexts.quality.models import Survey
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def can_answer(actor: Actor, survey: Survey) -> Decision:
    if actor.holds_key(survey.subject) or actor.is_person(survey.customer_id):
        return Allowed()
    return Denied(_("Only the owner of the car answers about the visit."))
