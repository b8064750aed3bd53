"""Which columns of sales are about a person, and what erasing does to each."""

from django.db.models import Model

from seibi.contexts.sales.models import HandOver, Hint, Prospect
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Prospect: {"customer_id": Erase.BLANK, "interest": Erase.BLANK},
    HandOver: {"customer_id": Erase.BLANK, "vehicle_id": Erase.BLANK},
    Hint: {"customer_id": Erase.BLANK, "vehicle_id": Erase.BLANK, "words": Erase.BLANK},
}
