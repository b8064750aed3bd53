"""Which columns of tasks are about a person: none yet."""

from django.db.models import Model

from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {}
