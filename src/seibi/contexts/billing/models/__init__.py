"""Tables of billing; Django finds them here, everyone else imports the module they need."""

from seibi.contexts.billing.models import accounts, discounts, invoices

__all__ = ["accounts", "discounts", "invoices"]
