"""Which columns of customers are about a person, and what erasing that person does to each."""

from django.db.models import Model

from seibi.contexts.customers.models import (
    AccountLink,
    Address,
    Authoriser,
    Consent,
    ContactPoint,
    Customer,
    CustomerRead,
    MergeAlias,
)
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Customer: {
        "family_name": Erase.BLANK,
        "given_name": Erase.BLANK,
        "family_reading": Erase.BLANK,
        "given_reading": Erase.BLANK,
        "company_name": Erase.KEEP_FOR_TAX,
        "company_reading": Erase.BLANK,
        "department": Erase.BLANK,
    },
    ContactPoint: {"value": Erase.DELETE_ROW},
    Address: {"line1": Erase.DELETE_ROW, "line2": Erase.DELETE_ROW},
    Consent: {"text": Erase.KEEP_AS_EVIDENCE},
    Authoriser: {"person": Erase.DELETE_ROW},
    AccountLink: {"proved_by": Erase.DELETE_ROW},
    MergeAlias: {},
    CustomerRead: {"account_id": Erase.DELETE_ROW},
}
