"""Which columns are about a person, and what erasing does to each."""

from django.db.models import Model

from seibi.contexts.tasks.models import Task, TaskStep
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Task: {"title": Erase.BLANK, "note": Erase.BLANK, "outcome_note": Erase.BLANK},
    TaskStep: {"note": Erase.BLANK},
}
