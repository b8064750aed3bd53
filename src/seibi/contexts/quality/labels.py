"""The words people see for our codes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.quality.contracts import KpiName, SurveyAction, SurveyState, WaitCause

STATE_LABELS = {
    SurveyState.OPEN: pgettext_lazy("survey", "Not answered yet"),
    SurveyState.ANSWERED: pgettext_lazy("survey", "Answered"),
}

ACTION_LABELS = {
    SurveyAction.ANSWER: pgettext_lazy("survey", "Answer"),
}

KPI_LABELS = {
    KpiName.SAME_DAY: _("Ready on the same day"),
    KpiName.ON_TIME_FIRST: _("On time against the first promise"),
    KpiName.CSAT: _("Content owners"),
    KpiName.NPS: _("Would recommend us (NPS)"),
    KpiName.CES: _("Found it easy"),
    KpiName.DISPUTES: _("Visits with a dispute"),
}

KPI_MEANINGS = {
    KpiName.SAME_DAY: _(
        "Of all cars that came, those that were ready on the day they came. "
        "The day is that of the workshop."
    ),
    KpiName.ON_TIME_FIRST: _(
        "Of all cars with a promise, those that were ready by the first time we promised, "
        "whatever was promised later."
    ),
    KpiName.CSAT: _("Of all answers, those with 4 or 5 out of 5."),
    KpiName.NPS: _("Share of 9 and 10 minus share of 0 to 6, in points from -100 to 100."),
    KpiName.CES: _("Of all answers about effort, those with 5, 6 or 7 out of 7."),
    KpiName.DISPUTES: _(
        "Of all cars that came, those whose owner saw something differently: cases per 100 visits."
    ),
}

CAUSE_LABELS = {
    WaitCause.APPROVAL: pgettext_lazy("waits for", "Approval"),
    WaitCause.PART: pgettext_lazy("waits for", "Part"),
    WaitCause.SKILL: pgettext_lazy("waits for", "Technician"),
    WaitCause.LIFT: pgettext_lazy("waits for", "Lift or tool"),
    WaitCause.CHECK: pgettext_lazy("waits for", "Quality check"),
    WaitCause.WASH: pgettext_lazy("waits for", "Wash"),
    WaitCause.PICK_UP: pgettext_lazy("waits for", "Pick-up"),
    WaitCause.SUBLET: pgettext_lazy("waits for", "Sublet work"),
    WaitCause.KEY: pgettext_lazy("waits for", "Key"),
}
