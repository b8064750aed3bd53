"""Tables of customers: the record, how to reach it, what was agreed, who it belongs to."""

from seibi.contexts.customers.models import agreements, identity, record, standing

__all__ = ["agreements", "identity", "record", "standing"]
