"""Which columns are about a person, and what erasing does to each."""

from django.db.models import Model

from seibi.contexts.payments.models import (
    AtProvider,
    DayEnd,
    Movement,
    Payment,
    ProviderEvent,
    Refund,
)
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Payment: {
        "billing_first_name": Erase.BLANK,
        "billing_last_name": Erase.BLANK,
        "billing_address_1": Erase.BLANK,
        "billing_address_2": Erase.BLANK,
        "billing_city": Erase.BLANK,
        "billing_postcode": Erase.BLANK,
        "billing_email": Erase.BLANK,
        "billing_phone": Erase.BLANK,
        "customer_ip_address": Erase.BLANK,
        "transaction_id": Erase.KEEP_FOR_TAX,
        "note": Erase.BLANK,
    },
    AtProvider: {},
    ProviderEvent: {},
    Refund: {"decided_by": Erase.KEEP_FOR_TAX},
    Movement: {"by": Erase.KEEP_FOR_TAX},
    DayEnd: {
        "closed_by": Erase.KEEP_FOR_TAX,
        "closed_by_name": Erase.KEEP_FOR_TAX,
        "reopened_by": Erase.KEEP_FOR_TAX,
    },
}
