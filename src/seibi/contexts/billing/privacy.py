"""Which columns are about a person. Books are kept for as long as tax law asks."""

from django.db.models import Model

from seibi.contexts.billing.models.accounts import Statement, StatementLine, Terms
from seibi.contexts.billing.models.discounts import Discount
from seibi.contexts.billing.models.invoices import Invoice, InvoiceLine, NumberSeries, TaxLine
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
    Discount: {
        "asked_by": Erase.KEEP_FOR_TAX,
        "asked_by_name": Erase.KEEP_FOR_TAX,
        "decided_by": Erase.KEEP_FOR_TAX,
        "decided_by_name": Erase.KEEP_FOR_TAX,
    },
    Terms: {"set_by": Erase.KEEP_FOR_TAX},
    Statement: {
        "recipient": Erase.KEEP_FOR_TAX,
        "issued_by": Erase.KEEP_FOR_TAX,
    },
    StatementLine: {},
}
