"""Which columns are about a person, and what erasing does to each."""

from django.db.models import Model

from seibi.contexts.quality.models import Answer, KpiSnapshot, Survey
from seibi.contexts.quality.models.morning import MorningTheme
from seibi.contexts.quality.models.waiting import ApprovalWait, Standing, Wait
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Survey: {"customer_id": Erase.BLANK, "vehicle_id": Erase.BLANK},
    Answer: {"comment": Erase.BLANK},
    KpiSnapshot: {},
    Standing: {},
    Wait: {},
    ApprovalWait: {},
    MorningTheme: {},
}
