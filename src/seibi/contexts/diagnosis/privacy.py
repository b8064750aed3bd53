"""Which of our columns are about a person: we have no tables."""

from django.db.models import Model

from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {}
