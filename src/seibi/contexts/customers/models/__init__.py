"""Tables of customers: the record, how to reach it, what was agreed, who it belongs to."""

from seibi.contexts.customers.models.agreements import Authoriser, Consent
from seibi.contexts.customers.models.identity import AccountLink, CustomerRead, MergeAlias
from seibi.contexts.customers.models.record import Address, ContactPoint, Customer

__all__ = [
    "AccountLink",
    "Address",
    "Authoriser",
    "Consent",
    "ContactPoint",
    "Customer",
    "CustomerRead",
    "MergeAlias",
]
