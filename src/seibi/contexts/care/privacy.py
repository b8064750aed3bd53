"""Which columns of care are about a person, and what erasing does to each."""

from django.db.models import Model

from seibi.contexts.care.models import Contact, ListRun, Reason, Rule, Try
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Contact: {"customer_id": Erase.BLANK},
    Reason: {"customer_id": Erase.BLANK, "vehicle_id": Erase.BLANK},
    Try: {"note": Erase.BLANK},
    Rule: {},
    ListRun: {},
}
