"""The one question that each role brings to Seibi, as homes and doors of the demo ask it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seibi.contexts.network.contracts import Role

QUESTIONS: Mapping[Role, Promise] = {
    Role.OWNER: _("How is my car, and what does it need next?"),
    Role.BRINGER: _("When is the car ready that I brought?"),
    Role.SERVICE_MANAGER: _("What is late, and what does it wait for?"),
    Role.ADVISOR: _("Whom do I help next?"),
    Role.CONTROLLER: _("What stops, and what is late?"),
    Role.TECHNICIAN: _("What do I do now?"),
    Role.PARTS_CLERK: _("Which car waits for a part?"),
    Role.CASHIER: _("Who pays next?"),
    Role.CR: _("Whom do I look after today?"),
    Role.SALES: _("How are my customers' cars?"),
    Role.LOCAL_LEADER: _("Do my workshops keep their word?"),
    Role.REGIONAL_LEADER: _("Which workshop of the region needs me?"),
    Role.HEAD_OFFICE: _("What do the groups share, and what does it say?"),
    Role.AUDITOR: _("Who decided what, and who looked?"),
    Role.ADMINISTRATOR: _("Does everything run, and who may do what?"),
}
