"""Which columns are about a person. Books are kept for as long as tax law asks."""

from django.db.models import Model

from seibi.contexts.billing.models import Invoice, InvoiceLine, NumberSeries, TaxLine
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Invoice: {
        "recipient": Erase.KEEP_FOR_TAX,
        "visit": Erase.KEEP_FOR_TAX,
        "issued_by": Erase.KEEP_FOR_TAX,
    },
    InvoiceLine: {},
    TaxLine: {},
    NumberSeries: {},
}
