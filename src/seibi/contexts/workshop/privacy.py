"""Which columns are about a person: the names of colleagues, and what the card says about a car."""

from seibi.contexts.workshop.models import (
    Absence,
    Job,
    JobStep,
    Reservation,
    Resource,
    ResourceHours,
    ResourceSkill,
    SiteRules,
)
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type, dict[str, Erase]] = {
    Absence: {"reason": Erase.DELETE_ROW},
    Job: {
        "title": Erase.KEEP_FOR_RECALLS,
        "plate": Erase.BLANK,
        "waiting_note": Erase.BLANK,
    },
    JobStep: {},
    Reservation: {},
    Resource: {"name": Erase.BLANK},
    ResourceHours: {},
    ResourceSkill: {},
    SiteRules: {},
}
